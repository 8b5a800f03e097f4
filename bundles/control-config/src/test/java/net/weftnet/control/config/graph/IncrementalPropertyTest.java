package net.weftnet.control.config.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;

/** Whatever changes in whatever order, what a subscriber holds is what a fresh one would be given. */
class IncrementalPropertyTest {
    private static final Name ROOT = new Name("virtual-router", "r1");
    private static final Name SECOND_ROOT = new Name("virtual-machine", "m2");

    /** One agent's copy of its sub-graph, kept by deltas alone. */
    private static final class Copy {
        private final Map<Name, ConfigNode> nodes = new TreeMap<>();
        private final Set<ConfigLink> links = new TreeSet<>();

        void apply(SubgraphDelta delta) {
            delta.nodes().forEach(node -> nodes.put(node.name(), node));
            delta.links().forEach(link -> {
                assertTrue(links.add(link), () -> "told twice: " + link);
                assertTrue(
                        nodes.containsKey(link.left()) && nodes.containsKey(link.right()), () -> "loose end: " + link);
            });
            delta.removedLinks().forEach(link -> assertTrue(links.remove(link), () -> "never told: " + link));
            delta.removedNodes().forEach(name -> {
                nodes.remove(name);
                links.forEach(link -> assertTrue(
                        !link.left().equals(name) && !link.right().equals(name), () -> "loose end: " + link));
            });
        }
    }

    @Property(tries = 400)
    void incrementalIsRecomputed(@ForAll("histories") List<GraphUpdate> history, @ForAll boolean secondRoot) {
        var graph = new GraphStore();
        var instances = new RoutingInstances(graph);
        var kept = new HashMap<String, RoutingInstance>();
        var subgraph = new Subgraph(graph);
        subgraph.addRoot(ROOT);
        var copy = new Copy();
        var facts = new HashMap<Fact, XmlElement>();
        int step = 0;
        for (var update : history) {
            if (secondRoot && step++ % 3 == 1) {
                subgraph.addRoot(SECOND_ROOT);
            } else if (secondRoot) {
                subgraph.removeRoot(SECOND_ROOT);
            }
            graph.apply(update);
            remember(update, facts);
            var changes = graph.takeChanges();
            copy.apply(subgraph.update(changes, 1));
            instances.update(changes).forEach(change -> keep(change, kept));

            var fresh = new GraphStore();
            fresh.apply(new GraphUpdate(true, asChanges(facts)));
            var freshCopy = new Copy();
            var freshSubgraph = new Subgraph(fresh);
            subgraph.roots().forEach(freshSubgraph::addRoot);
            freshCopy.apply(freshSubgraph.first(1));
            assertEquals(freshCopy.nodes, copy.nodes);
            assertEquals(freshCopy.links, copy.links);
            assertEquals(fresh.names(), graph.names());

            var freshKept = new HashMap<String, RoutingInstance>();
            new RoutingInstances(fresh).update(fresh.takeChanges()).forEach(change -> keep(change, freshKept));
            assertEquals(freshKept, kept);
        }
    }

    private static void keep(RoutingInstanceChange change, Map<String, RoutingInstance> kept) {
        switch (change) {
            case RoutingInstanceChange.Updated(var instance) -> kept.put(instance.name(), instance);
            case RoutingInstanceChange.Removed(var name) -> kept.remove(name);
        }
    }

    private static void remember(GraphUpdate update, Map<Fact, XmlElement> facts) {
        if (update.whole()) {
            facts.clear();
        }
        for (var change : update.changes()) {
            switch (change) {
                case GraphUpdate.Set(var fact, var value) -> facts.put(fact, value);
                case GraphUpdate.Remove(var fact) -> facts.remove(fact);
            }
        }
    }

    private static List<GraphUpdate.Change> asChanges(Map<Fact, XmlElement> facts) {
        var changes = new ArrayList<GraphUpdate.Change>();
        facts.forEach((fact, value) -> changes.add(new GraphUpdate.Set(fact, value)));
        return changes;
    }

    @Provide
    Arbitrary<List<GraphUpdate>> histories() {
        var whole = Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
        return Combinators.combine(whole, changes().list().ofMaxSize(12))
                .as(GraphUpdate::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<GraphUpdate.Change> changes() {
        var links = Arbitraries.of(
                        "virtual-router-virtual-machine virtual-router virtual-machine",
                        "virtual-machine-interface-virtual-machine virtual-machine-interface virtual-machine",
                        "virtual-machine-interface-virtual-network virtual-machine-interface virtual-network",
                        "virtual-machine-interface-sub-interface virtual-machine-interface virtual-machine-interface",
                        "virtual-network-routing-instance virtual-network routing-instance",
                        "virtual-network-network-ipam virtual-network network-ipam",
                        "instance-target routing-instance route-target",
                        "connection routing-instance routing-instance",
                        "routing-policy-routing-instance routing-policy routing-instance",
                        "route-aggregate-routing-instance route-aggregate routing-instance",
                        "project-virtual-network project virtual-network")
                .map(text -> text.split(" "));
        var numbers = Arbitraries.integers().between(1, 3);
        Arbitrary<Fact> link = Combinators.combine(links, numbers, numbers)
                .as((form, left, right) -> new Fact.Link(form[0], name(form[1], left), name(form[2], right)));
        var types = Arbitraries.of("virtual-machine", "virtual-network", "routing-instance", "network-ipam");
        Arbitrary<Fact> property = Combinators.combine(types, numbers)
                .as((type, number) -> new Fact.Property(name(type, number), "virtual-network-network-id"));
        var fact = Arbitraries.frequencyOf(Tuple.of(4, link), Tuple.of(1, property));
        var value = Arbitraries.of(
                XmlElement.of("v"),
                XmlElement.ofText("v", "7"),
                XmlElement.of("v", XmlElement.ofText("import-export", "import")),
                XmlElement.of("v", XmlElement.ofText("import-export", "export")));
        return Arbitraries.oneOf(
                Combinators.combine(fact, value).as(GraphUpdate.Set::new),
                Combinators.combine(fact, value).as(GraphUpdate.Set::new),
                fact.map(GraphUpdate.Remove::new));
    }

    private static Name name(String type, int number) {
        return switch (type) {
            case "route-target" -> new Name(type, "target:64512:" + number);
            case "virtual-router" -> new Name(type, "r" + number);
            default -> new Name(type, "m" + number);
        };
    }
}
