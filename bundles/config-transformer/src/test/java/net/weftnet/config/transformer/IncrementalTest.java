package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/** Whatever is edited: following the changes ends in the same state as deriving everything from the result. */
class IncrementalTest {
    private static final List<String> MACHINES =
            List.of("de300000-0000-4000-8000-000000000001", "de300000-0000-4000-8000-000000000002");

    @Property(tries = 25)
    void followingEqualsRecomputing(@ForAll("edits") List<List<String>> commits) throws Exception {
        var directory = Files.createTempDirectory("weft-incremental");
        try (var store = new TestStore(directory)) {
            var incremental = state();
            var replica = new Replica();
            replica.apply(incremental.recompute(store.datastore.snapshot()));
            for (var edits : commits) {
                var candidate = commit(store, edits);
                if (candidate.isPresent()) {
                    replica.apply(incremental.onChange(candidate.get(), store.datastore.snapshot()));
                }
                var whole = state();
                whole.recompute(store.datastore.snapshot());
                assertEquals(whole.graph(), incremental.graph());
                assertEquals(whole.compiled(), incremental.compiled());
                assertEquals(whole.graph(), replica.graph(incremental.revision()));
            }
        } finally {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    private static DerivedState state() {
        return new DerivedState(
                ConfigSchema.of(TestStore.MODULES, ConfigSchema.CONFIG),
                ConfigSchema.of(TestStore.MODULES, ConfigSchema.COMPILED));
    }

    /** {@return the change, or nothing when the edits are refused or change nothing} */
    private static Optional<DataTreeCandidate> commit(TestStore store, List<String> edits) throws Exception {
        var before = store.datastore.snapshot();
        var seen = new java.util.concurrent.LinkedBlockingQueue<DataTreeCandidate>();
        try (var registration = store.datastore.onCommit((_, change, _) -> seen.add(change))) {
            assertEquals(true, registration != null);
            try {
                store.commit(edits.toArray(String[]::new));
            } catch (ConfigException e) {
                return Optional.empty();
            }
            boolean isSame = store.datastore.snapshot().revision() == before.revision();
            return isSame ? Optional.empty() : Optional.of(seen.take());
        }
    }

    @Provide
    Arbitrary<List<List<String>>> edits() {
        var name = Arbitraries.of("a", "b", "c");
        var machine = Arbitraries.of(MACHINES);
        var network = Combinators.combine(name, Arbitraries.of("10.1.1.0/24", "10.2.0.0/16", "2001:db8::/64"))
                .as(TestStore::network);
        var port = Combinators.combine(name, name, machine).as(TestStore::port);
        var address = Combinators.combine(name, name, name).as(TestStore::address);
        var number = Arbitraries.of("64512", "64513", "4200000000")
                .map(as -> TestStore.replace("/global-system-config/autonomous-system", "autonomous-system': " + as));
        var display = Combinators.combine(name, Arbitraries.of("x", "y"))
                .as((network1, text) -> TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=" + network1 + "/display-name",
                        "display-name': '" + text + "'"));
        var removal = Combinators.combine(
                        Arbitraries.of(
                                TestStore.PROJECT + "/virtual-network=",
                                TestStore.PROJECT + "/virtual-machine-interface=",
                                "/instance-ip="),
                        name)
                .as((list, entry) -> TestStore.delete(list + entry));
        var edit = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, network),
                net.jqwik.api.Tuple.of(2, machine.map(TestStore::machine)),
                net.jqwik.api.Tuple.of(4, port),
                net.jqwik.api.Tuple.of(4, address),
                net.jqwik.api.Tuple.of(1, number),
                net.jqwik.api.Tuple.of(2, display),
                net.jqwik.api.Tuple.of(4, removal));
        return edit.list().ofMinSize(1).ofMaxSize(3).list().ofMinSize(1).ofMaxSize(20);
    }

    /** What someone has who got nothing but the changes. */
    private static final class Replica {
        private final Map<ObjectName, Map<String, XmlElement>> objects = new HashMap<>();
        private final Map<Link, Optional<XmlElement>> links = new HashMap<>();

        void apply(GraphDelta delta) {
            for (var change : delta.changes()) {
                switch (change) {
                    case GraphChange.PropertySet set ->
                        objects.computeIfAbsent(set.object(), _ -> new HashMap<>())
                                .put(set.name(), set.value());
                    case GraphChange.PropertyRemoved removed -> {
                        var properties = objects.get(removed.object());
                        properties.remove(removed.name());
                        if (properties.isEmpty()) {
                            objects.remove(removed.object());
                        }
                    }
                    case GraphChange.LinkSet set -> links.put(set.link(), set.attribute());
                    case GraphChange.LinkRemoved removed -> links.remove(removed.link());
                }
            }
        }

        ObjectGraph graph(long revision) {
            return new ObjectGraph(revision, objects, links);
        }
    }
}
