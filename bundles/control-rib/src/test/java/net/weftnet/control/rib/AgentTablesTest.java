package net.weftnet.control.rib;

import static net.weftnet.control.rib.Routes.instance;
import static net.weftnet.control.rib.Routes.preferred;
import static net.weftnet.control.rib.Routes.via;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentTablesTest {
    private static final Nlri VM1 = Routes.prefix("10.1.1.1/32");
    private static final Nlri VM2 = Routes.prefix("10.1.1.2/32");

    private final RibTables tables = new RibTables();
    private final AgentState agent1 = new AgentState("compute1");
    private final AgentState agent2 = new AgentState("compute2");
    private final RecordingSink at1 = new RecordingSink();
    private final RecordingSink at2 = new RecordingSink();

    @BeforeEach
    void connect() {
        tables.agents().add(agent1);
        tables.agents().add(agent2);
        tables.agents().connect(agent1, IpAddress.parse("192.0.2.1"), at1);
        tables.agents().connect(agent2, IpAddress.parse("192.0.2.2"), at2);
    }

    private void put(InstanceConfig config) {
        tables.configure(List.of(new InstanceChange.Put(config)));
        tables.flush();
    }

    private void subscribe(AgentState peer, String instance) {
        tables.agents().subscribe(peer, instance, new AgentState.Subscription(1, true, false));
        tables.flush();
    }

    private void advertise(AgentState peer, String instance, Nlri destination, RoutePath path) {
        advertiseOnly(peer, instance, destination, path);
        tables.flush();
    }

    private void advertiseOnly(AgentState peer, String instance, Nlri destination, RoutePath path) {
        tables.agents().advertise(peer, instance, destination, List.of(path));
    }

    private static Map<Nlri, String> known(RecordingSink sink, String instance) {
        var known = new HashMap<Nlri, String>();
        sink.known
                .getOrDefault(instance, Map.of())
                .forEach((destination, reach) -> known.put(destination, String.join(", ", Routes.hops(reach.paths()))));
        return known;
    }

    @Test
    void aRouteReachesTheOthersAndNotItsOwnPeer() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
        assertEquals(Map.of(), known(at1, "red"));
        tables.agents().withdraw(agent1, "red", VM1);
        tables.flush();
        assertEquals(List.of("+10.1.1.1/32", "-10.1.1.1/32"), at2.log);
    }

    @Test
    void whoSubscribesLateIsToldWhatIsThere() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        subscribe(agent2, "red");
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
    }

    @Test
    void subscriptionsAndRoutesMayComeBeforeTheInstance() {
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        assertEquals(Map.of(), known(at2, "red"));
        put(instance("red", "1", "1"));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
        tables.configure(List.of(new InstanceChange.Remove("red")));
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
        put(instance("red", "1", "1"));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
    }

    @Test
    void aRouteOfAPeerThatHasNotSubscribedHasNoEffect() {
        put(instance("red", "1", "1"));
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(), known(at2, "red"));
        subscribe(agent1, "red");
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
        tables.agents().unsubscribe(agent1, "red");
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
    }

    @Test
    void instancesImportByRouteTarget() {
        put(instance("red", "1", "1"));
        put(instance("blue", "2", "2"));
        subscribe(agent1, "red");
        subscribe(agent2, "blue");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(), known(at2, "blue"));
        put(instance("blue", "1 2", "2"));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "blue"));
        put(instance("red", "1", "3"));
        assertEquals(Map.of(), known(at2, "blue"));
        put(instance("blue", "2 3", "2"));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "blue"));
        tables.configure(List.of(new InstanceChange.Remove("red")));
        tables.flush();
        assertEquals(Map.of(), known(at2, "blue"));
    }

    @Test
    void importedRoutesAreNotExportedAgain() {
        put(instance("red", "1", "1"));
        put(instance("blue", "1 2", "2"));
        put(instance("green", "2", "2"));
        subscribe(agent1, "red");
        subscribe(agent2, "green");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(), known(at2, "green"));
    }

    @Test
    void equalPathsAreUsedSideBySide() {
        put(instance("red", "1", "1"));
        put(instance("blue", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        subscribe(agent1, "blue");
        advertise(agent2, "red", VM1, via("192.0.2.2", 18));
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        var both = "192.0.2.1 17, 192.0.2.2 18";
        assertEquals(both, known(at1, "blue").get(VM1));
        assertEquals(both, known(at1, "red").get(VM1), "with an equal path of another, a peer is told its own too");
    }

    @Test
    void theLaterPlaceOfAMovedWorkloadWins() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, preferred("192.0.2.1", 17, 100, 1));
        advertise(agent2, "red", VM1, preferred("192.0.2.2", 18, 100, 2));
        assertEquals("192.0.2.2 18", best("red", VM1));
        assertEquals(Map.of(), known(at2, "red"), "the old place is withdrawn from the new one");
        advertise(agent1, "red", VM1, preferred("192.0.2.1", 17, 200, 1));
        assertEquals("192.0.2.1 17", best("red", VM1));
    }

    private String best(String instance, Nlri destination) {
        var observer = new AgentState("observer");
        var reach = tables.agents().advertisement(observer, instance, destination);
        return reach == null ? "" : String.join(", ", Routes.hops(reach.paths()));
    }

    /** Two workloads of connected networks may be on one node, which has to know how to get from one to the other. */
    @Test
    void aPeerIsToldItsOwnRoutesInOtherInstances() {
        put(instance("red", "1", "1"));
        put(instance("blue", "1 2", "2"));
        subscribe(agent1, "red");
        subscribe(agent1, "blue");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(), known(at1, "red"));
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at1, "blue"));
    }

    @Test
    void routesOfALostPeerStayUntilSwept() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        advertise(agent1, "red", VM2, via("192.0.2.1", 18));
        at2.log.clear();
        tables.agents().disconnect(agent1);
        tables.agents().connect(agent1, IpAddress.parse("192.0.2.1"), new RecordingSink());
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(List.of(), at2.log, "nothing has changed for the others");
        tables.agents().sweepStale(agent1);
        tables.flush();
        assertEquals(List.of("-10.1.1.2/32"), at2.log);
        assertEquals(Map.of(VM1, "192.0.2.1 17"), known(at2, "red"));
    }

    @Test
    void subscriptionsThatAreNotRenewedAreSwept() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        tables.agents().disconnect(agent1);
        tables.agents().connect(agent1, IpAddress.parse("192.0.2.1"), new RecordingSink());
        tables.agents().sweepStale(agent1);
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
        assertEquals(Map.of(), agent1.subscriptions());
    }

    @Test
    void aFreshPathIsBetterThanAStaleOne() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        advertise(agent2, "red", VM1, via("192.0.2.2", 18));
        tables.agents().disconnect(agent1);
        assertEquals("192.0.2.2 18", best("red", VM1));
    }

    @Test
    void removingAPeerRemovesWhatItBroughtIn() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        tables.agents().remove(agent1);
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
        assertEquals(1, tables.agents().agents().size());
    }

    @Test
    void aPeerThatDoesNotListenIsToldTheLastOfManyChanges() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        at2.listening = false;
        advertise(agent1, "red", VM2, via("192.0.2.1", 1));
        for (int label = 16; label < 100; label++) {
            advertise(agent1, "red", VM1, via("192.0.2.1", label));
        }
        tables.agents().requestEndOfRib(agent2);
        tables.flush();
        assertEquals(List.of("+10.1.1.2/32"), at2.log);
        assertEquals(1, agent2.view().waiting());
        at2.listening = true;
        tables.agents().resume(agent2);
        tables.flush();
        assertEquals(List.of("+10.1.1.2/32", "+10.1.1.1/32", "end"), at2.log);
        assertEquals("192.0.2.1 99", known(at2, "red").get(VM1));
    }

    @Test
    void changesComeInBatches() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        for (int i = 0; i < 3 * RibSink.MAX_CHANGES; i++) {
            advertiseOnly(
                    agent1,
                    "red",
                    PrefixNlri.of(IpPrefix.host(IpAddress.parse("10.1.0.0").plus(i))),
                    via("192.0.2.1", 100 + i));
        }
        subscribe(agent2, "red");
        tables.agents().requestEndOfRib(agent2);
        tables.flush();
        assertEquals(3 * RibSink.MAX_CHANGES, known(at2, "red").size());
        assertTrue(at2.log.getLast().equals("end"));
    }

    @Test
    void aPeerThatKeepsAwayIsToldNothing() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        tables.agents().subscribe(agent2, "red", new AgentState.Subscription(1, false, false));
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(List.of(), at2.log);
    }
}
