package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import org.junit.jupiter.api.Test;

/** Groups of routers, those that do not read, and those that come back. */
class RouterSessionsTest extends AgentAndRouters {
    @Test
    void membersOfAGroupAreSentTheSameOctets() {
        var first = router("mesh1");
        var second = router("mesh2");
        var outside = asking("outside");
        tables.agents().advertise(agent, "red", Routes.prefix("10.1.1.2/32"), List.of(Routes.via("192.0.2.1", 18)));
        flush();
        assertSame(first.lastBuffer(), second.lastBuffer());
        assertNotSame(first.lastBuffer(), outside.lastBuffer());
    }

    @Test
    void aMemberThatDoesNotReadIsToldTheLastOfManyChangesAndHoldsUpNobody() {
        var slow = router("mesh1");
        var quick = router("mesh2");
        slow.mute();
        var prefixes = List.of("10.1.1.1/32", "10.1.1.2/32");
        for (int label = 20; label < 60; label++) {
            for (var prefix : prefixes) {
                tables.agents().advertise(agent, "red", Routes.prefix(prefix), List.of(Routes.via("192.0.2.1", label)));
            }
            flush();
        }
        assertTrue(slow.log().size() < 7, slow.log()::toString);
        assertTrue(quick.log().size() > 80);
        assertEquals(2, slow.state().behind().size());
        slow.listen();
        flush();
        assertEquals(quick.known(), slow.known());
        assertTrue(slow.log().size() < 9, slow.log()::toString);
        tables.agents().unsubscribe(agent, "red");
        flush();
        assertEquals(Map.of(), slow.known());
    }

    @Test
    void anEndOfRibComesBehindAllRoutesOfEachFamily() {
        for (int i = 0; i < 200; i++) {
            tables.agents()
                    .advertise(
                            agent, "red", Routes.prefix("10.3.0." + i + "/32"), List.of(Routes.via("192.0.2.1", 18)));
        }
        var mesh = router("mesh");
        assertEquals(
                Set.of("end inet-vpn", "end inet6-vpn", "end e-vpn"),
                Set.copyOf(mesh.log().subList(201, mesh.log().size())));
    }

    @Test
    void aRefreshTellsAllAgain() {
        var mesh = router("mesh");
        mesh.log().clear();
        mesh.refresh();
        flush();
        assertEquals(List.of("+" + AGENTS), mesh.log());
    }

    @Test
    void routesOfALostRouterStayUntilSweptAndThenNothingIsLeft() {
        var mesh = router("mesh1");
        var other = router("mesh2");
        mesh.reach(ROUTE, Routes.attributes("1"));
        mesh.reach("64512:2", "10.4.0.0/16", "1", 100);
        flush();
        mesh.disconnect();
        flush();
        assertEquals(2, agentKnows().size());
        mesh.connect();
        mesh.reach(ROUTE, Routes.attributes("1"));
        mesh.sweep();
        flush();
        assertEquals(Set.of("10.2.0.0/16"), agentKnows().keySet());
        tables.routers().remove(mesh.state());
        tables.routers().remove(other.state());
        tables.agents().remove(agent);
        flush();
        tables.replication()
                .vpnTables()
                .forEach(table -> assertEquals(0, table.destinations().size()));
    }

    /** RFC 4724 section 4.2. */
    @Test
    void whatALostRouterHasNotRenewedIsGoneWhenItIsLostAgain() {
        var mesh = router("mesh1");
        mesh.reach(ROUTE, Routes.attributes("1"));
        mesh.reach("64512:2", "10.4.0.0/16", "1", 100);
        mesh.disconnect();
        mesh.connect();
        mesh.reach(ROUTE, Routes.attributes("1"));
        flush();
        assertEquals(Set.of("10.2.0.0/16", "10.4.0.0/16"), agentKnows().keySet());
        mesh.disconnect();
        flush();
        assertEquals(Set.of("10.2.0.0/16"), agentKnows().keySet());
        assertEquals(1, mesh.state().view(0, 0).received());
    }

    @Test
    void whatIsStaleForLongStaysWhenTheRouterIsLostAgain() {
        var mesh = router("mesh1");
        mesh.reach(ROUTE, Routes.attributes("1"));
        mesh.disconnect();
        tables.routers().keepForLong(mesh.state(), Replication.FAMILIES);
        mesh.connect();
        mesh.disconnect();
        flush();
        assertEquals(Set.of("10.2.0.0/16"), agentKnows().keySet());
    }

    /** RFC 9494: marked, used for want of better, told to those who know what the mark means, and gone when renewed. */
    @Test
    void routesOfARouterThatIsLongGoneAreUsedForWantOfBetterOnes() {
        var lost = router("mesh1");
        var other = router("client-long");
        other.want("1", true);
        var ignorant = asking("client3");
        lost.reach(ROUTE, Routes.attributes("1"));
        var kept = TestRouter.vpn("64512:2", "10.4.0.0/16", 99);
        lost.reach(kept, Routes.attributes("1", new Communities(List.of(Community.NO_LLGR))));
        flush();
        assertTrue(ignorant.known().containsKey(KEY));
        lost.disconnect();
        tables.routers().keepForLong(lost.state(), Replication.FAMILIES);
        flush();
        assertEquals(Set.of("10.2.0.0/16"), agentKnows().keySet(), "one must not be kept");
        assertTrue(!ignorant.known().containsKey(KEY));
        assertEquals(
                List.of(Community.LLGR_STALE),
                other.known()
                        .get(KEY)
                        .attributes()
                        .find(Communities.class)
                        .orElseThrow()
                        .values());
        var better = TestRouter.vpn("64512:3", "10.2.0.0/16", 55);
        other.reach(better, Routes.attributes("1", new LocalPreference(1)));
        flush();
        assertEquals(Map.of("10.2.0.0/16", "198.51.100.1 55"), agentKnows());
        other.unreach(better);
        lost.connect();
        lost.reach(ROUTE, Routes.attributes("1"));
        lost.sweep();
        flush();
        assertTrue(ignorant.known().containsKey(KEY));
    }

    @Test
    void whileANodeHoldsBackRoutersAreToldNothing() {
        tables.holdBack(true);
        var mesh = router("mesh");
        mesh.reach(ROUTE, Routes.attributes("1"));
        flush();
        assertEquals(Map.of("10.2.0.0/16", "198.51.100.1 99"), agentKnows());
        assertEquals(List.of(), mesh.log());
        tables.holdBack(false);
        flush();
        assertEquals(Set.of(AGENTS), mesh.known().keySet());
        assertTrue(mesh.log().contains("end inet-vpn"));
    }
}
