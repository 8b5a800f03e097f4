package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.transformer.api.CompiledDelta;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;

/**
 * Whatever is edited: following the changes ends in the same state, byte by byte, as deriving everything from the result;
 * and so does who gets nothing but the deltas. Give {@code -Dweft.seed} to see a failure again.
 */
class IncrementalTest {
    private static final int EDITS = 10_000;

    /** The most edits of one commit. */
    private static final int TOGETHER = 3;

    /** After how many commits everything is derived from nothing, too. */
    private static final int COMPARED = 4;

    @Test
    void followingEqualsRecomputing() throws Exception {
        long seed = Long.getLong("weft.seed", new Random().nextLong());
        System.out.println("IncrementalTest: -Dweft.seed=" + seed);
        var intent = new RandomIntent(seed);
        var random = new Random(seed);
        try (var scenario = new Scenario()) {
            var replica = new Replica();
            var entries = new HashMap<String, MapEntryNode>();
            put(scenario.derived().allEntries(), entries);
            scenario.follow(delta -> {
                replica.apply(delta);
                put(scenario.derived().compiledDelta(), entries);
            });
            int made = 0;
            int commits = 0;
            while (made < EDITS) {
                int size = 1 + random.nextInt(TOGETHER);
                var edits =
                        IntStream.range(0, size).mapToObj(_ -> intent.edit()).toList();
                try {
                    scenario.commit(edits.toArray(String[]::new));
                } catch (ConfigException e) {
                    assertTrue(e.kind() != ConfigException.Kind.UNAVAILABLE, e.getMessage());
                    continue;
                }
                made += size;
                if (++commits % COMPARED == 0) {
                    scenario.checkEqualsRecomputed();
                    assertEquals(List.of(), scenario.derived().faults());
                    var all = new HashMap<String, MapEntryNode>();
                    put(scenario.derived().allEntries(), all);
                    assertEquals(all, entries);
                }
                assertEquals(
                        scenario.derived().graph(),
                        replica.graph(scenario.derived().revision()));
            }
        }
    }

    private static void put(CompiledDelta delta, Map<String, MapEntryNode> entries) {
        for (var entry : delta.entries()) {
            var key = entry.list() + ' ' + entry.name();
            if (entry.data() == null) {
                entries.remove(key);
            } else {
                entries.put(key, entry.data());
            }
        }
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
