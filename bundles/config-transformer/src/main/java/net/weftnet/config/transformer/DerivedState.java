package net.weftnet.config.transformer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.Contributions.Contribution;
import net.weftnet.config.transformer.api.CompiledDelta;
import net.weftnet.config.transformer.api.CompiledPreview.EntryChange;
import net.weftnet.config.transformer.api.CompiledState.Compiled;
import net.weftnet.config.transformer.api.Explanations.Explanation;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.compile.CompiledTree;
import net.weftnet.config.transformer.engine.DerivationGraph;
import net.weftnet.config.transformer.graph.Fragment;
import net.weftnet.config.transformer.graph.FragmentWriter;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.numbers.NumberName;
import net.weftnet.config.transformer.rules.CompiledProperties;
import net.weftnet.config.transformer.rules.Rules;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/**
 * Everything derived from one revision of the configuration. {@link #recompute} makes it from nothing; {@link #onChange}
 * makes the same from the state before and a change. Owned by the transformer's thread.
 *
 * <p>Both first derive, which may fail, and then take the result over, which may not: what is published is always that
 * of one revision, and a state that failed can be recomputed and compared with it.
 */
final class DerivedState {
    private final ConfigSchema intent;
    private final ConfigSchema compiled;
    private DerivationGraph graph = Rules.graph();
    private Contributions contributions = new Contributions();
    private NeededNumbers numbers = new NeededNumbers();

    /** What each object of the intent contributes to the published graph. */
    private Map<ObjectKey, Fragment> own = new HashMap<>();

    /** What each entry of the compiled state contributes to the published graph. */
    private Map<Key, Fragment> derived = new HashMap<>();

    private History history = new History(0);
    private long revision;

    /** Whether the derived values are those of the published revision; not so after something failed in between. */
    private boolean isWhole;

    /** Whether the numbers that are given out may be others than those that are needed. */
    private boolean mayLackNumbers;

    private @Nullable Compiled tree;

    /** How the entries of the published revision differ from those published before. */
    private List<CompiledDelta.Entry> changedEntries = List.of();

    DerivedState(ConfigSchema intent, ConfigSchema compiled) {
        this.intent = intent;
        this.compiled = compiled;
    }

    long revision() {
        return revision;
    }

    /** {@return whether changes can be followed; otherwise everything is to be recomputed} */
    boolean isWhole() {
        return isWhole;
    }

    /** {@return what could not be derived} */
    List<String> faults() {
        return graph.faults();
    }

    /** Derives everything again. {@return how the result differs from what was published before} */
    GraphDelta recompute(Snapshot snapshot) {
        var fresh = Rules.graph();
        var changes = everything(snapshot);
        var made = new Contributions();
        var updated = made.after(fresh.apply(changes));
        made.put(updated);
        var ownFragments = new HashMap<ObjectKey, Fragment>();
        changes.forEach(change -> ownFragments.put(change.key(), fragment(change)));
        var derivedFragments = new HashMap<Key, Fragment>();
        made.entries().forEach((key, entry) -> fragment(entry).ifPresent(one -> derivedFragments.put(key, one)));
        var differences = new Differences();
        compare(own, ownFragments, differences);
        compare(derived, derivedFragments, differences);
        changedEntries = contributions.differences(made);
        graph = fresh;
        contributions = made;
        numbers = new NeededNumbers();
        numbers.put(updated);
        mayLackNumbers = true;
        own = ownFragments;
        derived = derivedFragments;
        history = new History(snapshot.revision());
        published(snapshot);
        return new GraphDelta(revision, differences.inOrder());
    }

    private static <K> void compare(Map<K, Fragment> before, Map<K, Fragment> after, Differences differences) {
        after.forEach((key, fragment) -> differences.add(before.get(key), fragment));
        before.forEach((key, fragment) -> {
            if (!after.containsKey(key)) {
                differences.add(fragment, null);
            }
        });
    }

    /** Derives again what a change concerns. {@return how the result differs from what was published before} */
    GraphDelta onChange(DataTreeCandidate change, Snapshot after) {
        isWhole = false;
        var changes = ObjectChanges.of(change, intent);
        var updated = contributions.after(graph.apply(changes));
        var ownFragments = new LinkedHashMap<ObjectKey, @Nullable Fragment>();
        for (var object : changes) {
            if (object.after() != null) {
                ownFragments.put(object.key(), fragment(object));
            } else {
                ownFragments.putIfAbsent(object.key(), null);
            }
        }
        var derivedFragments = new LinkedHashMap<Key, @Nullable Fragment>();
        updated.forEach((key, list) -> derivedFragments.put(
                key, Contributions.first(list).flatMap(this::fragment).orElse(null)));
        var differences = new Differences();
        ownFragments.forEach((key, fragment) -> differences.add(own.get(key), fragment));
        derivedFragments.forEach((key, fragment) -> differences.add(derived.get(key), fragment));
        note(changes, updated, after.revision());
        changedEntries = contributions.differences(updated);
        contributions.put(updated);
        numbers.put(updated);
        mayLackNumbers |= NeededNumbers.concern(changes, updated);
        takeOver(ownFragments, own);
        takeOver(derivedFragments, derived);
        published(after);
        return new GraphDelta(revision, differences.inOrder());
    }

