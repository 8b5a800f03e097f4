package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.CompiledState.Compiled;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.SystemSettings;
import net.weftnet.config.transformer.graph.Fragment;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/**
 * Everything derived from one revision of the configuration. {@link #recompute} makes it from nothing; {@link #onChange}
 * makes the same from the state before and a change. Owned by the transformer's thread.
 */
final class DerivedState {
    private static final QName SETTINGS = QName.create(ConfigSchema.CONFIG, "global-system-config");
    private static final QName AUTONOMOUS_SYSTEM = QName.create(ConfigSchema.CONFIG, "autonomous-system");

    private final ConfigSchema intent;
    private final ConfigSchema compiled;
    private final Map<ObjectKey, Derivation> derivations = new HashMap<>();
    private SystemSettings settings = new SystemSettings(0);
    private long revision;

    DerivedState(ConfigSchema intent, ConfigSchema compiled) {
        this.intent = intent;
        this.compiled = compiled;
    }

    long revision() {
        return revision;
    }

    /** Derives everything again. {@return how the result differs from the state before} */
    GraphDelta recompute(Snapshot snapshot) {
        var before = Map.copyOf(derivations);
        derivations.clear();
        settings = settings(snapshot);
        revision = snapshot.revision();
        var root = snapshot.tree().readNode(YangInstanceIdentifier.of()).orElseThrow();
        var everything = DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root);
        var differences = new Differences();
        for (var change : ObjectChanges.of(everything, intent)) {
            var old = before.getOrDefault(change.key(), Derivation.NOTHING);
            differences.add(old, derive(change));
        }
        before.forEach((key, old) -> {
            if (!derivations.containsKey(key)) {
                differences.add(old, Derivation.NOTHING);
            }
        });
        return new GraphDelta(revision, differences.inOrder());
    }

    /** Derives again what a change concerns. {@return how the result differs from the state before} */
    GraphDelta onChange(DataTreeCandidate change, Snapshot after) {
        if (!settings(after).equals(settings)) {
            return recompute(after);
        }
        revision = after.revision();
        var differences = new Differences();
        for (var object : ObjectChanges.of(change, intent)) {
            var old = derivations.getOrDefault(object.key(), Derivation.NOTHING);
            differences.add(old, derive(object));
        }
        return new GraphDelta(revision, differences.inOrder());
    }

    private Derivation derive(ObjectChange object) {
        if (object.after() == null) {
            derivations.remove(object.key());
            return Derivation.NOTHING;
        }
        var derived = Derivation.of(object.type(), object.after(), settings, compiled);
        derivations.put(object.key(), derived);
        return derived;
    }

    static SystemSettings settings(Snapshot snapshot) {
        var path = YangInstanceIdentifier.of(ConfigSchema.CONFIG).node(SETTINGS).node(AUTONOMOUS_SYSTEM);
        var number = snapshot.tree().readNode(path).map(leaf -> ((Number) ((LeafNode<?>) leaf).body()).longValue());
        return new SystemSettings(number.orElse(0L));
    }

    /** {@return the graph as it is now} */
    ObjectGraph graph() {
        var objects = new HashMap<ObjectName, Map<String, XmlElement>>();
        var links = new HashMap<Link, Optional<XmlElement>>();
        for (var derivation : derivations.values()) {
            for (var fragment : derivation.fragments()) {
                if (!fragment.properties().isEmpty()) {
                    objects.merge(fragment.object(), fragment.properties(), DerivedState::both);
                }
                links.putAll(fragment.links());
            }
        }
        return new ObjectGraph(revision, Map.copyOf(objects), Map.copyOf(links));
    }

    private static Map<String, XmlElement> both(Map<String, XmlElement> some, Map<String, XmlElement> more) {
        var all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** {@return the compiled state as it is now} */
    Compiled compiled() {
        var lists = new TreeMap<String, List<MapEntryNode>>();
        for (var derivation : derivations.values()) {
            for (CompiledEntry entry : derivation.compiled()) {
                lists.computeIfAbsent(entry.list(), _ -> new ArrayList<>()).add(entry.data());
            }
        }
        var container = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(ConfigSchema.COMPILED))
                .withChild(ImmutableNodes.leafNode(
                        QName.create(ConfigSchema.COMPILED, "revision"), Uint64.valueOf(revision)));
        lists.forEach((name, entries) -> container.withChild(ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(new NodeIdentifier(QName.create(ConfigSchema.COMPILED, name)))
                .withValue(entries)
                .build()));
        return new Compiled(revision, (ContainerNode) container.build());
    }

    /** Collects changes: first all that appears, then all that goes. */
    private static final class Differences {
        private final List<GraphChange> additions = new ArrayList<>();
        private final List<GraphChange> removals = new ArrayList<>();

        void add(Derivation old, Derivation derived) {
            var before = byName(old);
            for (var fragment : derived.fragments()) {
                var previous = before.remove(key(fragment));
                var from = previous == null ? Fragment.empty(fragment.object()) : previous;
                additions.addAll(from.additions(fragment));
                removals.addAll(from.removals(fragment));
            }
            before.values().forEach(gone -> removals.addAll(gone.removals(Fragment.empty(gone.object()))));
        }

        /** A port has two fragments of the same name: its own, and the one with what is compiled for it. */
        private static Map<List<Object>, Fragment> byName(Derivation derivation) {
            var fragments = new LinkedHashMap<List<Object>, Fragment>();
            derivation.fragments().forEach(fragment -> fragments.put(key(fragment), fragment));
            return fragments;
        }

        private static List<Object> key(Fragment fragment) {
            return List.of(fragment.object(), fragment.isIdentity());
        }

        List<GraphChange> inOrder() {
            var all = new ArrayList<>(additions);
            all.addAll(removals);
            return all;
        }
    }
}
