package net.weftnet.config.db.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.config.db.model.Modules;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.source.SourceIdentifier;
import org.opendaylight.yangtools.yang.model.spi.source.StringYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** What is encoded makes the same tree again, whatever names and values it has. */
class ChangeSetCodecTest {
    private static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());
    private static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);

    private final DataTree tree = tree();

    private static DataTree tree() {
        return new InMemoryDataTreeFactory().create(DataTreeConfiguration.DEFAULT_CONFIGURATION, MODULES);
    }

    private static DataTreeCandidate apply(DataTree to, String edits) throws Exception {
        DataTreeModification modification = to.takeSnapshot().newModification();
        CODEC.apply(JsonParser.parseString(edits).getAsJsonArray(), modification);
        modification.ready();
        to.validate(modification);
        var candidate = to.prepare(modification);
        to.commit(candidate);
        return candidate;
    }

    private static Object data(DataTree of) {
        return of.takeSnapshot().readNode(YangInstanceIdentifier.of()).orElseThrow();
    }

    private static String machine(String list) {
        return "[{\"operation\": \"replace\", \"target\": \"/weftnet-config:config/global-system-config\", \"value\":"
                + " {\"weftnet-config:global-system-config\": {\"autonomous-system\": 1, \"virtual-router\": [{\"name\":"
                + " \"c\", \"virtual-router-ip-address\": \"192.0.2.1\", \"virtual-machine\": [" + list + "]}]}}}]";
    }

    @Property(tries = 200)
    void anyNameComesBack(@ForAll("names") String name) throws Exception {
        var json = new com.google.gson.JsonPrimitive(name).toString();
        apply(
                tree,
                "[{\"operation\": \"replace\", \"target\": \"/weftnet-config:config\", \"value\":"
                        + " {\"weftnet-config:config\": {\"global-system-config\": {\"autonomous-system\": 1}, \"domain\":"
                        + " [{\"name\": " + json + "}, {\"name\": \"other\"}]}}}]");
        var copy = tree();
        copy(copy);
        // Now a change inside the entry, whose target has the name in it.
        var target = "/weftnet-config:config/domain="
                + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        var change = apply(
                tree,
                "[{\"operation\": \"replace\", \"target\": \"" + target + "/display-name\", \"value\":"
                        + " {\"weftnet-config:display-name\": " + json + "}}]");
        apply(copy, CODEC.encode(change));
        assertEquals(data(tree), data(copy));
    }

    private void copy(DataTree copy) throws Exception {
        var root = tree.takeSnapshot().readNode(YangInstanceIdentifier.of()).orElseThrow();
        var whole = org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates.fromNormalizedNode(
                YangInstanceIdentifier.of(), root);
        apply(copy, CODEC.encode(whole));
        assertEquals(data(tree), data(copy));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("aé漢/,='\"%+&<>[]\\ .#?;@{}|~")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals("other"));
    }

    @Example
    void entriesOfLeafListsComeAndGoAlone() throws Exception {
        var copy = tree();
        apply(copy, CODEC.encode(apply(tree, machine("\"a\""))));
        var change = apply(tree, machine("\"a\", \"b\""));
        apply(copy, CODEC.encode(change));
        assertEquals(data(tree), data(copy));
        var removal = apply(
                tree,
                "[{\"operation\": \"delete\", \"target\":"
                        + " \"/weftnet-config:config/global-system-config/virtual-router=c/virtual-machine=a\"}]");
        var edits = CODEC.encode(removal);
        assertEquals(
                "[{\"operation\":\"delete\",\"target\":\"/weftnet-config:config/global-system-config/virtual-router=c"
                        + "/virtual-machine=a\"}]",
                edits);
        apply(copy, edits);
        assertEquals(data(tree), data(copy));
    }

    @Example
    void refusesPlacesThatTheModulesDoNotHave() {
        for (var target : List.of(
                "/nowhere:config",
                "/weftnet-config:nothing",
                "/weftnet-config:config/domain=a,b",
                "/weftnet-config:config/domain=a/name/further",
                "/config")) {
            assertThrows(IllegalArgumentException.class, () -> CODEC.path(target), target);
        }
    }

    /** JSON does not show choices, but the paths of the tree do. */
    @Example
    void changesInsideChoicesComeBack() throws Exception {
        var parser = new DefaultYangParserFactory().createParser();
        parser.addSource(
                new StringYangTextSource(
                        new SourceIdentifier("choices"),
                        """
                module choices {
                  namespace "urn:choices"; prefix c;
                  container top {
                    choice outer {
                      case one { leaf a { type string; } leaf b { type string; } }
                      case two {
                        list item {
                          key name;
                          leaf name { type string; }
                          choice inner { leaf x { type string; } leaf-list y { type string; } }
                        }
                      }
                    }
                  }
                }"""));
        var modules = parser.buildEffectiveModel();
        var codec = new ChangeSetCodec(modules);
        var original = new InMemoryDataTreeFactory().create(DataTreeConfiguration.DEFAULT_CONFIGURATION, modules);
        var copy = new InMemoryDataTreeFactory().create(DataTreeConfiguration.DEFAULT_CONFIGURATION, modules);
        for (var edit : List.of(
                replace("top", "{'choices:top': {'a': '1'}}"),
                replace("top/b", "{'choices:b': '2'}"),
                replace("top/a", "{'choices:a': '3'}"),
                "{'operation': 'delete', 'target': '/choices:top/b'}",
                "{'operation': 'delete', 'target': '/choices:top/a'},"
                        + replace("top/item=i", "{'choices:item': [{'name': 'i', 'x': '4'}]}"),
                replace("top/item=i/x", "{'choices:x': '5'}"),
                "{'operation': 'delete', 'target': '/choices:top/item=i/x'},"
                        + replace("top/item=i/y", "{'choices:y': ['v']}"))) {
            var modification = original.takeSnapshot().newModification();
            codec.apply(
                    JsonParser.parseString("[" + edit.replace('\'', '"') + "]").getAsJsonArray(), modification);
            modification.ready();
            var change = original.prepare(modification);
            original.commit(change);
            var again = copy.takeSnapshot().newModification();
            codec.apply(JsonParser.parseString(codec.encode(change)).getAsJsonArray(), again);
            again.ready();
            copy.commit(copy.prepare(again));
            assertEquals(data(original), data(copy), edit);
        }
    }

    private static String replace(String target, String value) {
        return "{'operation': 'replace', 'target': '/choices:" + target + "', 'value': " + value + "}";
    }
}
