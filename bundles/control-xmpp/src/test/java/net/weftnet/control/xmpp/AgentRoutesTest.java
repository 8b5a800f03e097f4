package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.RoutingPolicy;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.control.xmpp.api.AgentView.State;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.Test;

/** Routes of agents, and what the other agents are told. */
class AgentRoutesTest extends AgentServerFixture {
    @Test
    void aRouteOfOneAgentReachesTheOther() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"), instance(BACK, "target:64512:8000002"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent2.subscribe(FRONT);
            agent2.subscribe(BACK);
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            var message = agent2.await("</message>");
            assertTrue(
                    message.contains("from=\"network-control@contrailsystems.com\" to=\"compute2/bgp-peer\""), message);
            assertTrue(message.contains("<items node=\"1/1/" + FRONT + "\"><item id=\"10.1.1.3/32\">"), message);
            assertTrue(message.contains("<address>198.18.0.11</address><mac/><label>17</label>"), message);
            assertTrue(
                    message.contains("<tunnel-encapsulation>gre</tunnel-encapsulation>"
                            + "<tunnel-encapsulation>udp</tunnel-encapsulation>"),
                    message);
            assertTrue(message.contains("<security-group>8000001</security-group>"), message);
            assertFalse(message.contains(BACK), message);
            agent1.withdraw(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent2.await("<items node=\"1/1/" + FRONT + "\"><retract id=\"10.1.1.3/32\"/></items>");
        }
    }

    @Test
    void aRouteOfEthernetVpnReachesTheOther() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent2.subscribe(FRONT);
            agent1.publishMac(FRONT, "02:00:00:00:00:01", "10.1.1.3/32", "198.18.0.11", 500);
            var message = agent2.await("</message>");
            assertTrue(
                    message.contains(
                            "<items node=\"25/242/" + FRONT + "\"><item id=\"02:00:00:00:00:01,10.1.1.3/32\">"),
                    message);
            assertTrue(message.contains("<address>198.18.0.11</address><label>500</label>"), message);
            agent1.publishMac(FRONT, "ff:ff:ff:ff:ff:ff", "0.0.0.0/32", "198.18.0.11", 500);
            var forMany = agent2.await("</message>");
            assertTrue(forMany.contains("<item id=\"ff:ff:ff:ff:ff:ff,0.0.0.0/32\">"), forMany);
            assertTrue(
                    forMany.contains("<next-hops/><olist><next-hop><af>1</af><address>198.18.0.11</address>"), forMany);
            agent1.withdrawMac(FRONT, "02:00:00:00:00:01", "10.1.1.3/32", "198.18.0.11", 500);
            agent2.await("<retract id=\"02:00:00:00:00:01,10.1.1.3/32\"/></items>");
            assertEquals(0, view("compute1").rejected());
        }
    }

    @Test
    void agentsOfANetworkAreToldTheirPlacesInTheTree() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent2.subscribe(FRONT);
            agent1.publishGroup(FRONT, "255.255.255.255", "198.18.0.11", "1024-1024", "associate");
            var alone = agent1.await("</message>");
            assertTrue(
                    alone.contains(
                            "<items node=\"1/241/" + FRONT + "\"><item id=\"198.18.0.11:1:255.255.255.255,0.0.0.0\">"),
                    alone);
            assertTrue(alone.contains("<source-label>1024</source-label></nlri><next-hops/><olist/>"), alone);
            agent2.publishGroup(FRONT, "255.255.255.255", "198.18.0.12", "2000-2009", "associate");
            var second = agent2.await("</message>");
            assertTrue(second.contains("<source-label>2000</source-label>"), second);
            assertTrue(second.contains("<address>198.18.0.11</address><label>1024</label>"), second);
            var first = agent1.await("</message>");
            assertTrue(first.contains("<address>198.18.0.12</address><label>2000</label>"), first);
            agent2.publishGroup(FRONT, "255.255.255.255", "198.18.0.12", "2000-2009", "dissociate");
            agent2.await("<retract id=\"198.18.0.12:1:255.255.255.255,0.0.0.0\"/></items>");
            agent1.await("<olist/>");
            assertEquals(0, view("compute1").rejected());
        }
    }

    @Test
    void routesAreUnderThePoliciesOfTheirInstance() throws Exception {
        var none = new RoutingPolicy.SetChange(Optional.empty(), List.of(), List.of());
        var match = new RoutingPolicy.Match(
                List.of("xmpp"),
                List.of(new RoutingPolicy.PrefixRange(IpPrefix.parse("10.1.1.0/24"), 24, 32)),
                List.of(),
                false,
                List.of(),
                false,
                "inet",
                List.of(),
                OptionalLong.empty(),
                List.of());
        var action = new RoutingPolicy.Action(
                List.of(),
                new RoutingPolicy.SetChange(Optional.empty(), List.of(), List.of("64512:7")),
                none,
                OptionalLong.of(150),
                OptionalLong.empty(),
                "accept");
        var unknown = new RoutingPolicy.Action(
                List.of(),
                new RoutingPolicy.SetChange(Optional.of(List.of("gold")), List.of(), List.of()),
                none,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "reject");
        var policy = new RoutingPolicy(
                "prefer", List.of(new RoutingPolicy.Term(match, unknown), new RoutingPolicy.Term(match, action)));
        graph.change(policed(FRONT, "target:64512:8000001", policy));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent2.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            var message = agent2.await("</message>");
            assertTrue(message.contains("<community-tag>64512:7</community-tag>"), message);
            assertTrue(message.contains("<local-preference>150</local-preference>"), message);
            graph.change(instance(FRONT, "target:64512:8000001"));
            var again = agent2.await("</message>");
            assertTrue(again.contains("<local-preference>100</local-preference>"), again);
        }
    }

    private static RoutingInstanceChange policed(String name, String target, RoutingPolicy policy) {
        var targets = Set.of(RouteTarget.parse(target));
        return new RoutingInstanceChange.Updated(new RoutingInstance(
                name, "network", 1, targets, targets, List.of(), List.of(), List.of(), List.of(policy)));
    }

    @Test
    void anEndOfRibIsAnsweredBehindTheRoutes() throws Exception {
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent2.subscribe(FRONT);
            agent2.endOfRib();
            until(() -> rib.peers().stream().mapToInt(PeerView::subscriptions).sum() == 2
                    && rib.peers().stream().mapToInt(PeerView::received).sum() == 1);
            // The configuration comes after the agents: no end-of-RIB before it.
            graph.change(instance(FRONT, "target:64512:8000001"));
            var before = agent2.await("<items node=\"0/0/EndOfRib\"/>");
            assertTrue(before.contains("10.1.1.3/32"), before);
        }
    }

    @Test
    void anAgentThatComesBackKeepsWhatItRenews() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent2 = agent("compute2")) {
            agent2.subscribe(FRONT);
            try (var agent1 = agent("compute1")) {
                agent1.subscribe(FRONT);
                agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
                agent1.publish(FRONT, "10.1.1.4/32", "198.18.0.11", 18);
                agent2.await("<item id=\"10.1.1.4/32\">");
            }
            untilAgent("compute1", agent -> agent.state() == State.STALE);
            try (var again = agent("compute1")) {
                again.subscribe(FRONT);
                again.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
                again.endOfRib();
                var told = agent2.await("<retract id=\"10.1.1.4/32\"/>");
                assertFalse(told.contains("10.1.1.3/32"), told);
            }
        }
    }

    @Test
    void anAgentThatDoesNotReadIsToldTheLastStateWhenItDoes() throws Exception {
        restart(new FixedConfig(30, 60)); // it is silent for as long as a busy machine takes to make the routes
        graph.change(instance(FRONT, "target:64512:8000001"));
        var feeder = rib.addAgent("feeder");
        feeder.connect(IpAddress.parse("198.18.0.1"), NOBODY);
        feeder.subscribe(FRONT, 1, false);
        try (var agent2 = agent("compute2")) {
            agent2.read(false);
            agent2.subscribe(FRONT);
            int prefixes = 10_000;
            for (int label = 100; label < 110; label++) {
                for (int i = 0; i < prefixes; i++) {
                    var prefix = IpPrefix.host(IpAddress.parse("10.1.0.0").plus(i));
                    feeder.advertise(FRONT, PrefixNlri.of(prefix), List.of(path(label)));
                }
                agent2.send(KEEP_ALIVE);
                until(() -> peer("compute2").waiting() > 0);
            }
            assertTrue(peer("compute2").waiting() <= prefixes);
            agent2.read(true);
            agent2.endOfRib();
            var told = agent2.await("<items node=\"0/0/EndOfRib\"/>");
            assertTrue(told.lastIndexOf("<label>109</label>") > told.lastIndexOf("<label>108</label>"));
            assertEquals(prefixes, peer("compute2").sent());
        } finally {
            feeder.remove();
        }
    }

    private PeerView peer(String name) {
        return rib.peers().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RoutePath path(int label) {
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPreference(100));
        return new RoutePath(IpAddress.parse("198.18.0.11"), label, 0, attributes, "");
    }

    private static final RibSink NOBODY = new RibSink() {
        @Override
        public boolean send(String instance, List<RouteChange> changes) {
            return true;
        }

        @Override
        public void sendEndOfRib() {}
    };
}
