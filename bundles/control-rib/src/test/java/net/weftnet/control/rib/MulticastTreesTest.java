package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import org.junit.jupiter.api.Test;

/** Trees of one and of several control nodes: each agent is reached once, with the label it is told itself. */
class MulticastTreesTest {
    private static final IpAddress ANY = IpAddress.parse("0.0.0.0");
    private static final ErmVpnNlri FLOOD =
            new ErmVpnNlri(0, ErmVpnNlri.Type.NATIVE, 0, ANY, ANY, IpAddress.parse("255.255.255.255"));
    private static final int LABELS = 8;

    /** Control nodes, and agents that each have a session with one of them. */
    private static final class World {
        final RibMesh mesh;
        final Map<String, Member> agents = new TreeMap<>();

        /** An agent, and who it is connected to. */
        record Member(AgentState state, RecordingSink sink, int node, IpAddress address, int firstLabel) {}

        World(int nodes) {
            mesh = new RibMesh(nodes);
            mesh.put(Routes.instance("red", "1", "1"));
            // Imports what red exports, and is another network: its trees are its own.
            mesh.put(Routes.instance("blue", "1 2", "2"));
        }

        Member add(int number, int node) {
            return agents.computeIfAbsent("compute" + number, name -> {
                var member = new Member(
                        new AgentState(name),
                        new RecordingSink(),
                        node,
                        IpAddress.parse("192.0.2." + number),
                        1000 * number);
                var tables = mesh.node(node).agents();
                tables.add(member.state());
                tables.connect(member.state(), member.address(), member.sink());
                tables.subscribe(member.state(), "red", new AgentState.Subscription(1, true, false));
                tables.subscribe(member.state(), "blue", new AgentState.Subscription(2, true, false));
                return member;
            });
        }

        void join(Member member, String instance) {
            var offer = new EdgeDiscovery.Edge(member.address(), member.firstLabel(), member.firstLabel() + LABELS - 1);
            var attributes = PathAttributes.of(
                    Origin.IGP,
                    AsPath.EMPTY,
                    new EdgeDiscovery(List.of(offer)),
                    new ExtendedCommunities(List.of(ExtendedCommunity.encapsulation(13))));
            mesh.node(member.node())
                    .agents()
                    .advertise(
                            member.state(),
                            instance,
                            FLOOD,
                            List.of(new RoutePath(member.address(), 0, 0, attributes, "")));
        }

        void leave(Member member, String instance) {
            mesh.node(member.node()).agents().withdraw(member.state(), instance, FLOOD);
        }

        /** {@return what each agent has been told of its place in an instance} */
        Map<IpAddress, RouteChange.Replicate> places(String instance) {
            var places = new HashMap<IpAddress, RouteChange.Replicate>();
            for (var member : agents.values()) {
                member.sink()
                        .places
                        .getOrDefault(instance, Map.of())
                        .values()
                        .forEach(place -> places.put(member.address(), place));
            }
            return places;
        }
    }

    private static void checkTree(Map<IpAddress, RouteChange.Replicate> places, Set<IpAddress> members) {
        assertEquals(members, places.keySet());
        int links = 0;
        for (var place : places.entrySet()) {
            var replicas = place.getValue().replicas();
            assertTrue(replicas.size() <= 1 + DistributionTree.DEGREE, replicas::toString);
            for (var replica : replicas) {
                links++;
                var other = places.get(replica.nextHop());
                assertEquals(other.label(), replica.label(), "the label that the other one takes");
                assertTrue(other.replicas().stream()
                        .anyMatch(back -> back.nextHop().equals(place.getKey())));
                assertTrue(replica.attributes().extendedCommunities().getFirst().isEncapsulation());
            }
        }
        assertEquals(Math.max(0, members.size() - 1) * 2, links, "as many links as a tree has, both ways");
        assertEquals(members, reached(places));
    }

    private static Set<IpAddress> reached(Map<IpAddress, RouteChange.Replicate> places) {
        var reached = new HashSet<IpAddress>();
        var next = new ArrayList<>(places.keySet().stream().limit(1).toList());
        while (!next.isEmpty()) {
            var at = next.removeLast();
            if (reached.add(at)) {
                places.get(at).replicas().forEach(replica -> next.add(replica.nextHop()));
            }
        }
        return reached;
    }

