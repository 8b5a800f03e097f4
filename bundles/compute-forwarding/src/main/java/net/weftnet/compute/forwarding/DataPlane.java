package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.Trace;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.linux.Device;
import net.weftnet.compute.forwarding.linux.Devices;
import net.weftnet.compute.forwarding.linux.LinuxException;
import net.weftnet.compute.forwarding.tables.Fabric;
import net.weftnet.compute.forwarding.tables.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs and tables of one node while this process holds handles to them. They are in the kernel before it opens
 * and after it closes; only {@link #purge} ends them.
 */
final class DataPlane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataPlane.class);

    /** What the longest outer header adds to a packet: IPv4, UDP, VXLAN and the Ethernet header of a frame in it. */
    private static final int TUNNEL_OVERHEAD = 20 + 8 + 8 + 14;

    private static final String FLOWS = "flows";

    private final Tables tables;
    private final Attachments attachments;

    private DataPlane(Tables tables, Attachments attachments) {
        this.tables = tables;
        this.attachments = attachments;
    }

    /** Opens what is pinned in the directory, puts the programs of the object in place, and makes what is missing. */
    static DataPlane open(Path directory, BpfObject object, int flows) throws IOException {
        var pins = new BpfFileSystem(directory);
        pins.prepare();
        var definitions = object.maps().stream()
                .map(map -> map.name().equals(FLOWS) ? map.withMaxEntries(flows) : map)
                .toList();
        var tables = Tables.open(definitions, pins.maps());
        try {
            return new DataPlane(tables, Attachments.open(pins, tables, object));
        } catch (IOException e) {
            tables.close();
            throw e;
        }
    }

    /** Detaches all programs and frees all tables that are pinned in the directory. */
    static void purge(Path directory) throws IOException {
        new BpfFileSystem(directory).clear();
        log.warn("{}: programs detached and tables removed", directory);
    }

    Tables tables() {
        return tables;
    }

    InterfaceEntry attach(String name, InterfaceEntry.Kind kind, int vif, int vrf, MacAddress mac)
            throws IOException, ForwardingException {
        var device = device(name);
        var entry = new InterfaceEntry(device.index(), vif, name, kind, vrf, mac);
        attach(entry, device);
        return entry;
    }

    /** Attaches the underlay device, or takes note that it changed; {@return it as it is now} */
    Device attachFabric(String name) throws IOException, ForwardingException {
        var device = device(name);
        if (!tables.fabric().equals(new Fabric(device.index(), device.mtu()))) {
            attach(new InterfaceEntry(device.index(), 0, name, InterfaceEntry.Kind.FABRIC, 0, device.mac()), device);
        }
        return device;
    }

    void attach(InterfaceEntry entry) throws IOException, ForwardingException {
        var device = device(entry.device());
        if (device.index() != entry.ifIndex()) {
            throw new ForwardingException(
                    ForwardingException.Kind.NO_DEVICE,
                    entry.device() + " has interface index " + device.index() + ", not " + entry.ifIndex());
        }
        attach(entry, device);
    }

    private void attach(InterfaceEntry entry, Device device) throws IOException, ForwardingException {
        boolean isNodes = device.name().equals("lo") || tables.fabric().ifIndex() == device.index();
        if (entry.kind() == InterfaceEntry.Kind.WORKLOAD && isNodes) {
            throw new ForwardingException(
                    ForwardingException.Kind.UNSUPPORTED,
                    device.name() + " is the node's own device: a workload's program there would cut the node off");
        }
        attachments.attach(entry, device);
        switch (entry.kind()) {
            case FABRIC -> tables.setFabric(new Fabric(device.index(), device.mtu()));
            case WORKLOAD -> checkMtu(device);
        }
    }

    /** A packet that fits the workload's device and not the underlay with its tunnel is lost: tunnels do not fragment. */
    private void checkMtu(Device workload) throws LinuxException {
        var fabric = tables.fabric();
        int needed = workload.mtu() + TUNNEL_OVERHEAD;
        if (!fabric.equals(Fabric.NONE) && fabric.mtu() < needed) {
            log.warn(
                    "{}: its packets of up to {} octets need {} on the underlay, whose MTU is {}: raise it",
                    workload.name(),
                    workload.mtu(),
                    needed,
                    fabric.mtu());
        }
    }

    private static Device device(String name) throws LinuxException, ForwardingException {
        return Devices.find(name)
                .orElseThrow(() -> new ForwardingException(
                        ForwardingException.Kind.NO_DEVICE,
                        "No device " + name + " in the network namespace of this node"));
    }

    /** Runs the live program of an interface on a frame; one at a time, as all write into one table. */
    synchronized Trace trace(int ifIndex, byte[] frame) throws IOException, ForwardingException {
        var entry = tables.interfaces().dump().stream()
                .filter(one -> one.ifIndex() == ifIndex)
                .findFirst()
                .orElseThrow(() -> new ForwardingException(
                        ForwardingException.Kind.NO_DEVICE, "Interface " + ifIndex + " is not attached"));
        tables.trace().clear();
        var run = attachments.trace(entry, frame);
        var steps = tables.trace().read();
        var outcome =
                switch (run.action()) {
                    case TestRun.DROPPED -> ended(steps);
                    case TestRun.LEFT_TO_KERNEL -> Trace.Outcome.LEFT_TO_KERNEL;
                    default -> Trace.Outcome.FORWARDED;
                };
        return new Trace(steps, outcome, HexFormat.of().formatHex(run.frame()));
    }

    /** What became of a packet that ended in the program, which has no other way to keep one or to copy it. */
    private static Trace.Outcome ended(List<Trace.Step> steps) {
        if (steps.stream().anyMatch(Trace.Step.Punted.class::isInstance)) {
            return Trace.Outcome.PUNTED;
        }
        return steps.stream().anyMatch(Trace.Step.Copy.class::isInstance)
                ? Trace.Outcome.FORWARDED
                : Trace.Outcome.DROPPED;
    }

    void detach(String device) throws IOException {
        for (var entry : tables.interfaces().dump()) {
            if (entry.device().equals(device)) {
                detach(entry.ifIndex());
            }
        }
    }

    void detach(int ifIndex) throws IOException {
        attachments.remove(ifIndex);
        log.info("Interface {} detached", ifIndex);
    }

    @Override
    public void close() {
        attachments.close();
        tables.close();
    }
}
