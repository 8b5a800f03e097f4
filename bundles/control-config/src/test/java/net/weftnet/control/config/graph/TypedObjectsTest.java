package net.weftnet.control.config.graph;

import static net.weftnet.control.config.graph.Demo.change;
import static net.weftnet.control.config.graph.Demo.remove;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.SubgraphDelta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All objects of some types: first all there are, then what changes. */
class TypedObjectsTest {
    private static final Name PORT = new Name("virtual-machine-interface", "d:p:vm1");
    private static final Name NETWORK = new Name("virtual-network", "d:p:front");
    private static final Name GROUP = new Name("security-group", "d:p:web");
    private static final String LINK = "virtual-machine-interface-virtual-network";

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final List<SubgraphDelta> told = new ArrayList<>();

    @AfterEach
    void close() {
        owner.close();
    }

    private void commit(GraphUpdate update) {
        graph.commit(List.of(update), OptionalLong.of(graph.revision() + 1));
        owner.call(() -> true);
    }

    private static GraphUpdate.Set property(Name of, String text) {
        return new GraphUpdate.Set(new Fact.Property(of, "display-name"), XmlElement.ofText("display-name", text));
    }

    private static GraphUpdate.Set link(String metadata, Name left, Name right) {
        return new GraphUpdate.Set(new Fact.Link(metadata, left, right), XmlElement.of(metadata));
    }

    @Test
    void tellsAllThenChanges() throws Exception {
        var subscription = graph.onObjects(Set.of(PORT.type(), NETWORK.type()), told::add);
        commit(new GraphUpdate(
                true,
                List.of(
                        property(PORT, "one"),
                        property(NETWORK, "front"),
                        property(GROUP, "web"),
                        link(LINK, PORT, NETWORK),
                        link("virtual-machine-interface-security-group", PORT, GROUP))));
        var first = told.removeFirst();
        assertTrue(first.first());
        assertEquals(
                Set.of(PORT, NETWORK),
                Set.copyOf(first.nodes().stream().map(ConfigNode::name).toList()));
        assertEquals(List.of(new ConfigLink(LINK, PORT, NETWORK)), first.links());

        commit(change(property(GROUP, "other")));
        assertEquals(List.of(), told);

        commit(change(remove(link(LINK, PORT, NETWORK)), property(NETWORK, "back")));
        var second = told.removeFirst();
        assertEquals(List.of(new ConfigLink(LINK, PORT, NETWORK)), second.removedLinks());
        assertEquals(
                List.of(NETWORK), second.nodes().stream().map(ConfigNode::name).toList());

        commit(change(remove(property(NETWORK, "back"))));
        assertEquals(List.of(NETWORK), told.removeFirst().removedNodes());

        subscription.close();
        commit(change(property(PORT, "two")));
        assertEquals(List.of(), told);
    }
}
