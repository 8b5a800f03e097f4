package net.weftnet.config.transformer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.api.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/** One object of every type, with everything it can have, goes through the datastore and into the graph. */
class EveryTypeTest {
    @TempDir
    Path directory;

    @Test
    void everyTypeIsStoredAndPublished() throws Exception {
        try (var store = new TestStore(directory)) {
            var sample = new Samples(store.datastore.schema()).config();
            store.datastore.commit("test", "one of each", tree -> TestStore.CODEC.apply(edits(sample), tree));
            assertContains(sample, stored(store), "");
            lint(stored(store));
            try (var transformer = new SchemaTransformer(store.datastore, TestStore.HEALTH)) {
                checkGraph(store, graph(transformer, store.datastore.snapshot().revision()));
            }
        }
        // What is read from the log again is the same.
        try (var again = new TestStore(directory, false)) {
            assertContains(new Samples(again.datastore.schema()).config(), stored(again), "");
        }
    }

    private static JsonArray edits(JsonObject config) {
        var edit = new JsonObject();
        edit.addProperty("operation", "replace");
        edit.addProperty("target", "/weftnet-config:config");
        var value = new JsonObject();
        value.add("weftnet-config:config", config);
        edit.add("value", value);
        var edits = new JsonArray();
        edits.add(edit);
        return edits;
    }

    private static JsonObject stored(TestStore store) {
        var path = YangInstanceIdentifier.of(ConfigSchema.CONFIG);
        var json = TestStore.CODEC.value(
                path, store.datastore.snapshot().tree().readNode(path).orElseThrow());
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("weftnet-config:config");
    }

    /** yanglint, which knows nothing of our code, finds nothing to object to: types, references, must and when. */
    private void lint(JsonObject config) throws Exception {
        if (!Files.exists(Path.of("/usr/bin/yanglint"))) {
            System.err.println("yanglint is not installed: it is in Debian's package libyang-tools");
            return;
        }
        var data = Files.writeString(directory.resolve("config.json"), "{\"weftnet-config:config\":" + config + "}");
        var yang = Path.of("../../yang-models/src/main/yang");
        var lint = new ProcessBuilder(
                        "yanglint",
                        "-p",
                        yang.resolve("types").toString(),
                        "-p",
                        yang.resolve("intent").toString(),
                        "-t",
                        "config",
                        yang.resolve("intent/weftnet-config@2026-01-01.yang").toString(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        var complaints = new String(lint.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, lint.waitFor(), complaints);
    }

    private static void assertContains(JsonElement expected, JsonElement actual, String where) {
        switch (expected) {
            case JsonObject object -> {
                for (var name : object.keySet()) {
                    var value = actual.getAsJsonObject().get(name);
                    assertTrue(value != null, () -> where + '/' + name + " is missing");
                    assertContains(object.get(name), value, where + '/' + name);
                }
            }
            case JsonArray list -> {
                assertEquals(list.size(), actual.getAsJsonArray().size(), where);
                for (int i = 0; i < list.size(); i++) {
                    assertContains(list.get(i), actual.getAsJsonArray().get(i), where);
                }
            }
            default -> assertEquals(expected.getAsString(), actual.getAsString(), where);
        }
    }

    private static ObjectGraph graph(SchemaTransformer transformer, long revision) throws Exception {
        var reached = new CompletableFuture<ObjectGraph>();
        try (var subscription = transformer.subscribe(
                whole -> {
                    if (whole.revision() >= revision) {
                        reached.complete(whole);
                    }
                },
                delta -> {
                    if (delta.revision() >= revision) {
                        reached.complete(transformer.current());
                    }
                })) {
            assertTrue(subscription != null);
            return reached.get();
        }
    }

    /** Every property is an element of its name, every reference a link of its name, with an attribute if it can have one. */
    private static void checkGraph(TestStore store, ObjectGraph graph) {
        var schema = store.datastore.schema();
        var root = store.datastore
                .snapshot()
                .tree()
                .readNode(YangInstanceIdentifier.of())
                .orElseThrow();
        var everything = DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root);
        var types = new TreeSet<String>();
        for (var object : ObjectChanges.of(everything, schema)) {
            var type = object.type();
            types.add(type.name());
            var name = new ObjectName(type.name(), object.key().fqName());
            var expected = type.properties().stream()
                    .map(property -> property.getQName().getLocalName())
                    .collect(Collectors.toCollection(TreeSet::new));
            expected.add("id-perms");
            assertEquals(expected, new TreeSet<>(graph.objects().get(name).keySet()), name.toString());
            graph.objects().get(name).forEach((property, value) -> assertEquals(property, value.name()));
            var data = (DataContainerNode) object.after();
            type.references().stream().filter(Reference::isLink).forEach(reference -> {
                var found = new ArrayList<Link>();
                reference.path().forEach(data, (fqName, _) -> {
                    var target =
                            new ObjectName(reference.targetTypes().iterator().next(), (String) fqName);
                    var link = new Link(reference.link(), name, target);
                    assertTrue(graph.objects().containsKey(target), () -> link + " leads nowhere");
                    assertEquals(
                            reference.hasAttribute(), graph.links().get(link).isPresent(), link.toString());
                    found.add(link);
                });
                assertTrue(!found.isEmpty(), () -> name + " has no " + reference.name());
            });
        }
        assertEquals(schema.typeNames(), types);
    }
}
