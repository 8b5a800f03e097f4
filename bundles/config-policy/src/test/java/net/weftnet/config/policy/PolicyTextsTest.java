package net.weftnet.config.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.Limits;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.draft.Drafts;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.model.Modules;
import net.weftnet.config.policy.language.PolicyParser;
import net.weftnet.config.policy.language.PolicyPrinter;
import net.weftnet.config.policy.language.SampleTexts;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

class PolicyTextsTest {
    private static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    private static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);
    private static final String NAME = "web-to-db.policy";
    private static final String WEB_TO_DB =
            """
            project default-domain:demo

            policy web-to-db on [db, front]
            pass tcp virtual-network front any <> virtual-network db 5432
            deny any any any <> any any log
            """;

    @TempDir
    Path directory;

    private SegmentTableStore store;
    private InProcessBus bus;
    private LogDatastore datastore;
    private Drafts drafts;
    private PolicyTexts policies;

    @BeforeEach
    void open() throws Exception {
        store = new SegmentTableStore(directory);
        bus = new InProcessBus();
        datastore = new LogDatastore(
                store,
                new TableCoordination(store),
                bus,
                MODULES,
                new InMemoryDataTreeFactory(),
                new SilentHealth(),
                Clock.systemUTC(),
                new Limits(10_000, 1_000_000, 64 << 20));
        drafts = new Drafts(store, datastore, new SilentHealth(), Clock.systemUTC());
        policies = new PolicyTexts(datastore, drafts);
        commit("project=demo", "{'project': [{'name': 'demo'}]}");
        for (var network : List.of("front", "back", "db")) {
            commit("project=demo/virtual-network=" + network, "{'virtual-network': [{'name': '" + network + "'}]}");
        }
    }

    @AfterEach
    void close() {
        drafts.close();
        datastore.close();
        bus.close();
        store.close();
    }

    private void commit(String target, String value) throws ConfigException {
        var edit = "[{'operation': 'replace', 'target': '/weftnet-config:config/domain=default-domain/" + target
                + "', 'value': " + value.replaceFirst("'", "'weftnet-config:") + "}]";
        JsonArray json = JsonParser.parseString(edit.replace('\'', '"')).getAsJsonArray();
        datastore.commit("test", "", tree -> CODEC.apply(json, tree));
    }

    private String network(String name) {
        var path = CODEC.path("/weftnet-config:config/domain=default-domain/project=demo/virtual-network=" + name
                + "/network-policy");
        return datastore
                .snapshot()
                .tree()
                .readNode(path)
                .map(node -> CODEC.value(path, node))
                .orElse("none");
    }

    @Test
    void loadsAndPrintsTheSame() throws Exception {
        var before = datastore.snapshot().revision();
        assertEquals(before + 1, policies.load(NAME, WEB_TO_DB, "ann", "why").revision());
        assertEquals(WEB_TO_DB, policies.print(Set.of("default-domain:demo:web-to-db")));
        assertEquals(before + 1, policies.load(NAME, WEB_TO_DB, "ann", "again").revision(), "nothing changes");
        assertTrue(network("front").contains("default-domain:demo:web-to-db"), network("front"));
        assertEquals("none", network("back"));
    }

    @Test
    void everythingSurvivesTheConfiguration() throws Exception {
        commit("project=shared", "{'project': [{'name': 'shared'}]}");
        commit("project=shared/virtual-network=net", "{'virtual-network': [{'name': 'net'}]}");
        var whole = SampleTexts.WHOLE.replace("other:shared", "default-domain:shared");
        assertEquals(List.of(), policies.problems(whole));
        policies.load(NAME, whole, "ann", "");
        var printed = policies.print(Set.of("default-domain:demo:everything", "default-domain:demo:web"));
        policies.load(NAME, printed, "ann", "");
        assertEquals(printed, policies.print(Set.of("default-domain:demo:everything", "default-domain:demo:web")));
        assertEquals(normal(whole), normal(printed));
    }

    private static String normal(String text) {
        var file = PolicyParser.parse(text).file();
        return PolicyPrinter.print(file);
    }

    @Test
    void exactlyTheNamedNetworksReferToThePolicy() throws Exception {
        policies.load(NAME, WEB_TO_DB, "ann", "");
        policies.load(NAME, WEB_TO_DB.replace("on [db, front]", "on [back, front]"), "ann", "");
        assertTrue(network("back").contains("web-to-db"));
        assertTrue(network("front").contains("web-to-db"));
        assertEquals("none", network("db"));
        policies.load(NAME, WEB_TO_DB.replace(" on [db, front]", ""), "ann", "");
        assertTrue(network("front").contains("web-to-db"), "a text that names no networks leaves them as they are");
    }

    @Test
    void aNetworkHasItsPoliciesInTheOrderInWhichItGotThem() throws Exception {
        policies.load(
                NAME,
                "policy default-domain:demo:one on [front]\npolicy default-domain:demo:two on [front]",
                "ann",
                "");
        var references = JsonParser.parseString(network("front"))
                .getAsJsonObject()
                .getAsJsonArray("weftnet-config:network-policy");
        assertEquals(2, references.size());
        for (int i = 0; i < 2; i++) {
            var reference = references.get(i).getAsJsonObject();
            assertEquals(i, reference.getAsJsonObject("sequence").get("major").getAsInt());
        }
    }

    @Test
    void aRuleKeepsItsNameWhenOthersComeAndGo() throws Exception {
        policies.load(NAME, WEB_TO_DB, "ann", "");
        var ids = ids();
        policies.load(NAME, WEB_TO_DB.replace("pass tcp", "pass udp any any <> any 53\npass tcp"), "ann", "");
        assertEquals(3, ids().size());
        assertTrue(ids().containsAll(ids));
    }

    private List<String> ids() {
        var path = CODEC.path("/weftnet-config:config/domain=default-domain/project=demo/network-policy=web-to-db"
                + "/network-policy-entries");
        return JsonParser.parseString(CODEC.value(
                        path, datastore.snapshot().tree().readNode(path).orElseThrow()))
                .getAsJsonObject()
                .getAsJsonObject("weftnet-config:network-policy-entries")
                .getAsJsonArray("policy-rule")
                .asList()
                .stream()
                .map(rule -> rule.getAsJsonObject().get("rule-uuid").getAsString())
                .toList();
    }

    @Test
    void mistakesAreRefusedAndChangeNothing() throws Exception {
        var before = datastore.snapshot().revision();
        var wrong = assertThrows(
                PolicyTextException.class, () -> policies.load(NAME, WEB_TO_DB + "deny any any\n", "ann", ""));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith(NAME + ":6:13: expected ports"), wrong::getMessage);
        var value = assertThrows(
                PolicyTextException.class,
                () -> policies.load(NAME, WEB_TO_DB + "pass any any any > any any mirror-to a (port x)\n", "ann", ""));
        assertTrue(String.valueOf(value.getMessage()).startsWith(NAME + ":6:1: "), value::getMessage);
        var project = assertThrows(
                ConfigException.class, () -> policies.load(NAME, "policy default-domain:nowhere:p", "ann", ""));
        assertEquals(
                "line 1: there is no project default-domain:nowhere for the network-policy p", project.getMessage());
        var network = assertThrows(
                ConfigException.class,
                () -> policies.load(NAME, "policy default-domain:demo:p on [nowhere]", "ann", ""));
        assertEquals(
                "policy default-domain:demo:p is for the virtual-network default-domain:demo:nowhere, which does not exist",
                network.getMessage());
        var group = assertThrows(
                ConfigException.class,
                () -> policies.load(
                        NAME, "security-group default-domain:demo:g\npass any 10.0.0.0/8 any > any any", "ann", ""));
        assertTrue(
                String.valueOf(group.getMessage()).contains("One side of a rule of a security group is local"),
                group::getMessage);
        assertThrows(
                ConfigException.class, () -> policies.print(Set.of("default-domain:demo:nowhere")), "unknown to print");
        assertEquals(before, datastore.snapshot().revision());
    }

    @Test
    void aCheckTellsWhatWouldChangeAndLeavesNothing() throws Exception {
        var before = datastore.snapshot().revision();
        assertTrue(policies.check(NAME, WEB_TO_DB, "ann").isPresent());
        assertThrows(
                ConfigException.class, () -> policies.check(NAME, "policy default-domain:demo:p on [nowhere]", "ann"));
        assertEquals(before, datastore.snapshot().revision());
        assertEquals(List.of(), drafts.drafts());
        policies.load(NAME, WEB_TO_DB, "ann", "");
        assertTrue(policies.check(NAME, WEB_TO_DB, "ann").isEmpty());
    }
}