    private static <K> void takeOver(Map<K, @Nullable Fragment> changes, Map<K, Fragment> fragments) {
        changes.forEach((key, fragment) -> {
            if (fragment == null) {
                fragments.remove(key);
            } else {
                fragments.put(key, fragment);
            }
        });
    }

    private void note(List<ObjectChange> changes, Map<Key, List<Contribution>> updated, long newest) {
        for (var change : changes) {
            if (change.after() == null) {
                history.gone(change.key());
            } else {
                history.changed(change.key(), newest);
            }
        }
        updated.forEach((key, list) -> {
            if (list.isEmpty()) {
                history.gone(key);
            } else if (!Contributions.first(list).equals(contributions.entry(key))) {
                history.changed(key, newest);
            }
        });
    }

    /** {@return why an entry is as it is} */
    Optional<Explanation> why(Key key, OptionalInt rule) {
        return new Explainer(graph, contributions, history).why(key, rule);
    }

    private void published(Snapshot snapshot) {
        revision = snapshot.revision();
        isWhole = true;
        tree = null;
    }

    private List<ObjectChange> everything(Snapshot snapshot) {
        var root = snapshot.tree().readNode(YangInstanceIdentifier.of()).orElseThrow();
        return ObjectChanges.of(DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root), intent);
    }

    private static Fragment fragment(ObjectChange change) {
        var object = Optional.ofNullable(change.after()).orElseThrow();
        return FragmentWriter.write(change.type(), object)
                .without(CompiledProperties.of(change.key().type(), new Data(object)));
    }

    /** What only operators read is not in the graph. */
    private Optional<Fragment> fragment(CompiledEntry entry) {
        return compiled.type(entry.list()).map(type -> FragmentWriter.write(type, entry.data()));
    }

    /** {@return which numbers are needed, when those are not the ones that are given out} */
    Optional<Set<NumberName>> numbersToBeProvided() {
        if (!mayLackNumbers) {
            return Optional.empty();
        }
        var lacking = numbers.toBeProvided(graph.intent());
        mayLackNumbers = lacking.isPresent();
        return lacking;
    }

    /**
     * {@return what a candidate would change in the compiled state} When it is a change of the published revision, the
     * change is followed and then taken back, which leaves what was derived before; otherwise its own revision is derived
     * first.
     */
    List<EntryChange> preview(Candidate candidate) {
        var changes = ObjectChanges.of(candidate.change(), intent);
        if (isWhole && candidate.before().revision() == revision) {
            isWhole = false;
            var preview = new Preview(graph, contributions);
            var entries = preview.tryOut(changes);
            preview.takeBack();
            isWhole = true;
            return entries;
        }
        var other = Rules.graph();
        var before = new Contributions();
        before.put(before.after(other.apply(everything(candidate.before()))));
        return new Preview(other, before).tryOut(changes);
    }

    /** {@return the graph as it is now} */
    ObjectGraph graph() {
        var objects = new HashMap<ObjectName, Map<String, XmlElement>>();
        var links = new HashMap<Link, Optional<XmlElement>>();
        own.values().forEach(fragment -> add(fragment, objects, links));
        derived.values().forEach(fragment -> add(fragment, objects, links));
        return new ObjectGraph(revision, Map.copyOf(objects), Map.copyOf(links));
    }

    private static void add(
            Fragment fragment,
            Map<ObjectName, Map<String, XmlElement>> objects,
            Map<Link, Optional<XmlElement>> links) {
        if (!fragment.properties().isEmpty()) {
            objects.merge(fragment.object(), fragment.properties(), DerivedState::both);
        }
        links.putAll(fragment.links());
    }

    private static Map<String, XmlElement> both(Map<String, XmlElement> some, Map<String, XmlElement> more) {
        var all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** {@return how the entries that are published now differ from those that were before} */
    CompiledDelta compiledDelta() {
        return new CompiledDelta(revision, changedEntries);
    }

    /** {@return all entries, as a change from nothing} */
    CompiledDelta allEntries() {
        return new CompiledDelta(revision, new Contributions().differences(contributions));
    }

    /** {@return the compiled state as it is now} */
    Compiled compiled() {
        var known = tree;
        if (known == null) {
            known = new Compiled(
                    revision, CompiledTree.of(revision, contributions.entries().values()));
            tree = known;
        }
        return known;
    }
}
