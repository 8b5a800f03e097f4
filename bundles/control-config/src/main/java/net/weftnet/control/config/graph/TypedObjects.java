package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.SubgraphDelta;

/** The objects of some types, for one listener. Owner: the thread of the graph. */
final class TypedObjects {
    private final GraphStore store;
    private final Set<String> types;
    private final Consumer<SubgraphDelta> listener;

    TypedObjects(GraphStore store, Set<String> types, Consumer<SubgraphDelta> listener) {
        this.store = store;
        this.types = Set.copyOf(types);
        this.listener = listener;
    }

    void tellAll(long revision) {
        var nodes = new ArrayList<ConfigNode>();
        var links = new LinkedHashSet<ConfigLink>();
        for (var name : store.names()) {
            if (types.contains(name.type())) {
                store.node(name).ifPresent(nodes::add);
                store.links(name).stream().filter(this::concerns).forEach(links::add);
            }
        }
        listener.accept(
                new SubgraphDelta(revision, true, nodes, new ArrayList<>(links), new ArrayList<>(), new ArrayList<>()));
    }

    void tell(Changes changes, long revision) {
        var nodes = new ArrayList<ConfigNode>();
        var removed = new ArrayList<Name>();
        for (var name : changes.nodes()) {
            if (types.contains(name.type())) {
                store.node(name).ifPresentOrElse(nodes::add, () -> removed.add(name));
            }
        }
        var delta = new SubgraphDelta(
                revision,
                false,
                nodes,
                changes.addedLinks().stream().filter(this::concerns).toList(),
                changes.removedLinks().stream().filter(this::concerns).toList(),
                removed);
        if (!delta.isEmpty()) {
            listener.accept(delta);
        }
    }

    private boolean concerns(ConfigLink link) {
        return types.contains(link.left().type()) && types.contains(link.right().type());
    }
}