    @Test
    void agentsOfOneNodeAreATree() {
        var world = new World(1);
        var members = new HashSet<IpAddress>();
        for (int number = 1; number <= 30; number++) {
            var member = world.add(number, 0);
            world.join(member, "red");
            members.add(member.address());
        }
        world.mesh.settle();
        checkTree(world.places("red"), members);
        checkTree(world.places("blue"), Set.of());
        var last = world.places("red").get(IpAddress.parse("192.0.2.30"));
        assertEquals(
                "0-192.0.2.30:1-0.0.0.0,255.255.255.255,0.0.0.0",
                last.destination().toString());
    }

    @Test
    void whoLeavesIsToldSoAndTheOthersHaveNewLabels() {
        var world = new World(1);
        var first = world.add(1, 0);
        var second = world.add(2, 0);
        world.join(first, "red");
        world.join(second, "red");
        world.mesh.settle();
        int label = world.places("red").get(first.address()).label();
        world.leave(second, "red");
        world.mesh.settle();
        checkTree(world.places("red"), Set.of(first.address()));
        assertTrue(label != world.places("red").get(first.address()).label());
        world.leave(first, "red");
        world.mesh.settle();
        checkTree(world.places("red"), Set.of());
    }

    @Test
    void staleAgentsStayInTheTree() {
        var world = new World(1);
        var first = world.add(1, 0);
        var second = world.add(2, 0);
        world.join(first, "red");
        world.join(second, "red");
        world.mesh.settle();
        var before = world.places("red");
        world.mesh.node(0).agents().disconnect(second.state());
        world.mesh.settle();
        assertEquals(before, world.places("red"));
    }

    /** With fewer labels than there are trees, who has none left takes no part, and the others do. */
    @Test
    void whoHasNoLabelLeftTakesNoPart() {
        var world = new World(1);
        var groups = new ArrayList<ErmVpnNlri>();
        var member = world.add(1, 0);
        for (int i = 0; i <= LABELS; i++) {
            var group = new ErmVpnNlri(0, ErmVpnNlri.Type.NATIVE, 0, ANY, ANY, IpAddress.parse("225.0.0." + i));
            groups.add(group);
            var offer = new EdgeDiscovery.Edge(member.address(), 1000, 1000 + LABELS - 1);
            var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new EdgeDiscovery(List.of(offer)));
            world.mesh
                    .node(0)
                    .agents()
                    .advertise(
                            member.state(),
                            "red",
                            group,
                            List.of(new RoutePath(member.address(), 0, 0, attributes, "")));
        }
        world.mesh.settle();
        var labels = new HashSet<Integer>();
        member.sink().places.get("red").values().forEach(place -> labels.add(place.label()));
        assertEquals(LABELS, labels.size());
        assertEquals(LABELS, member.sink().places.get("red").size());
    }

    /** One thing that an agent does. */
    private record Step(int agent, int node, String instance, boolean joins) {}

    @Property(tries = 200)
    void agentsOfSeveralNodesAreOneTree(@ForAll("steps") List<Step> steps) {
        var world = new World(3);
        var members = new HashMap<String, Set<IpAddress>>();
        for (var step : steps) {
            var member = world.add(step.agent(), step.node());
            var set = members.computeIfAbsent(step.instance(), _ -> new HashSet<>());
            if (step.joins()) {
                world.join(member, step.instance());
                set.add(member.address());
            } else {
                world.leave(member, step.instance());
                set.remove(member.address());
            }
        }
        world.mesh.settle();
        members.forEach((instance, set) -> checkTree(world.places(instance), set));
        // One after the other they come to the same trees.
        steps.forEach(step -> {
            var member = world.add(step.agent(), step.node());
            if (members.get(step.instance()).contains(member.address())) {
                world.leave(member, step.instance());
                world.mesh.settle();
                world.join(member, step.instance());
                world.mesh.settle();
                checkTree(world.places(step.instance()), members.get(step.instance()));
            }
        });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("red", "red", "blue"),
                        Arbitraries.of(true, true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
