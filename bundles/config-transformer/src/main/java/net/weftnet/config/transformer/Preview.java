package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.transformer.Contributions.Contribution;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.engine.DerivationGraph;
import net.weftnet.config.transformer.engine.DerivationGraph.Replacement;
import net.weftnet.config.transformer.numbers.AllocatedNumbers;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** A change that is tried out on derived values and can be taken back. */
final class Preview {
    private static final String SYSTEM = "global-system-config";

    private final DerivationGraph graph;
    private final Contributions before;
    private final NeededNumbers numbers;
    private final List<List<ObjectChange>> made = new ArrayList<>();

    Preview(DerivationGraph graph, Contributions before, NeededNumbers numbers) {
        this.graph = graph;
        this.before = before;
        this.numbers = numbers;
    }

    /** {@return how the entries of the compiled state differ} Numbers are given out as the commit after it would. */
    List<EntryChange> tryOut(List<ObjectChange> changes) {
        var replacements = new ArrayList<>(apply(changes));
        var needed = numbers.after(before.after(replacements));
        if (needed.toBeProvided(graph.intent()).isPresent()) {
            graph.intent().object(SYSTEM, "default-" + SYSTEM).ifPresent(system -> {
                var provided = withNumbers((ContainerNode) system.data().node(), needed);
                replacements.addAll(apply(List.of(new ObjectChange(
                        system.type(),
                        system.key(),
                        YangInstanceIdentifier.of(),
                        system.data().node(),
                        provided))));
            });
        }
        return entryChanges(before.after(joined(replacements)));
    }

    private List<Replacement> apply(List<ObjectChange> changes) {
        made.add(changes);
        return graph.apply(changes);
    }

    private DataContainerNode withNumbers(ContainerNode system, NeededNumbers needed) {
        return ImmutableNodes.builderFactory()
                .newContainerBuilder(system)
                .withChild(AllocatedNumbers.container(needed.completed(graph.intent())))
                .build();
    }

    /** Two changes of the same origin are one. */
    private static List<Replacement> joined(List<Replacement> replacements) {
        var byOrigin = new TreeMap<DerivationGraph.Origin, Replacement>();
        for (var one : replacements) {
            byOrigin.merge(
                    one.origin(),
                    one,
                    (first, second) -> new Replacement(one.origin(), first.before(), second.after()));
        }
        return List.copyOf(byOrigin.values());
    }

    /** Leaves the derived values as they were. */
    void takeBack() {
        while (!made.isEmpty()) {
            graph.apply(made.removeLast().stream().map(Preview::inverse).toList());
        }
    }

    private static ObjectChange inverse(ObjectChange change) {
        return new ObjectChange(change.type(), change.key(), change.path(), change.after(), change.before());
    }

    private List<EntryChange> entryChanges(Map<Key, List<Contribution>> updated) {
        return updated.entrySet().stream()
                .map(one -> new EntryChange(
                        one.getKey().list(),
                        one.getKey().fqName(),
                        before.entry(one.getKey()).map(CompiledEntry::data).orElse(null),
                        Contributions.first(one.getValue())
                                .map(CompiledEntry::data)
                                .orElse(null)))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
    }
}
