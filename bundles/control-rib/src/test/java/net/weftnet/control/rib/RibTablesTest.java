package net.weftnet.control.rib;

import static net.weftnet.control.rib.Routes.instance;
import static net.weftnet.control.rib.Routes.preferred;
import static net.weftnet.control.rib.Routes.via;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RibTablesTest {
    private static final IpPrefix VM1 = IpPrefix.parse("10.1.1.1/32");
    private static final IpPrefix VM2 = IpPrefix.parse("10.1.1.2/32");

    private final RibTables tables = new RibTables();
    private final PeerState agent1 = new PeerState(PeerProtocol.XMPP, "compute1");
    private final PeerState agent2 = new PeerState(PeerProtocol.XMPP, "compute2");
    private final RecordingSink at1 = new RecordingSink();
    private final RecordingSink at2 = new RecordingSink();

    @BeforeEach
    void connect() {
        tables.add(agent1);
        tables.add(agent2);
        tables.connect(agent1, IpAddress.parse("192.0.2.1"), at1);
        tables.connect(agent2, IpAddress.parse("192.0.2.2"), at2);
    }

    private void put(InstanceConfig config) {
        tables.configure(List.of(new InstanceChange.Put(config)));
        tables.flush();
    }

    private void subscribe(PeerState peer, String instance) {
        tables.subscribe(peer, instance, new PeerState.Subscription(1, true, false));
        tables.flush();
    }

    private void advertise(PeerState peer, String instance, IpPrefix prefix, RouteAttributes attributes) {
        tables.advertise(peer, instance, prefix, attributes);
        tables.flush();
    }

    private static Map<IpPrefix, RouteAttributes> known(RecordingSink sink, String instance) {
        return sink.known.getOrDefault(instance, Map.of());
    }

    @Test
    void aRouteReachesTheOthersAndNotItsOwnPeer() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
        assertEquals(Map.of(), known(at1, "red"));
        tables.withdraw(agent1, "red", VM1);
        tables.flush();
        assertEquals(List.of("+10.1.1.1/32", "-10.1.1.1/32"), at2.log);
    }

    @Test
    void whoSubscribesLateIsToldWhatIsThere() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        subscribe(agent2, "red");
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
    }

    @Test
    void subscriptionsAndRoutesMayComeBeforeTheInstance() {
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        assertEquals(Map.of(), known(at2, "red"));
        put(instance("red", "1", "1"));
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
        tables.configure(List.of(new InstanceChange.Remove("red")));
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
        put(instance("red", "1", "1"));
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
    }

    @Test
    void aRouteOfAPeerThatHasNotSubscribedHasNoEffect() {
        put(instance("red", "1", "1"));
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(Map.of(), known(at2, "red"));
        subscribe(agent1, "red");
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
        tables.unsubscribe(agent1, "red");
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
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "blue"));
        put(instance("red", "1", "3"));
        assertEquals(Map.of(), known(at2, "blue"));
        put(instance("blue", "2 3", "2"));
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "blue"));
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
        var both = via("192.0.2.1", 17)
                .withNextHops(List.of(
                        via("192.0.2.1", 17).nextHops().getFirst(),
                        via("192.0.2.2", 18).nextHops().getFirst()));
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
        assertEquals(preferred("192.0.2.2", 18, 100, 2), best("red", VM1));
        assertEquals(Map.of(), known(at2, "red"), "the old place is withdrawn from the new one");
        advertise(agent1, "red", VM1, preferred("192.0.2.1", 17, 200, 1));
        assertEquals(preferred("192.0.2.1", 17, 200, 1), best("red", VM1));
    }

    private RouteAttributes best(String instance, IpPrefix prefix) {
        return tables.instances()
                .get(instance)
                .advertisement(prefix, "observer")
                .orElseThrow();
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
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at1, "blue"));
    }

    @Test
    void routesOfALostPeerStayUntilSwept() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        advertise(agent1, "red", VM2, via("192.0.2.1", 18));
        at2.log.clear();
        tables.disconnect(agent1);
        tables.connect(agent1, IpAddress.parse("192.0.2.1"), new RecordingSink());
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(List.of(), at2.log, "nothing has changed for the others");
        tables.sweepStale(agent1);
        tables.flush();
        assertEquals(List.of("-10.1.1.2/32"), at2.log);
        assertEquals(Map.of(VM1, via("192.0.2.1", 17)), known(at2, "red"));
    }

    @Test
    void subscriptionsThatAreNotRenewedAreSwept() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        tables.disconnect(agent1);
        tables.connect(agent1, IpAddress.parse("192.0.2.1"), new RecordingSink());
        tables.sweepStale(agent1);
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
        tables.disconnect(agent1);
        assertEquals(via("192.0.2.2", 18), best("red", VM1));
    }

    @Test
    void removingAPeerRemovesWhatItBroughtIn() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        subscribe(agent2, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        tables.remove(agent1);
        tables.flush();
        assertEquals(Map.of(), known(at2, "red"));
        assertEquals(1, tables.peers().size());
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
        tables.requestEndOfRib(agent2);
        tables.flush();
        assertEquals(List.of("+10.1.1.2/32"), at2.log);
        assertEquals(1, agent2.view().waiting());
        at2.listening = true;
        tables.resume(agent2);
        tables.flush();
        assertEquals(List.of("+10.1.1.2/32", "+10.1.1.1/32", "end"), at2.log);
        assertEquals(via("192.0.2.1", 99), known(at2, "red").get(VM1));
    }

    @Test
    void changesComeInBatches() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        for (int i = 0; i < 3 * RibSink.MAX_CHANGES; i++) {
            tables.advertise(
                    agent1, "red", IpPrefix.host(IpAddress.parse("10.1.0.0").plus(i)), via("192.0.2.1", 100 + i));
        }
        subscribe(agent2, "red");
        tables.requestEndOfRib(agent2);
        tables.flush();
        assertEquals(3 * RibSink.MAX_CHANGES, known(at2, "red").size());
        assertTrue(at2.log.getLast().equals("end"));
    }

    @Test
    void aPeerThatKeepsAwayIsToldNothing() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        tables.subscribe(agent2, "red", new PeerState.Subscription(1, false, false));
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(List.of(), at2.log);
    }

    @Test
    void whatAgentsBringInIsExportedOnce() {
        var told = new ArrayList<String>();
        tables.exports().add(changes -> changes.forEach(change -> told.add(text(change))), List.of());
        put(instance("red", "1", "1 2"));
        put(instance("blue", "1", ""));
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        assertEquals(List.of("+red compute1 10.1.1.1/32 [target:64512:1, target:64512:2]"), told);
        put(instance("red", "1", "3"));
        assertEquals("+red compute1 10.1.1.1/32 [target:64512:3]", told.getLast());
        tables.configure(List.of(new InstanceChange.Remove("red")));
        tables.flush();
        assertEquals("-red compute1 10.1.1.1/32", told.getLast());
        assertEquals(3, told.size());
    }

    @Test
    void whatComesOverBgpIsNotExported() {
        var told = new ArrayList<ExportChange>();
        tables.exports().add(told::addAll, List.of());
        var gateway = new PeerState(PeerProtocol.BGP, "gateway");
        tables.add(gateway);
        put(instance("foreign", "", "1"));
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        tables.subscribe(gateway, "foreign", new PeerState.Subscription(0, false, false));
        advertise(gateway, "foreign", VM1, via("192.0.2.9", 99));
        assertEquals(Map.of(VM1, via("192.0.2.9", 99)), known(at1, "red"));
        assertEquals(List.of(), told);
    }

    @Test
    void aLateSinkIsToldAllThereIs() {
        put(instance("red", "1", "1"));
        subscribe(agent1, "red");
        advertise(agent1, "red", VM1, via("192.0.2.1", 17));
        var told = new ArrayList<ExportChange>();
        tables.exports().add(told::addAll, tables.instances().values());
        tables.flush();
        assertEquals(1, told.size());
    }

    private static String text(ExportChange change) {
        var key = change.key();
        var text = key.instance() + " " + key.peer() + " " + key.prefix();
        return switch (change) {
            case ExportChange.Reach reach -> "+" + text + " " + new TreeSet<>(reach.targets());
            case ExportChange.Withdraw _ -> "-" + text;
        };
    }
}
