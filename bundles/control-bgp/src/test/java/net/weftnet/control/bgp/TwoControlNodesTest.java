package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two speakers with real sockets on loopback. */
class TwoControlNodesTest {
    private static final String PREFIX = "10.1.1.3/32";
    private static final List<String> UP = List.of("ESTABLISHED");

    private final ControlNode one = new ControlNode("one", "192.0.2.1");
    private final ControlNode two = new ControlNode("two", "192.0.2.2");
    private final int portOfOne = Ports.free("127.0.0.21");
    private final int portOfTwo = Ports.free("127.0.0.22");

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
    }

    private BgpRouter routerOne(long as, Sessions... sessions) {
        return router("one", as, "127.0.0.21", portOfOne, sessions);
    }

    private BgpRouter routerTwo(long as, Sessions... sessions) {
        return router("two", as, "127.0.0.22", portOfTwo, sessions);
    }

    private void connect(long asOfTwo) {
        var first = routerOne(64512, with("two"));
        var second = routerTwo(asOfTwo, with("one"));
        one.graph.put(first, second);
        two.graph.put(first, second);
        awaitUp();
    }

    private void awaitUp() {
        Await.until(() -> one.states().equals(UP) && two.states().equals(UP), () -> one.states() + " " + two.states());
    }

    private void awaitTold(ControlNode node, String prefix, boolean present) {
        Await.until(() -> node.told(prefix).isPresent() == present, () -> node.told(prefix));
    }

    @Test
    void aWorkloadOfOneIsReachedFromTheOther() {
        one.workload(PREFIX, 17, "192.0.2.1");
        connect(64512);
        awaitTold(two, PREFIX, true);
        assertEquals("192.0.2.1 17", two.nextHop(PREFIX));
        var told = two.told(PREFIX).orElseThrow();
        assertEquals(ControlNode.NETWORK, told.virtualNetwork());
        var attributes = told.paths().getFirst().attributes();
        assertEquals(
                List.of(
                        "target:64512:99",
                        "encapsulation:13",
                        "mac-mobility:1",
                        "security-group:64512:8000001",
                        "origin-vn:64512:5"),
                attributes.extendedCommunities().stream()
                        .map(ExtendedCommunity::toString)
                        .toList());
        assertEquals(100, attributes.localPreference());
        one.workload(PREFIX, 18, "192.0.2.1");
        Await.until(() -> two.nextHop(PREFIX).equals("192.0.2.1 18"), () -> two.told(PREFIX));
        one.noWorkload(PREFIX);
        awaitTold(two, PREFIX, false);
        Await.until(() -> routesOf(two, "one").isEmpty(), two.speaker::routes);
    }

    @Test
    void ipv6WorkloadsTravelOverAnIpv4Underlay() {
        connect(64512);
        two.workload("fd00::3/128", 19, "192.0.2.2");
        awaitTold(one, "fd00::3/128", true);
        assertEquals("192.0.2.2 19", one.nextHop("fd00::3/128"));
    }

    /** Each node has one agent in the tree of a network, and both trees are one. */
    @Test
    void treesOfBothNodesAreJoined() {
        connect(64512);
        one.takePart("192.0.2.1", 1024, 1024);
        two.takePart("192.0.2.2", 2048, 2048);
        Await.until(
                () -> one.replicas().equals(List.of("192.0.2.2 2048"))
                        && two.replicas().equals(List.of("192.0.2.1 1024")),
                () -> one.replicas() + " " + two.replicas());
    }

    private static List<BgpRouteView> routesOf(ControlNode node, String neighbor) {
        return node.speaker.routes().stream()
                .filter(route -> route.neighbor().equals(neighbor))
                .filter(route -> route.table().equals("bgp.l3vpn.0"))
                .toList();
    }

    @Test
    void whatBgpBroughtIsNotPassedOnToBgp() {
        connect(64512);
        two.workload(PREFIX, 17, "192.0.2.2");
        awaitTold(one, PREFIX, true);
        assertEquals(1, one.speaker.neighbors().getFirst().sent(), "what it asks for");
        var route = routesOf(one, "two").getFirst();
        assertEquals("192.0.2.2:7:" + PREFIX, route.destination());
        assertEquals(17, route.label());
        assertEquals("", route.reason());
    }

    /** The agent has a session with each node, and so each node learns its route from it and from the other node. */
    @Test
    void anAgentOfBothNodesIsNotToldItsOwnRoute() {
        connect(64512);
        one.workload(PREFIX, 17, "192.0.2.1");
        two.workload(PREFIX, 17, "192.0.2.1");
        one.workload("10.1.1.4/32", 18, "192.0.2.1");
        Await.until(
                () -> !routesOf(two, "one").isEmpty() && !routesOf(one, "two").isEmpty(), one.speaker::routes);
        Await.until(() -> routesOf(two, "one").size() == 2, two.speaker::routes);
        assertEquals("", one.nextHop(PREFIX));
        assertEquals("", two.nextHop(PREFIX));
        assertEquals("", two.nextHop("10.1.1.4/32"));
        assertEquals("XMPP over BGP", routesOf(one, "two").getFirst().reason());
    }

    @Test
    void betweenAsesThePathGrows() {
        connect(64513);
        one.workload(PREFIX, 17, "192.0.2.1");
        awaitTold(two, PREFIX, true);
        assertEquals("64512", routesOf(two, "one").getFirst().asPath());
    }

    @Test
    void routesGoWithTheirSession() throws Exception {
        connect(64512);
        one.workload(PREFIX, 17, "192.0.2.1");
        awaitTold(two, PREFIX, true);
        one.stopSpeaking();
        awaitTold(two, PREFIX, false);
        assertFalse(two.speaker.neighbors().getFirst().lastDown().isEmpty());
    }

    @Test
    void aPeerThatIsNoLongerConfiguredIsGone() {
        connect(64512);
        one.workload(PREFIX, 17, "192.0.2.1");
        awaitTold(two, PREFIX, true);
        two.graph.put(routerTwo(64512));
        awaitTold(two, PREFIX, false);
        assertEquals(List.of(), two.states());
        two.graph.put(routerOne(64512, with("two")), routerTwo(64512, with("one")));
        awaitUp();
        awaitTold(two, PREFIX, true);
    }

    @Test
    void aPeerThatStaysTheSameIsNotTouched() {
        connect(64512);
        var since = one.speaker.neighbors().getFirst().since();
        var third = router("three", 64512, "127.0.0.23", 1);
        one.graph.put(routerOne(64512, with("two"), with("three")), routerTwo(64512, with("one")), third);
        Await.until(() -> one.states().size() == 2, one::states);
        assertEquals(since, one.speaker.neighbors().getLast().since());
    }

    @Test
    void aPeerOfAnotherAsThanConfiguredIsRefused() {
        one.graph.put(routerOne(64512, with("two")), routerTwo(64999, with("one")));
        two.graph.put(routerOne(64512, with("two")), routerTwo(64512, with("one")));
        Await.until(
                () -> two.speaker.neighbors().getFirst().lastDown().isEmpty() && conditions(one, Level.DEGRADED) > 0,
                () -> one.health.conditions());
        assertFalse(one.states().equals(UP));
    }

    private static long conditions(ControlNode node, Level level) {
        return node.health.conditions().stream()
                .filter(condition -> condition.subject().startsWith("bgp ") && condition.level() == level)
                .count();
    }

    @Test
    void whoIsNoPeerIsNotListenedTo() throws IOException {
        connect(64512);
        try (var stranger =
                new Socket(InetAddress.ofLiteral("127.0.0.21"), portOfOne, InetAddress.ofLiteral("127.0.0.29"), 0)) {
            assertEquals(-1, stranger.getInputStream().read());
        }
    }
}
