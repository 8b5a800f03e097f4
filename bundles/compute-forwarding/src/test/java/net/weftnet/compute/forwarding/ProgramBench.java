package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Trace.Step;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.BpfProgram;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.tables.Abi;
import net.weftnet.compute.forwarding.tables.Fabric;
import net.weftnet.compute.forwarding.tables.Tables;

/**
 * The loaded programs on tables of their own, for packet vectors. Device lo (index 1) stands for the workload's
 * interface and for the underlay; nothing is attached, and what a program redirects goes nowhere.
 *
 * <pre>
 * VRF 5: 1.1.1.1/32 local workload     2.2.2.2/32 MPLS over UDP, label 48   3.3.3.3/32 MPLS over GRE, label 48
 *        4.4.4.4/32 discard            5.5.5.5/32 next hop missing          6.6.6.6/32 interface missing
 *        2001:db8:1::1/128 as 1.1.1.1  2001:db8:2::/48 as 2.2.2.2      2001:db8:3::/48 as 3.3.3.3
 *        7.7.7.7/32 tunnel, no label   label 1000 local workload, label 1001 next hop missing, label 1002 a tunnel
 * </pre>
 */
final class ProgramBench implements AutoCloseable {
    static final int LO = 1;
    static final int VRF = 5;

    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private final BpfMount mount = BpfMount.mount();
    private final Map<String, BpfProgram> programs = new HashMap<>();
    private final Tables tables;

    ProgramBench() throws IOException, ForwardingException {
        try {
            var object = object();
            tables = Tables.open(object.maps(), mapsDirectory());
            for (var code : object.programs()) {
                programs.put(code.name(), BpfProgram.load(code, object.license(), tables.maps()));
            }
            fill();
        } catch (IOException | ForwardingException e) {
            mount.close();
            throw e;
        }
    }

    static BpfObject object() throws IOException {
        try (var resource = PinnedForwarding.class.getResourceAsStream("forwarding.bpf.o")) {
            return new BpfObject(resource.readAllBytes());
        }
    }

    private void fill() throws IOException, ForwardingException {
        setPolicy(0);
        tables.setFabric(new Fabric(LO, 1500));
        tables.putAll(List.of(
                new NextHopEntry(10, new NextHop.Interface(LO, MAC)),
                new NextHopEntry(12, tunnel(Encapsulation.MPLS_OVER_UDP)),
                new NextHopEntry(13, tunnel(Encapsulation.MPLS_OVER_GRE)),
                new NextHopEntry(14, new NextHop.Discard()),
                new NextHopEntry(16, new NextHop.Interface(777, MAC)),
                route("1.1.1.1/32", 10, 0),
                route("2.2.2.2/32", 12, 48),
                route("3.3.3.3/32", 13, 48),
                route("4.4.4.4/32", 14, 0),
                route("5.5.5.5/32", 15, 0),
                route("6.6.6.6/32", 16, 0),
                route("7.7.7.7/32", 12, 0),
                route("2001:db8:1::1/128", 10, 0),
                route("2001:db8:2::/48", 12, 48),
                route("2001:db8:3::/48", 13, 48),
                new LabelEntry(1000, 10),
                new LabelEntry(1001, 15),
                new LabelEntry(1002, 12)));
    }

    /** Puts the port under a policy. */
    void setPolicy(int policy) throws IOException {
        tables.interfaces().put(new InterfaceEntry(LO, 3, "lo", InterfaceEntry.Kind.WORKLOAD, VRF, MAC, policy), false);
    }

    static NextHop.Tunnel tunnel(Encapsulation encapsulation) {
        return new NextHop.Tunnel(encapsulation, IpAddress.parse("1.1.2.2"), IpAddress.parse("2.2.1.1"));
    }

    static RouteEntry route(String prefix, int nextHop, int label) {
        return new RouteEntry(VRF, IpPrefix.parse(prefix), nextHop, label);
    }

    Path mapsDirectory() {
        return mount.directory().resolve("maps");
    }

    Tables tables() {
        return tables;
    }

    TestRun fromWorkload(byte[] frame) throws IOException {
        return TestRun.run(programs.get("from_workload"), frame, LO);
    }

    TestRun fromUnderlay(byte[] frame) throws IOException {
        return TestRun.run(programs.get("from_underlay"), frame, LO);
    }

    /** {@return what a program decided about a frame that leaves no other mark} */
    List<Step> trace(String program, byte[] frame) throws IOException {
        tables.trace().clear();
        TestRun.run(programs.get(program), frame, LO, Abi.TRACE_MARK);
        return tables.trace().read();
    }

    /** A run of one of the programs. */
    interface Run {
        TestRun run(byte[] frame) throws IOException;
    }

    /** Asserts that the frame is dropped, and counted once under this reason alone. */
    void assertDropped(DropReason reason, byte[] frame, Run program) throws IOException {
        var before = tables.drops();
        assertEquals(TestRun.DROPPED, program.run(frame).action());
        assertEquals(Map.of(reason, 1L), drops(before));
    }

    /** {@return packets dropped since {@code before}, where there are any} */
    Map<DropReason, Long> drops(Map<DropReason, Counter> before) throws IOException {
        var difference = new EnumMap<DropReason, Long>(DropReason.class);
        tables.drops().forEach((reason, counter) -> {
            long packets = counter.packets() - before.get(reason).packets();
            if (packets != 0) {
                difference.put(reason, packets);
            }
        });
        return difference;
    }

    @Override
    public void close() {
        programs.values().forEach(BpfProgram::close);
        tables.close();
        mount.close();
    }
}
