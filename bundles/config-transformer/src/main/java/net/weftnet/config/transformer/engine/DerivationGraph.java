package net.weftnet.config.transformer.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.intent.Input;
import net.weftnet.config.transformer.intent.Intent;
import org.jspecify.annotations.Nullable;

/**
 * All derived values and what each depends on. A change of the intent makes those that read what changed be computed
 * again, in the order of the rules; where a value comes out equal, nothing that depends on it is touched.
 *
 * <pre>
 *   objects, referrers, members, mentions      inputs: what can be read of the intent
 *        │ read by
 *   values of rules ──read by──▶ values of later rules ──▶ values of producers = entries of the compiled state
 * </pre>
 *
 * <p>Values that are no producer's exist while somebody reads them. A rule that fails on some intent yields nothing for
 * it, and is reported; since rules are pure functions, it fails the same way whenever and wherever it is computed.
 */
public final class DerivationGraph {
    private final List<Rule<?>> rules;
    private final Map<Rule<?>, Integer> ranks = new HashMap<>();
    private final Map<String, List<Producer>> producers;
    private final Intent intent;
    private final List<Map<String, DerivedNode>> nodes = new ArrayList<>();
    private final Map<Input, Set<DerivedNode>> readers = new HashMap<>();
    private final TreeSet<DerivedNode> dirty = new TreeSet<>();
    private final Set<DerivedNode> unread = new LinkedHashSet<>();
    private final Map<DerivedNode, RuntimeException> faults = new LinkedHashMap<>();

    /** What producers yielded before the change that is being applied, as far as it is different now. */
    private Map<DerivedNode, List<CompiledEntry>> replaced = new LinkedHashMap<>();

    /**
     * Nothing is derived yet.
     *
     * @param rules all rules, each after those it reads
     * @param listed the types whose objects rules list
     */
    public DerivationGraph(List<Rule<?>> rules, Set<String> listed) {
        this.rules = List.copyOf(rules);
        for (var rule : this.rules) {
            ranks.put(rule, ranks.size());
            nodes.add(new HashMap<>());
        }
        producers = this.rules.stream()
                .filter(Producer.class::isInstance)
                .map(Producer.class::cast)
                .collect(Collectors.groupingBy(Producer::type));
        intent = new Intent(listed);
    }

    /**
     * Values of one producer before and after a change.
     *
     * @param origin whose values they are
     */
    public record Replacement(Origin origin, List<CompiledEntry> before, List<CompiledEntry> after) {}

    /**
     * Who yields entries: a rule for an object.
     *
     * @param rule the place of the rule in the list of rules
     * @param name the name of the object
     */
    public record Origin(int rule, String name) implements Comparable<Origin> {
        @Override
        public int compareTo(Origin other) {
            return rule != other.rule ? Integer.compare(rule, other.rule) : name.compareTo(other.name);
        }
    }

    /** {@return the intent as of the last change} */
    public Intent intent() {
        return intent;
    }

    /** Follows a change. {@return what producers yield now that was not so before} */
    public List<Replacement> apply(List<ObjectChange> changes) {
        replaced = new LinkedHashMap<>();
        for (var input : intent.apply(changes)) {
            dirty.addAll(readers.getOrDefault(input, Set.of()));
        }
        for (var change : changes) {
            for (var producer : producers.getOrDefault(change.key().type(), List.of())) {
                produce(
                        producer,
                        change.key().fqName(),
                        intent.object(change.key().type(), change.key().fqName())
                                .isPresent());
            }
        }
        while (!dirty.isEmpty()) {
            recompute(Objects.requireNonNull(dirty.pollFirst()));
        }
        dropUnread();
        return replaced.entrySet().stream()
                .map(entry -> new Replacement(
                        new Origin(entry.getKey().rank(), entry.getKey().of()),
                        entry.getValue(),
                        entries(entry.getKey())))
                .filter(one -> !one.before().equals(one.after()))
                .toList();
    }

    private void produce(Producer producer, String of, boolean exists) {
        int rank = rank(producer);
        if (exists) {
            dirty.add(nodes.get(rank).computeIfAbsent(of, _ -> new DerivedNode(producer, rank, of)));
            return;
        }
        var gone = nodes.get(rank).remove(of);
        if (gone != null) {
            replaced.putIfAbsent(gone, entries(gone));
            release(gone);
        }
    }

