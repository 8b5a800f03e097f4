package net.weftnet.compute.forwarding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.bpf.LayoutMismatchException;
import net.weftnet.compute.forwarding.tables.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process finds that starts on the pins of another, and what devices that come and go leave behind. */
class AdoptionTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private BpfMount mount;
    private NetworkNamespace namespace;
    private Path pins;
    private KernelForwarding forwarding;

    @BeforeEach
    void open() throws Exception {
        mount = BpfMount.mount();
        pins = mount.directory().resolve("node");
        namespace = NetworkNamespace.create(
                "forwarding-adopt" + ProcessHandle.current().pid() % 10000);
        restart();
        addDevice("tap1");
    }

    @AfterEach
    void close() {
        if (forwarding != null) {
            forwarding.close();
        }
        if (namespace != null) {
            namespace.close();
        }
        if (mount != null) {
            mount.close();
        }
    }

    private void addDevice(String name) {
        namespace.exec("ip", "link", "add", name, "type", "veth", "peer", "name", name + "p");
    }

    /** Without a close before, as after kill -9. */
    private void restart() throws Exception {
        forwarding = namespace.call(() -> {
            var opened = new KernelForwarding(pins, ProgramBench.object());
            opened.open();
            return opened;
        });
    }

    private InterfaceEntry attach(String device) throws Exception {
        return namespace.call(() -> forwarding.attach(device, InterfaceEntry.Kind.WORKLOAD, 3, 7, MAC));
    }

    private int links() throws Exception {
        try (var files = Files.list(pins.resolve("links"))) {
            return (int) files.count();
        }
    }

    @Test
    void tablesAreAsTheyWere() throws Exception {
        var entry = attach("tap1");
        var entries = List.<TableEntry>of(
                new NextHopEntry(5, new NextHop.Interface(entry.ifIndex(), MAC)),
                new NextHopEntry(6, ProgramBench.tunnel(Encapsulation.MPLS_OVER_GRE)),
                new NextHopEntry(7, new NextHop.Discard()),
                new LabelEntry(100, 5),
                new RouteEntry(7, IpPrefix.parse("0.0.0.0/0"), 6, 77),
                new RouteEntry(7, IpPrefix.parse("10.1.1.0/24"), 6, 78),
                new RouteEntry(65535, IpPrefix.parse("10.1.1.1/32"), 5, 0));
        forwarding.putAll(entries);
        restart();

        var found = new HashSet<TableEntry>();
        for (var kind : TableKind.values()) {
            found.addAll(forwarding.dump(kind));
        }
        var expected = new HashSet<>(entries);
        expected.add(entry);
        assertEquals(expected, found);
    }

    @Test
    void deletingIsIdempotent() throws Exception {
        forwarding.put(new LabelEntry(100, 5));
        forwarding.delete(new TableKey.LabelKey(100));
        forwarding.delete(new TableKey.LabelKey(100));
        assertEquals(List.of(), forwarding.dump(TableKind.LABEL));
    }

    @Test
    void attachingAgainKeepsTheLinkAndReplacesTheEntry() throws Exception {
        attach("tap1");
        namespace.call(() -> forwarding.attach("tap1", InterfaceEntry.Kind.WORKLOAD, 3, 8, MAC));
        assertEquals(1, links());
        var entry = (InterfaceEntry) forwarding.dump(TableKind.INTERFACE).getFirst();
        assertEquals(8, entry.vrf());
        assertTrue(forwarding.interfaceCounters().containsKey(entry.ifIndex()));
    }

    @Test
    void loopbackIsNoWorkloads() {
        var refused = assertThrows(ForwardingException.class, () -> attach("lo"));
        assertEquals(ForwardingException.Kind.UNSUPPORTED, refused.kind());
    }

    @Test
    void theUnderlayDeviceIsNoWorkloads() throws Exception {
        var fabric = namespace.call(() -> forwarding.attachFabric("tap1"));
        var refused = assertThrows(ForwardingException.class, () -> attach("tap1"));
        assertEquals(ForwardingException.Kind.UNSUPPORTED, refused.kind());
        var entry = (InterfaceEntry) forwarding.dump(TableKind.INTERFACE).getFirst();
        assertEquals(InterfaceEntry.Kind.FABRIC, entry.kind());
        assertEquals(fabric.index(), entry.ifIndex());
    }

    @Test
    void detachingLeavesNothing() throws Exception {
        attach("tap1");
        forwarding.detach("tap1");
        forwarding.detach("tap1");
        assertEquals(0, links());
        assertEquals(List.of(), forwarding.dump(TableKind.INTERFACE));
        assertEquals(0, forwarding.interfaceCounters().size());
    }

    @Test
    void devicesThatWentAreRemovedAtStart() throws Exception {
        attach("tap1");
        addDevice("tap2");
        attach("tap2");
        namespace.exec("ip", "link", "del", "tap1");
        restart();
        assertEquals(1, links());
        assertEquals(1, forwarding.dump(TableKind.INTERFACE).size());
    }

    @Test
    void deviceMadeAnewIsAttachedAnew() throws Exception {
        var first = attach("tap1");
        namespace.exec("ip", "link", "del", "tap1");
        addDevice("tap1");
        var second = attach("tap1");
        assertFalse(first.ifIndex() == second.ifIndex());
        assertEquals(List.of(second), forwarding.dump(TableKind.INTERFACE));
        assertEquals(1, links());
    }

    @Test
    void missingDeviceIsNamed() {
        var e = assertThrows(ForwardingException.class, () -> attach("tap9"));
        assertEquals(ForwardingException.Kind.NO_DEVICE, e.kind());
        assertTrue(e.getMessage().contains("tap9"));
    }

    @Test
    void purgeRemovesAndOpensAnew() throws Exception {
        attach("tap1");
        forwarding.put(new LabelEntry(100, 5));
        var ready = new AtomicInteger();
        forwarding.onReady(ready::incrementAndGet);
        namespace.call(() -> {
            forwarding.purge();
            return true;
        });
        assertEquals(0, links());
        assertEquals(List.of(), forwarding.dump(TableKind.LABEL));
        assertEquals(2, ready.get());
    }

    private void setLayoutVersion(int version) throws Exception {
        try (var tables = Tables.open(ProgramBench.object().maps(), pins.resolve("maps"));
                var arena = Arena.ofConfined()) {
            var node = tables.maps().get("node");
            node.put(arena.allocate(JAVA_INT), arena.allocateFrom(JAVA_INT, version, 0, 0));
        }
    }

    /** More room for flows, or less, takes nothing of what is known. */
    @Test
    void flowsMoveIntoATableOfAnotherSize() throws Exception {
        attach("tap1");
        forwarding.close();
        try (var tables = Tables.open(ProgramBench.object().maps(), pins.resolve("maps"));
                var arena = Arena.ofConfined()) {
            var flows = tables.maps().get("flows");
            for (int i = 0; i < 5; i++) {
                var key = arena.allocate(flows.definition().keySize(), 8);
                key.set(JAVA_INT, 0, i);
                flows.put(key, arena.allocate(flows.valueSize(), 8));
            }
        }
        for (int limit : new int[] {2048, KernelForwarding.USUAL_FLOWS}) {
            var resized = new KernelForwarding(pins, ProgramBench.object(), limit);
            namespace.call(() -> {
                resized.open();
                return true;
            });
            assertEquals(limit, resized.flowLimit());
            var found = new AtomicInteger();
            resized.forEachFlow(_ -> found.incrementAndGet());
            assertEquals(5, found.get());
            assertEquals(1, links());
            resized.close();
        }
    }

    @Test
    void tablesOfAnotherLayoutAreRefused() throws Exception {
        attach("tap1");
        forwarding.close();
        setLayoutVersion(99);
        var other = new KernelForwarding(pins, ProgramBench.object());
        var e = assertThrows(LayoutMismatchException.class, other::open);
        assertTrue(e.getMessage().contains("99"), e.getMessage());
        var unavailable = assertThrows(ForwardingException.class, () -> other.dump(TableKind.LABEL));
        assertEquals(ForwardingException.Kind.UNAVAILABLE, unavailable.kind());
        assertEquals(1, links());

        other.purge();
        assertTrue(other.isReady());
        other.close();
    }

    @Test
    void directoryOutsideABpffsIsRefusedWithAdvice() throws Exception {
        var plain = Files.createTempDirectory("no-bpffs");
        var elsewhere = new KernelForwarding(plain.resolve("weft"), ProgramBench.object());
        var e = assertThrows(IOException.class, elsewhere::open);
        assertTrue(e.getMessage().contains("mount -t bpf"), e.getMessage());
        Files.delete(plain);
    }
}
