package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.TestStore.PROJECT;
import static net.weftnet.config.transformer.TestStore.delete;
import static net.weftnet.config.transformer.TestStore.network;
import static net.weftnet.config.transformer.TestStore.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void saysWhichRulesLinksAndPrefixesAppearAndVanish() throws Exception {
        var policy =
                "[{'name': 'p', 'network-policy-entries': {'policy-rule': [{'rule-uuid': 'r', 'protocol': 'tcp', 'direction':"
                        + " '>', 'src-addresses': [{'index': 1, 'virtual-network': 'default-domain:demo:front'}],"
                        + " 'dst-addresses': [{'index': 1, 'subnet': '192.0.2.0/24'}], 'dst-ports': [{'start-port': 80,"
                        + " 'end-port': %s}], 'action-list': {'simple-action': 'pass'}}]}}]";
        store.commit(
                replace(PROJECT + "/network-policy=p", "network-policy': " + policy.formatted(80)),
                replace(
                        PROJECT + "/virtual-network=front",
                        "virtual-network': [{'name': 'front', 'network-policy': [{'fq-name': 'default-domain:demo:p'}]}]"));
        var wider = parts(replace(PROJECT + "/network-policy=p", "network-policy': " + policy.formatted(81)));
        assertEquals(
                List.of(
                        "access-control-list default-domain:demo:front:front",
                        "+pass 6 default-domain:demo:front > 192.0.2.0/24 80-81",
                        "-pass 6 default-domain:demo:front > 192.0.2.0/24 80"),
                wider);
        var routed = parts(
                replace(
                        PROJECT + "/route-table=t",
                        "route-table': [{'name': 't', 'routes': {'route': [{'prefix': '0.0.0.0/0', 'next-hop': '10.1.1.9',"
                                + " 'next-hop-type': 'ip-address'}]}}]"),
                replace(PROJECT + "/virtual-network=front/route-table", "route-table': ['default-domain:demo:t']"));
        assertEquals(
                List.of(
                        "routing-instance default-domain:demo:front:front",
                        "+static-route-entries/route 0.0.0.0/0 10.1.1.9"),
                routed);
    }

    private List<String> parts(String... edits) throws Exception {
        var json = JsonParser.parseString(("[" + String.join(",", edits) + "]").replace('\'', '"'))
                .getAsJsonArray();
        var candidate =
                store.datastore.check(tree -> TestStore.CODEC.apply(json, tree)).orElseThrow();
        var lines = new ArrayList<String>();
        for (var change : transformer.preview(candidate)) {
            lines.add(change.list() + ' ' + change.name());
            change.appearing().forEach(part -> lines.add('+' + part));
            change.vanishing().forEach(part -> lines.add('-' + part));
        }
        return lines;
    }

    /** The numbers of a chain, and all that is derived with them, are in the preview as they would be in the commit. */
    @Test
    void showsAWholeServiceChain() throws Exception {
        try (var scenario = new Scenario()) {
            scenario.commit(Scenario.object("network-policy", "p", ""));
            scenario.commit(
                    ServiceIntent.network("l", "10.1.0.0/16", ""), ServiceIntent.network("r", "10.2.0.0/16", ""));
            scenario.commit(ServiceIntent.service("s", "transparent").toArray(String[]::new));
            var candidate = scenario.check(ServiceIntent.chain("<>", "['~s']"));
            var before = Scenario.text(scenario.derived());
            var lists = scenario.derived().preview(candidate).stream()
                    .map(change -> (change.before() == null ? '+' : '~') + change.list())
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(before, Scenario.text(scenario.derived()));
            assertEquals(
                    List.of(
                            "+needed-number",
                            "+route-target",
                            "+routing-instance",
                            "~access-control-list",
                            "~routing-instance",
                            "~virtual-machine-interface",
                            "~virtual-network"),
                    lists);
        }
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
