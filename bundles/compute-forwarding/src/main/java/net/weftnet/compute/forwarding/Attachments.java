package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.bpf.BpfLink;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.BpfProgram;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.linux.Device;
import net.weftnet.compute.forwarding.linux.LinuxException;
import net.weftnet.compute.forwarding.tables.Abi;
import net.weftnet.compute.forwarding.tables.Fabric;
import net.weftnet.compute.forwarding.tables.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which devices send what they receive through the programs. An attachment is a pinned link and an interface entry;
 * the link makes it, so an entry is put before its link and deleted after it.
 */
final class Attachments implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Attachments.class);

    private final BpfFileSystem pins;
    private final Tables tables;
    private final Map<String, BpfProgram> programs = new HashMap<>();

    private Attachments(BpfFileSystem pins, Tables tables) {
        this.pins = pins;
        this.tables = tables;
    }

    /** Loads the programs of the object on the tables and puts them in the place of those that run. */
    static Attachments open(BpfFileSystem pins, Tables tables, BpfObject object) throws IOException {
        var attachments = new Attachments(pins, tables);
        try {
            for (var code : object.programs()) {
                attachments.programs.put(code.name(), BpfProgram.load(code, object.license(), tables.maps()));
            }
            attachments.adopt();
            return attachments;
        } catch (IOException e) {
            attachments.close();
            throw e;
        }
    }

    private BpfProgram program(InterfaceEntry.Kind kind) {
        var name =
                switch (kind) {
                    case WORKLOAD -> "from_workload";
                    case FABRIC -> "from_underlay";
                };
        var program = programs.get(name);
        if (program == null) {
            throw new IllegalStateException("The eBPF object has no program " + name);
        }
        return program;
    }

    /** Takes over what an earlier process left, and clears away what is half there or whose device is gone. */
    private void adopt() throws IOException {
        var linked = new HashSet<>(pins.linkedInterfaces());
        int adopted = 0;
        for (var entry : tables.interfaces().dump()) {
            if (linked.remove(entry.ifIndex()) && update(entry)) {
                adopted++;
            } else {
                log.info("{}: gone since the last run, interface {} removed", entry.device(), entry.ifIndex());
                remove(entry.ifIndex());
            }
        }
        for (int ifIndex : linked) {
            remove(ifIndex);
        }
        if (adopted > 0) {
            log.info("Programs replaced on {} attached interfaces, tables kept", adopted);
        }
    }

    /** Replaces the program of an attached interface; {@return false if its device is gone} */
    private boolean update(InterfaceEntry entry) throws LinuxException {
        try (var link = BpfLink.openPinned(pins.link(entry.ifIndex()))) {
            if (link.ifIndex() != entry.ifIndex()) {
                return false;
            }
            link.update(program(entry.kind()));
            return true;
        }
    }

    /** Runs the program of an interface on a frame that is traced. */
    TestRun trace(InterfaceEntry entry, byte[] frame) throws LinuxException {
        return TestRun.run(program(entry.kind()), frame, entry.ifIndex(), Abi.TRACE_MARK);
    }

    void attach(InterfaceEntry entry, Device device) throws IOException {
        for (var other : tables.interfaces().dump()) {
            if (other.device().equals(entry.device()) && other.ifIndex() != entry.ifIndex()) {
                // The device was made anew under its name.
                remove(other.ifIndex());
            }
        }
        tables.interfaces().put(entry, device.isVethIntoOtherNamespace());
        if (Files.exists(pins.link(entry.ifIndex()))) {
            if (update(entry)) {
                return;
            }
            Files.delete(pins.link(entry.ifIndex()));
        }
        try (var link = BpfLink.attach(program(entry.kind()), entry.ifIndex())) {
            link.pin(pins.link(entry.ifIndex()));
        } catch (LinuxException e) {
            tables.interfaces().delete(entry.ifIndex());
            throw e;
        }
        log.info("{}: attached as {} interface {}", entry.device(), entry.kind(), entry.ifIndex());
    }

    /** Detaches the program, if it is attached, and deletes the entry. */
    void remove(int ifIndex) throws IOException {
        Files.deleteIfExists(pins.link(ifIndex));
        tables.interfaces().delete(ifIndex);
        tables.punts().forget(ifIndex);
        if (tables.fabric().ifIndex() == ifIndex) {
            tables.setFabric(Fabric.NONE);
        }
    }

    /** Closes the handles; everything stays attached. */
    @Override
    public void close() {
        programs.values().forEach(BpfProgram::close);
    }
}
