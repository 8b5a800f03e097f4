package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.TestStore.PROJECT;
import static net.weftnet.config.transformer.TestStore.delete;
import static net.weftnet.config.transformer.TestStore.network;
import static net.weftnet.config.transformer.TestStore.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    @TempDir
    Path directory;

    private TestStore store;
    private SchemaTransformer transformer;

    @BeforeEach
    void open() throws Exception {
        store = new TestStore(directory);
        transformer = new SchemaTransformer(store.datastore, TestStore.HEALTH);
    }

    @AfterEach
    void close() {
        transformer.close();
        store.close();
    }

    private List<String> preview(String edit) throws Exception {
        var json = JsonParser.parseString(("[" + edit + "]").replace('\'', '"')).getAsJsonArray();
        var candidate =
                store.datastore.check(tree -> TestStore.CODEC.apply(json, tree)).orElseThrow();
        return transformer.preview(candidate).stream()
                .map(change -> (change.before() == null ? "+" : change.after() == null ? "-" : "~")
                        + change.list()
                        + ' '
                        + change.name())
                .toList();
    }

    @Test
    void saysWhatAppearsAndVanishes() throws Exception {
        assertEquals(
                List.of("+route-target target:64512:8000004", "+routing-instance default-domain:demo:front:front"),
                preview(network("front", "10.1.1.0/24")));
        store.commit(network("front", "10.1.1.0/24"));
        assertEquals(
                List.of("-route-target target:64512:8000004", "-routing-instance default-domain:demo:front:front"),
                preview(delete(PROJECT + "/virtual-network=front")));
        assertEquals(List.of(), preview(network("front", "10.1.2.0/24")));
    }

    @Test
    void compilesEverythingWhenTheSettingsChange() throws Exception {
        store.commit(network("front", "10.1.1.0/24"));
        var changes = preview(replace("/global-system-config/autonomous-system", "autonomous-system': 64513"));
        assertEquals(
                List.of(
                        "-route-target target:64512:8000004",
                        "+route-target target:64513:8000004",
                        "~routing-instance default-domain:demo:front:front"),
                changes.stream()
                        .filter(change -> change.matches(".*(8000004|demo).*"))
                        .toList());
        // The networks that every system has are compiled again, too.
        assertEquals(15, changes.size());
    }
}