    private void recompute(DerivedNode node) {
        var before = node.value();
        boolean failed = node.fault() != null;
        compute(node);
        if (node.rule() instanceof Producer) {
            replaced.putIfAbsent(node, entriesOf(before));
        }
        if (failed || node.fault() != null || !Objects.equals(before, node.value())) {
            dirty.addAll(node.dependents());
        }
    }

    private void compute(DerivedNode node) {
        var evaluation = new Evaluation(this, node);
        try {
            node.set(node.rule().compute(node.of(), evaluation), null);
            faults.remove(node);
        } catch (RuntimeException e) {
            // Whatever a rule does not foresee concerns what it was to derive, not everything else.
            node.set(null, e);
            faults.put(node, e);
        }
        for (var input : node.inputs()) {
            unregister(input, node);
        }
        var old = node.nodes();
        node.dependsOn(evaluation.inputs(), evaluation.nodes());
        node.inputs().forEach(input -> readers.computeIfAbsent(input, _ -> new LinkedHashSet<>(2))
                .add(node));
        node.nodes().forEach(read -> read.dependents().add(node));
        for (var read : old) {
            if (!evaluation.reads(read)) {
                stopReading(node, read);
            }
        }
    }

    /** {@return a node that somebody reads, computed if there is none yet} */
    DerivedNode read(Rule<?> rule, String of, DerivedNode reader) {
        int rank = rank(rule);
        if (rank >= reader.rank()) {
            throw new IllegalStateException(reader.rule().name() + " comes before " + rule.name());
        }
        var known = nodes.get(rank).get(of);
        if (known != null) {
            return known;
        }
        var node = new DerivedNode(rule, rank, of);
        nodes.get(rank).put(of, node);
        compute(node);
        return node;
    }

    private int rank(Rule<?> rule) {
        var rank = ranks.get(rule);
        if (rank == null) {
            throw new IllegalStateException(rule.name() + " is not in the list of rules");
        }
        return rank;
    }

    private void stopReading(DerivedNode node, DerivedNode read) {
        read.dependents().remove(node);
        if (read.dependents().isEmpty()) {
            unread.add(read);
        }
    }

    /** Values that nobody reads any more go, and with them what only they read. */
    private void dropUnread() {
        while (!unread.isEmpty()) {
            var node = unread.iterator().next();
            unread.remove(node);
            if (node.dependents().isEmpty() && !(node.rule() instanceof Producer)) {
                nodes.get(node.rank()).remove(node.of());
                release(node);
            }
        }
    }

    private void release(DerivedNode node) {
        dirty.remove(node);
        faults.remove(node);
        node.inputs().forEach(input -> unregister(input, node));
        node.nodes().forEach(read -> stopReading(node, read));
        node.dependsOn(List.of(), List.of());
        node.set(null, null);
    }

    private void unregister(Input input, DerivedNode node) {
        var all = readers.get(input);
        if (all != null && all.remove(node) && all.isEmpty()) {
            readers.remove(input);
        }
    }

    private static List<CompiledEntry> entries(DerivedNode node) {
        return entriesOf(node.value());
    }

    @SuppressWarnings("unchecked") // The value of a producer is a list of entries.
    private static List<CompiledEntry> entriesOf(@Nullable Object value) {
        return value == null ? List.of() : (List<CompiledEntry>) value;
    }

    /** {@return what could not be derived, and why; in the order in which it was found} */
    public List<String> faults() {
        return faults.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    /** {@return how many derived values there are} */
    public int size() {
        return nodes.stream().mapToInt(Map::size).sum();
    }

    /** {@return the name of the rule of an origin} */
    public String ruleName(Origin origin) {
        return rules.get(origin.rule()).name();
    }

    /** {@return everything of the intent that an origin's entries are derived from, directly or through other values} */
    public Set<Input> explain(Origin origin) {
        var inputs = new LinkedHashSet<Input>();
        Optional.ofNullable(nodes.get(origin.rule()).get(origin.name())).ifPresent(node -> {
            inputs.add(new Input.OfObject(((Producer) node.rule()).type(), node.of()));
            collect(node, inputs, new LinkedHashSet<>());
        });
        return inputs;
    }

    private static void collect(DerivedNode node, Set<Input> inputs, Set<DerivedNode> seen) {
        if (seen.add(node) && !node.rule().isIndex()) {
            inputs.addAll(node.inputs());
            node.nodes().forEach(read -> collect(read, inputs, seen));
        }
    }
}
