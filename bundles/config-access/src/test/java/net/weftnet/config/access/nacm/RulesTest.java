package net.weftnet.config.access.nacm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.config.access.nacm.NaiveRules.One;
import net.weftnet.config.access.nacm.NaiveRules.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/** The rules of RFC 8341: random ones against the letter of the RFC, and what they refuse to be. */
class RulesTest {
    private static final List<String> PATHS = List.of(
            "/acl-test:top",
            "/at:top/x",
            "/acl-test:top/inner",
            "/acl-test:top/inner/deep/z",
            "/acl-test:top/item",
            "/acl-test:top/item[name='a']",
            "/acl-test:top/at:item[at:name=\"b\"]/v",
            "/acl-test:top/item/acl-more:more",
            "/acl-test:top/item[name='a']/sub",
            "/acl-test:top/item/sub[id='1']",
            "/acl-test:top/item[name='b']/sub[id='2']/w",
            "/acl-test:top/item/secret",
            "/acl-test:top/item/careful",
            "/acl-test:top/tag",
            "/acl-test:top/tag[.='t']",
            "/acl-test:top/one",
            "/");

    private static final YangInstanceIdentifier TOP = YangInstanceIdentifier.of(TestModules.test("top"));

    /** The same rules twice: for the code, and for the naive evaluation. */
    private record Both(RuleSet rules, NaiveRules naive) {}

