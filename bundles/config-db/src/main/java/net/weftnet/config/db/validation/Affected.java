package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.DataNode.Place;
import net.weftnet.config.db.validation.xpath.Dependencies.Dependency;
import net.weftnet.config.db.validation.xpath.Dependencies.Join;
import net.weftnet.config.db.validation.xpath.Evaluator;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import net.weftnet.config.db.validation.xpath.Value;
import org.jspecify.annotations.Nullable;

/**
 * Which constraints a change can affect, on which nodes. What each constraint looks at is computed once from the schema; for
 * those that look entries up by a value, an index tells who looks up which value. That index is the only state.
 */
final class Affected {

    /** A constraint on one node. */
    record Case(Constraint constraint, Place place) {}

    private record Watcher(Constraint constraint, Dependency dependency) {}

    private record LookUp(Constraint constraint, Join join, String value) {}

    private final Map<SchemaNode, List<Watcher>> watchers = new HashMap<>();
    private final Map<Constraint, List<Join>> joins = new HashMap<>();
    private final Map<SchemaNode, List<Constraint>> joined = new HashMap<>();
    private final Evaluator evaluator;
    private final Journal journal;

    Affected(List<Constraint> constraints, Evaluator evaluator, Journal journal) {
        this.evaluator = evaluator;
        this.journal = journal;
        for (var constraint : constraints) {
            watch(constraint, new Dependency(constraint.on(), constraint.on().depth(), null));
            constraint.dependencies().forEach(dependency -> watch(constraint, dependency));
            for (var guard : constraint.guards()) {
                // The values a guard looks up are those of its own node.
                guard.dependencies()
                        .forEach(looked -> watch(constraint, new Dependency(looked.on(), looked.anchor(), null)));
            }
            var all = constraint.dependencies().stream()
                    .flatMap(dependency -> Stream.ofNullable(dependency.join()))
                    .distinct()
                    .toList();
            if (!all.isEmpty()) {
                joins.put(constraint, all);
                joined.computeIfAbsent(constraint.on(), _ -> new ArrayList<>()).add(constraint);
            }
        }
    }

    private void watch(Constraint constraint, Dependency dependency) {
        watchers.computeIfAbsent(dependency.on(), _ -> new ArrayList<>()).add(new Watcher(constraint, dependency));
    }

    /** {@return the kinds of nodes whose changes matter} */
    Stream<SchemaNode> watched() {
        return Stream.concat(watchers.keySet().stream(), joined.keySet().stream());
    }

    /** {@return whether there is anything to index} */
    boolean looksUp() {
        return !joins.isEmpty();
    }

    /** {@return what has to be evaluated again after some changes, with the nodes as they are now} */
    Map<Case, DataNode> by(List<Change> changes, DataNode now) {
        var cases = new LinkedHashMap<Case, DataNode>();
        for (var change : changes) {
            for (var watcher : watchers.getOrDefault(change.schema(), List.of())) {
                var join = watcher.dependency().join();
                if (join == null) {
                    below(watcher, change, now).forEach(node -> put(cases, watcher.constraint(), node));
                } else {
                    lookers(watcher.constraint(), join, change)
                            .forEach(place -> place.in(now).ifPresent(node -> put(cases, watcher.constraint(), node)));
                }
            }
        }
        return cases;
    }

    private static void put(Map<Case, DataNode> cases, Constraint constraint, DataNode node) {
        cases.put(new Case(constraint, node.place()), node);
    }

    private static List<DataNode> below(Watcher watcher, Change change, DataNode now) {
        int anchor = watcher.dependency().anchor();
        var on = watcher.constraint().on();
        var after = change.after();
        var start = after != null
                ? Optional.of(after.ancestor(anchor))
                : change.any().place().ancestor(anchor).in(now);
        var nodes = start.stream().toList();
        for (int depth = anchor + 1; depth <= on.depth(); depth++) {
            var kind = on.ancestor(depth);
            nodes = nodes.stream().flatMap(node -> node.children(kind).stream()).toList();
        }
        return nodes;
    }

    private List<Place> lookers(Constraint constraint, Join join, Change change) {
        return Stream.concat(values(join, change.before()), values(join, change.after()))
                .distinct()
                .flatMap(value -> journal.get(new LookUp(constraint, join, value)).stream())
                .map(Place.class::cast)
                .toList();
    }

    private static Stream<String> values(Join join, @Nullable DataNode node) {
        return node == null
                ? Stream.empty()
                : node.ancestor(join.depth()).children(join.leaf()).stream().map(DataNode::text);
    }

    /** Notes anew what some constraints look up; to be called for all that {@link #by} tells, before they are checked. */
    void index(Map<Case, DataNode> cases) {
        cases.forEach((one, node) -> {
            if (joins.containsKey(one.constraint())) {
                forget(one);
                for (var join : joins.get(one.constraint())) {
                    for (var value : lookedUp(one.constraint(), join, node)) {
                        var lookUp = new LookUp(one.constraint(), join, value);
                        journal.add(lookUp, one.place());
                        journal.add(one, lookUp);
                    }
                }
            }
        });
    }

    private List<String> lookedUp(Constraint constraint, Join join, DataNode node) {
        var context = node.ancestor(constraint.context().depth());
        var value = evaluator.evaluate(join.source(), constraint.on().name().getModule(), context);
        return value instanceof Value.Nodes(var nodes)
                ? nodes.stream().map(DataNode::text).toList()
                : List.of(value.text());
    }

    /** Forgets what nodes that are gone have looked up. */
    void forgetGone(List<Change> changes) {
        for (var change : changes) {
            if (change.after() == null) {
                for (var constraint : joined.getOrDefault(change.schema(), List.of())) {
                    forget(new Case(constraint, change.any().place()));
                }
            }
        }
    }

    private void forget(Case one) {
        for (var lookUp : List.copyOf(journal.get(one))) {
            journal.remove(lookUp, one.place());
            journal.remove(one, lookUp);
        }
    }
}
