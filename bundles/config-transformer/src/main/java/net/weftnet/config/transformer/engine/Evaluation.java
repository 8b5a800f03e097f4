package net.weftnet.config.transformer.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.transformer.intent.Input;
import net.weftnet.config.transformer.intent.IntentObject;

/** One computation of a value, which notes what it reads. */
final class Evaluation implements Scope {
    private final DerivationGraph graph;
    private final DerivedNode reader;
    private final Set<Input> inputs = new LinkedHashSet<>();
    private final Set<DerivedNode> nodes = new LinkedHashSet<>();

    Evaluation(DerivationGraph graph, DerivedNode reader) {
        this.graph = graph;
        this.reader = reader;
    }

    @Override
    @SuppressWarnings("unchecked") // A node of a rule has a value of the rule.
    public <V> V get(Rule<V> rule, String of) {
        var node = graph.read(rule, of, reader);
        nodes.add(node);
        if (node.fault() != null) {
            throw new IllegalStateException(node + " could not be derived: " + node.fault(), node.fault());
        }
        return (V) Objects.requireNonNull(node.value());
    }

    /** A producer is computed again when its own object changes in any case, so that need not be noted. */
    @Override
    public Optional<IntentObject> object(String type, String fqName) {
        boolean isOwn = reader.rule() instanceof Producer producer
                && producer.type().equals(type)
                && reader.of().equals(fqName);
        if (!isOwn) {
            inputs.add(new Input.OfObject(type, fqName));
        }
        return graph.intent().object(type, fqName);
    }

    @Override
    public Collection<String> referrers(String type, String fqName, String by) {
        inputs.add(new Input.OfReferrers(type, fqName, by));
        return graph.intent().referrers(type, fqName, by);
    }

    @Override
    public Collection<String> members(String type, String within) {
        inputs.add(new Input.OfMembers(type, within));
        return graph.intent().members(type, within);
    }

    @Override
    public Collection<String> mentions(String type, String fqName, String by) {
        inputs.add(new Input.OfMentions(type, fqName, by));
        return graph.intent().mentions(type, fqName, by);
    }

    boolean reads(DerivedNode node) {
        return nodes.contains(node);
    }

    List<Input> inputs() {
        return List.copyOf(inputs);
    }

    List<DerivedNode> nodes() {
        return List.copyOf(nodes);
    }
}
