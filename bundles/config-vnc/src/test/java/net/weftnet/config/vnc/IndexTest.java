package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.vnc.index.ObjectIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/** The index that followed the commits knows what one knows that is made anew. */
class IndexTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path directory;

    @Test
    void followingIsTheSameAsReadingEverything() throws Exception {
        long seed = Long.getLong("weft.seed", System.nanoTime());
        System.out.println("IndexTest: -Dweft.seed=" + seed);
        var random = new Random(seed);
        try (var api = new TestApi(directory)) {
            for (int i = 0; i < 60; i++) {
                change(api, random);
            }
            api.index.snapshot();
            try (var fresh = new ObjectIndex(api.datastore, api.transformer)) {
                assertEquals(contents(api, fresh), contents(api, api.index), "seed " + seed);
            }
            // The configuration of another time, with the same names: everything is another object.
            api.datastore.rollBack(1, "test", "");
            api.index.snapshot();
            try (var fresh = new ObjectIndex(api.datastore, api.transformer)) {
                assertEquals(contents(api, fresh), contents(api, api.index), "seed " + seed);
            }
        }
    }

    /** Makes, changes or deletes one of three networks with references to three policies, or refuses to. */
    private static void change(TestApi api, Random random) throws Exception {
        var type = random.nextInt(3) == 0 ? "network-policy" : "virtual-network";
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var fqName = "['default-domain', 'default-project', '" + name + "']";
        var found = api.index.find(type, TestApi.PROJECT + ":" + name);
        if (found.isEmpty()) {
            api.post("/" + type + "s", "{'" + type + "': {'parent_type': 'project', 'fq_name': " + fqName + "}}");
        } else if (random.nextInt(4) == 0) {
            api.delete("/" + type + "/" + found.get().uuid());
        } else {
            var other = NAMES.get(random.nextInt(NAMES.size()));
            api.put(
                    "/virtual-network/" + found.get().uuid(),
                    "{'virtual-network': {'network_policy_refs': [{'to': ['default-domain', 'default-project', '"
                            + other + "'], 'attr': null}]}}");
        }
    }

    private static TreeMap<String, String> contents(TestApi api, ObjectIndex index) {
        var root = api.datastore
                .snapshot()
                .tree()
                .readNode(YangInstanceIdentifier.of())
                .orElseThrow();
        var everything = DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root);
        var contents = new TreeMap<String, String>();
        for (var object : ObjectChanges.of(everything, api.datastore.schema())) {
            var key = object.key();
            var entry = index.find(key.type(), key.fqName()).orElseThrow();
            assertEquals(entry, index.find(entry.uuid()).orElseThrow());
            contents.put(key.toString(), entry.uuid() + " " + index.referrers(key));
        }
        return contents;
    }
}
