package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.control.bgp.api.NeighborView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against ExaBGP, which sends malformed attributes: no session may end for any of them (RFC 7606). */
class ExabgpInteropTest {
    private static final String OURS = "127.0.0.65";
    private static final String THEIRS = "127.0.0.66";

    /** Attributes as type, flags and value, that make routes count as withdrawn. */
    private static final Map<String, String> WITHDRAWN = new TreeMap<>(Map.ofEntries(
            Map.entry("ORIGIN of two octets", "0x01 0x40 0x0000"),
            Map.entry("ORIGIN of no meaning", "0x01 0x40 0x07"),
            Map.entry("ORIGIN that is optional", "0x01 0xc0 0x00"),
            Map.entry("AS_PATH with a segment of no kind", "0x02 0x40 0x070100000001"),
            Map.entry("AS_PATH that is cut off", "0x02 0x40 0x020500000001"),
            Map.entry("MULTI_EXIT_DISC of three octets", "0x04 0x80 0x000001"),
            Map.entry("LOCAL_PREF of five octets", "0x05 0x40 0x0000000001"),
            Map.entry("COMMUNITIES of five octets", "0x08 0xc0 0x0001000203"),
            Map.entry("ORIGINATOR_ID of three octets", "0x09 0x80 0x0a0000"),
            Map.entry("CLUSTER_LIST of five octets", "0x0a 0x80 0x0a00000101"),
            Map.entry("LARGE_COMMUNITY of five octets", "0x20 0xc0 0x0102030405")));

    /** Those that are left out, or passed on, and do no harm. */
    private static final Map<String, String> KEPT = new TreeMap<>(Map.of(
            "ATOMIC_AGGREGATE of one octet", "0x06 0x40 0x00",
            "AGGREGATOR of three octets", "0x07 0xc0 0x0000fc",
            "one that nobody knows", "0xee 0xc0 0xdeadbeef"));

    @TempDir
    private Path directory;

    private ControlNode node;
    private Exabgp exabgp;

    @BeforeEach
    void start() throws Exception {
        var programs = Programs.with(Exabgp.MODULE);
        int ourPort = Ports.free(OURS);
        node = new ControlNode("one", "192.0.2.1");
        exabgp = new Exabgp(programs, directory, THEIRS, OURS, ourPort);
        node.graph.put(
                router("one", 64512, OURS, ourPort, with("exabgp")),
                router("exabgp", 64512, THEIRS, Ports.free(THEIRS)));
        Await.until(() -> node.states().equals(List.of("ESTABLISHED")), () -> node.speaker.neighbors());
    }

    @AfterEach
    void close() throws Exception {
        if (exabgp != null) {
            exabgp.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private NeighborView neighbor() {
        return node.speaker.neighbors().getFirst();
    }

    private void announce(String prefix, String attribute) {
        exabgp.tell("announce route " + prefix + " next-hop 192.0.2.15 rd 64512:15 label 150"
                + " extended-community [ target:64512:99 ]"
                + (attribute.isEmpty() ? "" : " attribute [ " + attribute + " ]"));
    }

    private void awaitTold(String prefix) {
        Await.until(() -> node.told(prefix).isPresent(), () -> node.speaker.routes() + " " + neighbor());
    }

    @Test
    void malformedAttributesCostTheirRoutesOnly() {
        var since = neighbor().since();
        announce("10.15.0.0/24", "");
        awaitTold("10.15.0.0/24");
        int number = 0;
        for (var malformed : WITHDRAWN.entrySet()) {
            long faults = neighbor().faults();
            announce("10.16." + number++ + ".0/24", malformed.getValue());
            Await.until(() -> neighbor().faults() > faults, () -> malformed.getKey() + ": " + neighbor());
        }
        for (var kept : KEPT.entrySet()) {
            var prefix = "10.17." + number++ + ".0/24";
            announce(prefix, kept.getValue());
            awaitTold(prefix);
        }
        announce("10.15.1.0/24", "");
        awaitTold("10.15.1.0/24");
        for (int i = 0; i < WITHDRAWN.size(); i++) {
            assertTrue(node.told("10.16." + i + ".0/24").isEmpty());
        }
        assertTrue(node.told("10.15.0.0/24").isPresent());
        assertEquals(since, neighbor().since());
    }

    @Test
    void aRouteIsWithdrawnWhenItsAttributesBecomeMalformed() {
        announce("10.15.0.0/24", "");
        awaitTold("10.15.0.0/24");
        announce("10.15.0.0/24", WITHDRAWN.get("LARGE_COMMUNITY of five octets"));
        Await.until(() -> node.told("10.15.0.0/24").isEmpty(), () -> node.speaker.routes());
        assertEquals("ESTABLISHED", neighbor().state());
    }
}