    private static Both randomRules(Random random) {
        var naive = new ArrayList<One>();
        var json = new JsonArray();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            var rule = new JsonObject();
            rule.addProperty("name", "r" + i);
            var path = random.nextInt(4) == 0 ? null : PATHS.get(random.nextInt(PATHS.size()));
            if (path != null) {
                rule.addProperty("path", path);
            }
            var module = random.nextInt(3) > 0 ? null : random.nextBoolean() ? "acl-test" : "acl-more";
            if (module != null) {
                rule.addProperty("module-name", module);
            }
            var operations = EnumSet.allOf(Operation.class);
            if (random.nextBoolean()) {
                operations.removeIf(_ -> random.nextBoolean());
                rule.addProperty(
                        "access-operations",
                        operations.stream()
                                .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                                .collect(Collectors.joining(" ")));
            }
            boolean isPermit = random.nextBoolean();
            rule.addProperty("action", isPermit ? "permit" : "deny");
            json.add(rule);
            naive.add(new One(module, path == null ? null : steps(path), operations, isPermit));
        }
        boolean read = random.nextBoolean();
        boolean write = random.nextBoolean();
        var book = TestModules.rules(
                """
                {"read-default": "%s", "write-default": "%s",
                 "rule-list": [{"name": "l", "group": ["g"], "rule": %s}]}"""
                        .formatted(read ? "permit" : "deny", write ? "permit" : "deny", json));
        var defaults = EnumSet.of(Operation.EXEC);
        if (read) {
            defaults.add(Operation.READ);
        }
        if (write) {
            defaults.addAll(Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE));
        }
        return new Both(book.rules("alice", Set.of("g"), false), new NaiveRules(naive, defaults));
    }

    private static List<Step> steps(String path) {
        var steps = new ArrayList<Step>();
        for (var part : path.split("/")) {
            if (!part.isEmpty()) {
                var name = part.replaceAll("\\[.*", "").replaceAll(".*:", "");
                var key = part.contains("[") ? part.replaceAll(".*=['\"](.*)['\"]]", "$1") : null;
                steps.add(new Step(name, key));
            }
        }
        return steps;
    }

    private static ContainerNode randomData(Random random) {
        var top = new JsonObject();
        leaf(top, "x", random);
        if (random.nextBoolean()) {
            var inner = new JsonObject();
            leaf(inner, "y", random);
            if (random.nextBoolean()) {
                var deep = new JsonObject();
                leaf(deep, "z", random);
                inner.add("deep", deep);
            }
            if (!inner.isEmpty()) {
                top.add("inner", inner);
            }
        }
        var items = new JsonArray();
        for (var name : List.of("a", "b", "c")) {
            if (random.nextInt(4) > 0) {
                items.add(item(name, random));
            }
        }
        top.add("item", items);
        var tags = new JsonArray();
        List.of("s", "t").forEach(tag -> {
            if (random.nextBoolean()) {
                tags.add(tag);
            }
        });
        top.add("tag", tags);
        leaf(top, random.nextBoolean() ? "one" : "two", random);
        return TestModules.json("{\"acl-test:top\": " + top + "}");
    }

    private static JsonObject item(String name, Random random) {
        var item = new JsonObject();
        item.addProperty("name", name);
        List.of("v", "secret", "careful", "acl-more:more").forEach(leaf -> leaf(item, leaf, random));
        var subs = new JsonArray();
        IntStream.range(0, random.nextInt(3)).forEach(i -> {
            var sub = new JsonObject();
            sub.addProperty("id", Integer.toString(i + 1));
            leaf(sub, "w", random);
            subs.add(sub);
        });
        item.add("sub", subs);
        return item;
    }

    private static void leaf(JsonObject around, String name, Random random) {
        if (random.nextInt(3) > 0) {
            around.addProperty(name, random.nextBoolean() ? "p" : "q");
        }
    }

    @Property(tries = 400)
    void readingShowsWhatTheLetterPermits(@ForAll long seed) {
        var random = new Random(seed);
        var both = randomRules(random);
        var data = randomData(random);
        var expected = NaiveRules.nodes(data).keySet().stream()
                .filter(both.naive()::isVisible)
                .collect(Collectors.toSet());
        var seen = new ReadFilter(both.rules(), TestModules.SCHEMA)
                .visible(TOP, data)
                .map(node -> NaiveRules.nodes(node).keySet())
                .orElse(Set.of());
        assertEquals(expected, new HashSet<>(seen));
    }

    @Property(tries = 400)
    void aNodeReadByItselfIsWhatItIsInTheWhole(@ForAll long seed) {
        var random = new Random(seed);
        var both = randomRules(random);
        var data = randomData(random);
        var filter = new ReadFilter(both.rules(), TestModules.SCHEMA);
        var item = TOP.node(TestModules.test("item"));
        var list = data.childByArg(new YangInstanceIdentifier.NodeIdentifier(TestModules.test("item")));
        if (list instanceof org.opendaylight.yangtools.yang.data.api.schema.MapNode entries) {
            for (var entry : entries.body()) {
                var path = item.node(entry.name());
                var steps = List.of(data.name(), entry.name());
                assertEquals(
                        both.naive().isVisible(steps),
                        filter.visible(path, entry).isPresent());
                assertEquals(both.naive().isVisible(steps), filter.isVisible(path));
            }
        }
    }

    @Property(tries = 600)
    void changesArePermittedByTheLetter(@ForAll long seed) {
        var random = new Random(seed);
        var both = randomRules(random);
        var before = randomData(random);
        var after = randomData(random);
        var objection = new ChangeCheck(both.rules(), TestModules.SCHEMA).objection(TOP, before, after);
        assertEquals(both.naive().permitsChange(before, after), objection.isEmpty(), () -> "objects to " + objection);
    }

    @Test
    void whatNoRuleLooksIntoIsTakenWhole() {
        var rules = TestModules.rules(
                        """
                {"rule-list": [{"name": "l", "group": ["*"], "rule": [
                  {"name": "r", "path": "/acl-test:top/item[name='a']/v", "action": "deny"},
                  {"name": "s", "path": "/acl-test:top/item/secret", "action": "permit"}]}]}""")
                .rules("alice", Set.of(), false);
        var data = TestModules.json(
                """
                {"acl-test:top": {"inner": {"y": "1"}, "item": [{"name": "a", "v": "1"}, {"name": "b", "v": "1"}]}}""");
        var seen = (ContainerNode)
                new ReadFilter(rules, TestModules.SCHEMA).visible(TOP, data).orElseThrow();
        var inner = new YangInstanceIdentifier.NodeIdentifier(TestModules.test("inner"));
        assertSame(data.childByArg(inner), seen.childByArg(inner));
    }

    @Test
    void operationsAndNotificationsHaveRulesOfTheirOwn() {
        var book = TestModules.rules(
                """
                {"groups": {"group": [{"name": "g", "user-name": ["alice"]}]},
                 "rule-list": [{"name": "l", "group": ["g"], "rule": [
                  {"name": "act", "rpc-name": "act", "module-name": "acl-test", "action": "deny"},
                  {"name": "hide", "rpc-name": "hide", "access-operations": "exec", "action": "permit"},
                  {"name": "none", "notification-name": "*", "action": "deny"}]}]}""");
        var alice = book.rules("alice", Set.of(), false);
        assertFalse(alice.permitsCall(TestModules.test("act")));
        assertTrue(alice.permitsCall(TestModules.test("hide")));
        assertFalse(alice.permitsNotification(TestModules.test("happened")));
        var bob = book.rules("bob", Set.of(), false);
        assertTrue(bob.permitsCall(TestModules.test("act")));
        assertFalse(bob.permitsCall(TestModules.test("hide")));
        assertTrue(bob.permitsNotification(TestModules.test("happened")));
    }

    @Test
    void theUserMayBeNamedInAPath() {
        var book = TestModules.rules(
                """
                {"rule-list": [{"name": "l", "group": ["*"], "rule": [
                  {"name": "own", "path": "/acl-test:top/item[name=$USER]", "action": "permit"},
                  {"name": "others", "path": "/acl-test:top/item", "action": "deny"}]}]}""");
        var data = TestModules.json("{\"acl-test:top\": {\"item\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}}");
        var seen = new ReadFilter(book.rules("b", Set.of(), false), TestModules.SCHEMA)
                .visible(TOP, data)
                .orElseThrow();
        assertEquals(TestModules.json("{\"acl-test:top\": {\"item\": [{\"name\": \"b\"}]}}"), seen);
    }

    @Test
    void withoutNacmEverythingIsPermittedAndAdminAlwaysIs() {
        var off = TestModules.rules("{\"enable-nacm\": false}").rules("alice", Set.of(), false);
        assertTrue(off.permitsCall(TestModules.test("hide")));
        var book = TestModules.rules("{\"enable-external-groups\": false}");
        assertTrue(book.isUnrestricted("root", Set.of("admin")));
        assertFalse(book.isUnrestricted("root", Set.of("other")));
        assertEquals(Set.of(), book.groups("root", Set.of("other")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/top",
                "acl-test:top",
                "/acl-test:top/",
                "/acl-test:top/nothing",
                "/nowhere:top",
                "/acl-test:top/item[v='1']",
                "/acl-test:top/item[name='1'",
                "/acl-test:top/item[name=1]",
                "/acl-test:top[x='1']",
                "/acl-test:top/item[name='1']junk",
                "//acl-test:top",
                "/acl-test:top | /acl-test:top",
                "",
                " "
            })
    void refusesPathsOfNothing(String path) {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> TestModules.rules(
                        """
                        {"rule-list": [{"name": "l", "group": ["*"], "rule": [
                          {"name": "r", "path": "%s", "action": "deny"}]}]}"""
                                .formatted(path)));
        assertTrue(String.valueOf(e.getMessage()).startsWith("rule r of rule-list l: "), e.getMessage());
    }
}
