package net.weftnet.config.transformer.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.weftnet.config.transformer.intent.Input;
import org.jspecify.annotations.Nullable;

/** A derived value in the graph, with what it was derived from and what was derived from it. */
final class DerivedNode implements Comparable<DerivedNode> {
    private final Rule<?> rule;
    private final int rank;
    private final String of;
    private final Set<DerivedNode> dependents = new HashSet<>(2);
    private List<Input> inputs = List.of();
    private List<DerivedNode> nodes = List.of();
    private @Nullable Object value;
    private @Nullable RuntimeException fault;

    DerivedNode(Rule<?> rule, int rank, String of) {
        this.rule = rule;
        this.rank = rank;
        this.of = of;
    }

    Rule<?> rule() {
        return rule;
    }

    int rank() {
        return rank;
    }

    String of() {
        return of;
    }

    Set<DerivedNode> dependents() {
        return dependents;
    }

    List<Input> inputs() {
        return inputs;
    }

    List<DerivedNode> nodes() {
        return nodes;
    }

    void dependsOn(List<Input> inputs, List<DerivedNode> nodes) {
        this.inputs = inputs;
        this.nodes = nodes;
    }

    @Nullable
    Object value() {
        return value;
    }

    /** {@return why there is no value} */
    @Nullable
    RuntimeException fault() {
        return fault;
    }

    void set(@Nullable Object value, @Nullable RuntimeException fault) {
        this.value = value;
        this.fault = fault;
    }

    /** Who may be read comes before who reads. */
    @Override
    public int compareTo(DerivedNode other) {
        return rank != other.rank ? Integer.compare(rank, other.rank) : of.compareTo(other.of);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return rule.name() + ' ' + of;
    }
}
