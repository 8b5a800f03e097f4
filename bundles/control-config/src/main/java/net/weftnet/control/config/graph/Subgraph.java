package net.weftnet.control.config.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.SubgraphDelta;

/**
 * One agent's part of the graph: what its roots lead to, and the links among that. New links are followed from where the
 * agent already is; only when something it has is taken away, its own part, which is small, is walked anew. That is exact
 * also where links form circles, as between virtual-machine and virtual-machine-interface, and reference counts are not.
 */
final class Subgraph {
    private final GraphStore graph;
    private final Set<Name> roots = new LinkedHashSet<>();
    private final Set<Name> nodes = new HashSet<>();
    private final Set<ConfigLink> links = new HashSet<>();
    private boolean rootTakenBack;

    Subgraph(GraphStore graph) {
        this.graph = graph;
    }

    Set<Name> roots() {
        return roots;
    }

    Set<Name> nodes() {
        return nodes;
    }

    void addRoot(Name root) {
        roots.add(root);
    }

    void removeRoot(Name root) {
        rootTakenBack |= roots.remove(root);
    }

    /** {@return everything, as the first delta} */
    SubgraphDelta first(long revision) {
        var delta = update(new Changes(), revision);
        return new SubgraphDelta(
                revision, true, delta.nodes(), delta.links(), delta.removedLinks(), delta.removedNodes());
    }

    /** Follows the roots or the graph after a change. */
    SubgraphDelta update(Changes changes, long revision) {
        var reached = loses(changes) ? reachedFromRoots() : grown(changes);
        var gone = minus(nodes, reached);
        var come = minus(reached, nodes);

        var shown = new TreeSet<>(come);
        for (var name : changes.nodes()) {
            if (reached.contains(name)) {
                shown.add(name);
            }
        }
        var removedLinks = linksGone(changes, gone);
        var addedLinks = linksCome(changes, come, reached);

        nodes.removeAll(gone);
        nodes.addAll(come);
        links.removeAll(removedLinks);
        links.addAll(addedLinks);
        var whole = new ArrayList<ConfigNode>();
        shown.forEach(name -> graph.node(name).map(AgentView::of).ifPresent(whole::add));
        return new SubgraphDelta(
                revision,
                false,
                whole,
                new ArrayList<>(addedLinks),
                new ArrayList<>(removedLinks),
                new ArrayList<>(gone));
    }

    /** {@return whether something may be out of reach now: a root taken back, a node or a link gone} */
    private boolean loses(Changes changes) {
        for (var name : changes.nodes()) {
            if (nodes.contains(name) && !graph.exists(name)) {
                return true;
            }
        }
        for (var link : changes.removedLinks()) {
            if (links.contains(link)) {
                return true;
            }
        }
        return rootTakenBack;
    }

    private Set<Name> reachedFromRoots() {
        rootTakenBack = false;
        return spread(new HashSet<>(), roots);
    }

    private Set<Name> grown(Changes changes) {
        var starts = new ArrayList<>(roots);
        for (var link : changes.addedLinks()) {
            addIfLed(link.left(), link, link.right(), starts);
            addIfLed(link.right(), link, link.left(), starts);
        }
        return spread(new HashSet<>(nodes), starts);
    }

    private void addIfLed(Name from, ConfigLink link, Name to, Collection<Name> starts) {
        if (nodes.contains(from) && TraversalPolicy.leads(from.type(), link.metadata(), to.type())) {
            starts.add(to);
        }
    }

    private Set<Name> spread(Set<Name> reached, Collection<Name> starts) {
        var queue = new ArrayDeque<Name>();
        for (var start : starts) {
            if (graph.exists(start) && reached.add(start)) {
                queue.add(start);
            }
        }
        for (var from = queue.poll(); from != null; from = queue.poll()) {
            for (var link : graph.links(from)) {
                var to = link.left().equals(from) ? link.right() : link.left();
                if (TraversalPolicy.leads(from.type(), link.metadata(), to.type()) && reached.add(to)) {
                    queue.add(to);
                }
            }
        }
        return reached;
    }

    private Set<ConfigLink> linksGone(Changes changes, Set<Name> gone) {
        var removed = new TreeSet<ConfigLink>();
        for (var link : changes.removedLinks()) {
            if (links.contains(link)) {
                removed.add(link);
            }
        }
        for (var name : gone) {
            for (var link : graph.links(name)) {
                if (links.contains(link)) {
                    removed.add(link);
                }
            }
        }
        return removed;
    }

    private Set<ConfigLink> linksCome(Changes changes, Set<Name> come, Set<Name> reached) {
        var added = new TreeSet<ConfigLink>();
        for (var link : changes.addedLinks()) {
            addIfWithin(link, reached, added);
        }
        for (var name : come) {
            for (var link : graph.links(name)) {
                addIfWithin(link, reached, added);
            }
        }
        return added;
    }

    private void addIfWithin(ConfigLink link, Set<Name> reached, Set<ConfigLink> added) {
        if (reached.contains(link.left()) && reached.contains(link.right()) && !links.contains(link)) {
            added.add(link);
        }
    }

    private static Set<Name> minus(Set<Name> all, Set<Name> without) {
        var rest = new TreeSet<Name>();
        for (var name : all) {
            if (!without.contains(name)) {
                rest.add(name);
            }
        }
        return rest;
    }
}
