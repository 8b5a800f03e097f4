package net.weftnet.config.transformer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.transformer.Contributions.Contribution;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.compile.EntryParts;
import net.weftnet.config.transformer.engine.DerivationGraph;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/** A change that is tried out on derived values and can be taken back. */
final class Preview {
    private final DerivationGraph graph;
    private final Contributions before;
    private List<ObjectChange> made = List.of();

    Preview(DerivationGraph graph, Contributions before) {
        this.graph = graph;
        this.before = before;
    }

    /** {@return how the entries of the compiled state differ} */
    List<EntryChange> tryOut(List<ObjectChange> changes) {
        made = changes;
        return entryChanges(before.after(graph.apply(changes)));
    }

    /** Leaves the derived values as they were. */
    void takeBack() {
        graph.apply(made.stream().map(Preview::inverse).toList());
    }

    private static ObjectChange inverse(ObjectChange change) {
        return new ObjectChange(change.type(), change.key(), change.path(), change.after(), change.before());
    }

    private List<EntryChange> entryChanges(Map<Key, List<Contribution>> updated) {
        return updated.entrySet().stream()
                .flatMap(one -> entryChange(
                        one.getKey(),
                        before.entry(one.getKey()).map(CompiledEntry::data).orElse(null),
                        Contributions.first(one.getValue())
                                .map(CompiledEntry::data)
                                .orElse(null))
                        .stream())
                .toList();
    }

    private static Optional<EntryChange> entryChange(
            Key key, @Nullable MapEntryNode before, @Nullable MapEntryNode after) {
        return Objects.equals(before, after)
                ? Optional.empty()
                : Optional.of(new EntryChange(
                        key.list(),
                        key.fqName(),
                        before,
                        after,
                        EntryParts.onlyIn(after, before),
                        EntryParts.onlyIn(before, after)));
    }
}
