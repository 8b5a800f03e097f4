package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.config.api.BgpRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is configured for sessions, and what a change of it does, with real sockets: one has sessions with two and three. */
class SessionSettingsTest {
    private static final String ADDRESS_OF_TWO = "127.0.0.32";

    private final ControlNode one = new ControlNode("one", "192.0.2.1");
    private final ControlNode two = new ControlNode("two", "192.0.2.2");
    private final ControlNode three = new ControlNode("three", "192.0.2.3");
    private final int portOfOne = Ports.free("127.0.0.31");
    private final int portOfTwo = Ports.free(ADDRESS_OF_TWO);
    private final int portOfThree = Ports.free("127.0.0.33");

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
        three.close();
    }

    private BgpRouter routerOne(Sessions... sessions) {
        return router("one", 64512, "127.0.0.31", portOfOne, sessions);
    }

    private BgpRouter routerTwo(Sessions... sessions) {
        return router("two", 64512, ADDRESS_OF_TWO, portOfTwo, sessions);
    }

    private BgpRouter routerThree(Sessions... sessions) {
        return router("three", 64512, "127.0.0.33", portOfThree, sessions);
    }

    /** Configures the nodes one and two, each with what it is to do itself; returns when that counts. */
    private void configure(Sessions ofOne, Sessions ofTwo) {
        one.graph.put(routerOne(ofOne), routerTwo());
        two.graph.put(routerOne(), routerTwo(ofTwo));
        // What comes on the wire may overtake a configuration, a question does not.
        one.speaker.neighbors();
        two.speaker.neighbors();
    }

    private static NeighborView neighbor(ControlNode node, String name) {
        return node.speaker.neighbors().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isUp(ControlNode node, String name) {
        return neighbor(node, name).state().equals("ESTABLISHED");
    }

    private void awaitUp() {
        Await.until(
                () -> isUp(one, "two") && isUp(two, "one"),
                () -> one.speaker.neighbors() + " " + two.speaker.neighbors());
    }

    private static void awaitLastDown(ControlNode node, String name, String part) {
        Await.until(() -> neighbor(node, name).lastDown().contains(part), () -> neighbor(node, name));
    }

    @Test
    void segmentsAreSigned() {
        configure(with("two").key("a key of both"), with("one").key("a key of both"));
        awaitUp();
        one.workload("10.1.1.3/32", 17, "192.0.2.1");
        Await.until(() -> two.told("10.1.1.3/32").isPresent(), () -> two.speaker.routes());
    }

    @Test
    void anotherKeyIsRefusedBeforeAnythingIsSaid() {
        long before = KernelCounters.tcp("TCPMD5Failure");
        configure(with("two").key("a key of both"), with("one").key("another key"));
        Await.until(() -> KernelCounters.tcp("TCPMD5Failure") > before + 1, () -> one.speaker.neighbors());
        assertFalse(isUp(one, "two") || isUp(two, "one"));
        assertFalse(one.health.conditions().stream().map(Condition::detail).anyMatch(text -> text.contains("key of")));
        configure(with("two").key("a key of both"), with("one").key("a key of both"));
        awaitUp();
    }

    @Test
    void whoHasNoKeyIsRefused() {
        long before = KernelCounters.tcp("TCPMD5NotFound") + KernelCounters.tcp("TCPMD5Unexpected");
        configure(with("two").key("a key"), with("one"));
        Await.until(
                () -> KernelCounters.tcp("TCPMD5NotFound") + KernelCounters.tcp("TCPMD5Unexpected") > before + 1,
                () -> one.speaker.neighbors());
        assertFalse(isUp(one, "two") || isUp(two, "one"));
    }

    @Test
    void aChangedKeyResetsNoOtherSession() {
        one.graph.put(routerOne(with("two").key("first"), with("three").key("third")), routerTwo(), routerThree());
        two.graph.put(routerOne(), routerTwo(with("one").key("first")));
        three.graph.put(routerOne(), routerThree(with("one").key("third")));
        awaitUp();
        Await.until(() -> isUp(one, "three"), () -> one.speaker.neighbors());
        var other = neighbor(one, "three");
        one.graph.put(routerOne(with("two").key("second"), with("three").key("third")), routerTwo(), routerThree());
        awaitLastDown(two, "one", "configuration change");
        two.graph.put(routerOne(), routerTwo(with("one").key("second")));
        awaitUp();
        assertEquals(other.since(), neighbor(one, "three").since());
        assertEquals("", neighbor(three, "one").lastDown());
    }

    @Test
    void neighboursAreSpokenToWithTtlSecurity() {
        configure(with("two").hops(1), with("one").hops(1));
        awaitUp();
    }

    @Test
    void whatComesFromFartherIsNotHeard() throws IOException {
        // A socket of the JDK sends with a TTL of 64: so does who is 191 routers away.
        try (var far = new ServerSocket(portOfTwo, 5, InetAddress.ofLiteral(ADDRESS_OF_TWO))) {
            long before = KernelCounters.tcp("TCPMinTTLDrop");
            one.graph.put(routerOne(with("two").hops(1)), routerTwo());
            Await.until(() -> KernelCounters.tcp("TCPMinTTLDrop") > before, () -> one.speaker.neighbors());
            assertTrue(far.isBound());
            assertFalse(isUp(one, "two"));
        }
    }

    @Test
    void whoeverSpeaksFirst() {
        configure(with("two").delayOpen(1), with("one"));
        awaitUp();
        configure(with("two").delayOpen(1), with("one").delayOpen(1));
        awaitUp();
    }

    @Test
    void theOperatorOfTheOtherEndIsToldWhy() {
        configure(with("two"), with("one"));
        awaitUp();
        configure(with("two").down("Back at noon"), with("one"));
        awaitLastDown(two, "one", "Back at noon");
        assertEquals("IDLE", neighbor(one, "two").state());
        configure(with("two"), with("one"));
        awaitUp();
        assertTrue(one.speaker.reset("two", "A new cable"));
        awaitLastDown(two, "one", "A new cable");
        awaitUp();
        assertFalse(one.speaker.reset("four", ""));
    }

    @Test
    void tooManyRoutesEndASession() {
        configure(with("two"), with("one").limit("inet-vpn", 2, 0));
        awaitUp();
        one.workload("10.1.1.3/32", 17, "192.0.2.1");
        one.workload("10.1.1.4/32", 18, "192.0.2.1");
        one.workload("fd00::3/128", 18, "192.0.2.1");
        Await.until(() -> two.told("fd00::3/128").isPresent(), () -> two.speaker.routes());
        assertTrue(isUp(two, "one"));
        one.workload("10.1.1.5/32", 19, "192.0.2.1");
        awaitLastDown(two, "one", "More than 2 routes of inet-vpn");
        Await.until(() -> neighbor(two, "one").state().equals("IDLE"), () -> two.speaker.neighbors());
        Await.until(() -> two.told("10.1.1.3/32").isEmpty(), () -> two.speaker.routes());
        awaitLastDown(one, "two", "maximum prefixes");
        one.noWorkload("10.1.1.5/32");
        assertTrue(two.speaker.reset("one", ""));
        awaitUp();
        Await.until(() -> two.told("10.1.1.3/32").isPresent(), () -> two.speaker.routes());
    }

    @Test
    void peersComeAndGoBesideOthers() {
        one.graph.put(routerOne(with("two")), routerTwo(), routerThree());
        two.graph.put(routerOne(), routerTwo(with("one")));
        three.graph.put(routerOne(), routerThree(with("one")));
        awaitUp();
        one.workload("10.1.1.3/32", 17, "192.0.2.1");
        var before = neighbor(two, "one");
        one.graph.put(routerOne(with("two"), with("three")), routerTwo(), routerThree());
        Await.until(() -> three.told("10.1.1.3/32").isPresent(), () -> one.speaker.neighbors());
        one.graph.put(routerOne(with("two"), with("three").hold(9)), routerTwo(), routerThree());
        awaitLastDown(three, "one", "configuration change");
        Await.until(() -> isUp(one, "three"), () -> one.speaker.neighbors());
        one.graph.put(routerOne(with("two")), routerTwo(), routerThree());
        awaitLastDown(three, "one", "deconfigured");
        Await.until(() -> three.told("10.1.1.3/32").isEmpty(), () -> three.speaker.routes());
        assertEquals(before.since(), neighbor(two, "one").since());
        assertTrue(two.told("10.1.1.3/32").isPresent());
    }
}
