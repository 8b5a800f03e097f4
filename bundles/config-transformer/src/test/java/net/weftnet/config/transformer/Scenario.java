package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.ObjectName;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/**
 * Intent in, compiled objects out. Edits are JSON with ' for "; names are written without {@code default-domain:demo:},
 * which {@code ~} stands for in values. Whatever is committed is followed step by step, and compared with what comes out
 * when everything is derived from nothing.
 */
final class Scenario implements AutoCloseable {
    static final String PREFIX = "default-domain:demo:";

    private static final ConfigSchema INTENT = ConfigSchema.of(TestStore.MODULES, ConfigSchema.CONFIG);
    private static final ConfigSchema COMPILED = ConfigSchema.of(TestStore.MODULES, ConfigSchema.COMPILED);

    final TestStore store;
    private final Path directory;
    private final DerivedState state = state();
    private final LinkedBlockingQueue<Made> made = new LinkedBlockingQueue<>();
    private final ConfigDatastore.Registration registration;
    private final GraphDelta start;

    private Consumer<GraphDelta> follower = _ -> {};

    private record Made(Commit commit, DataTreeCandidate change, Snapshot after) {}

    Scenario() throws Exception {
        directory = Files.createTempDirectory("weft-scenario");
        store = new TestStore(directory);
        store.datastore.onChange(new NumberPlanner());
        registration = store.datastore.onCommit((commit, change, after) -> made.add(new Made(commit, change, after)));
        start = state.recompute(store.datastore.snapshot());
    }

    /** Tells everything so far, and what comes. */
    void follow(Consumer<GraphDelta> next) {
        next.accept(start);
        follower = next;
    }

    static DerivedState state() {
        return new DerivedState(INTENT, COMPILED);
    }

    /** Commits edits, and follows. The numbers that are needed are in the same commit. */
    Scenario commit(String... edits) throws Exception {
        store.commit(Stream.of(edits).map(edit -> edit.replace("~", PREFIX)).toArray(String[]::new));
        follow();
        assertEquals(Optional.empty(), state.numbersToBeProvided());
        return this;
    }

    /** {@return what an edit would make} */
    Candidate check(String edit) throws Exception {
        var json = JsonParser.parseString(("[" + edit.replace("~", PREFIX) + "]").replace('\'', '"'))
                .getAsJsonArray();
        return store.datastore.check(tree -> TestStore.CODEC.apply(json, tree)).orElseThrow();
    }

    private void follow() throws InterruptedException {
        long newest = store.datastore.snapshot().revision();
        while (state.revision() < newest) {
            var next = made.take();
            if (next.commit().revision() > state.revision()) {
                follower.accept(state.onChange(next.change(), next.after()));
            }
        }
    }

    /** {@return what replaces the settings by what they are, without the numbers that were given out} */
    String settingsWithoutNumbers() {
        var path = YangInstanceIdentifier.of(ConfigSchema.CONFIG)
                .node(QName.create(ConfigSchema.CONFIG, "global-system-config"));
        var settings = JsonParser.parseString(TestStore.CODEC.value(
                        path, store.datastore.snapshot().tree().readNode(path).orElseThrow()))
                .getAsJsonObject();
        settings.getAsJsonObject("weftnet-config:global-system-config").remove("allocated-numbers");
        var value = settings.toString().replace('"', '\'');
        return TestStore.replace(
                "/global-system-config", value.substring("{'weftnet-config:".length(), value.length() - 1));
    }

    /** Compares with what comes out when everything is derived from nothing. */
    void checkEqualsRecomputed() {
        var whole = state();
        whole.recompute(store.datastore.snapshot());
        assertEquals(text(whole), text(state));
        assertEquals(whole.graph(), state.graph());
        assertEquals(whole.faults(), state.faults());
    }

    DerivedState derived() {
        return state;
    }

    /** Byte by byte: the compiled state as RESTCONF has it. */
    static String text(DerivedState state) {
        var data = state.compiled().data();
        return TestStore.CODEC.value(YangInstanceIdentifier.of(data.name()), data);
    }

    /** {@return the entries of a list of the compiled state} */
    List<JsonObject> entries(String list) {
        var compiled = JsonParser.parseString(text(state).replace(PREFIX, "")).getAsJsonObject();
        var container = compiled.getAsJsonObject("weftnet-compiled:compiled");
        return stream(container, list).map(JsonElement::getAsJsonObject).toList();
    }

    static Stream<JsonElement> stream(JsonObject around, String list) {
        var array = around.getAsJsonArray(list);
        return array == null ? Stream.of() : StreamSupport.stream(array.spliterator(), false);
    }

    /** {@return the names of the entries of a list that have a text in them} */
    List<String> names(String list, String with) {
        return entries(list).stream()
                .map(entry -> entry.get("fq-name").getAsString())
                .filter(name -> name.contains(with))
                .sorted()
                .toList();
    }

    /** {@return an entry; an empty one when there is none} */
    JsonObject entry(String list, String name) {
        return entries(list).stream()
                .filter(entry -> entry.get("fq-name").getAsString().equals(name))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    /** {@return the instances that one is connected to} */
    List<String> connections(String instance) {
        return stream(entry("routing-instance", instance), "routing-instance")
                .map(one -> one.getAsJsonObject().get("fq-name").getAsString())
                .sorted()
                .toList();
    }

    /** {@return the route targets of an instance: alone, or followed by import or export} */
    List<String> targets(String instance) {
        return stream(entry("routing-instance", instance), "route-target")
                .map(JsonElement::getAsJsonObject)
                .map(one -> (one.get("fq-name").getAsString() + ' ' + text(one, "import-export")).strip())
                .sorted()
                .toList();
    }

    /** {@return the rules of a list, one a line: action protocol source ports > destination ports, and what else} */
    List<String> acl(String name) {
        var entries = entry("access-control-list", name).getAsJsonObject("access-control-list-entries");
        return entries == null
                ? List.of()
                : stream(entries, "acl-rule")
                        .map(rule -> rule(rule.getAsJsonObject()))
                        .toList();
    }

    private static String rule(JsonObject rule) {
        var match = rule.getAsJsonObject("match-condition");
        var actions = rule.getAsJsonObject("action-list");
        var words = new ArrayList<String>();
        words.add(text(actions, "simple-action"));
        words.add(match.get("protocol").getAsString());
        words.add(end(match, "src"));
        words.add(">");
        words.add(end(match, "dst"));
        if (match.has("ethertype")) {
            words.add(text(match, "ethertype"));
        }
        actions.keySet().stream()
                .filter(name -> !name.equals("simple-action"))
                .sorted()
                .forEach(name ->
                        words.add(name + '=' + actions.get(name).toString().replace("\"", "")));
        return String.join(" ", words);
    }

    private static String end(JsonObject match, String side) {
        var address = match.getAsJsonObject(side + "-address");
        var ports = match.getAsJsonObject(side + "-port");
        var who = address == null || address.isEmpty()
                ? "local"
                : address.entrySet().stream()
                        .map(one -> one.getValue().toString().replace("\"", ""))
                        .collect(Collectors.joining(","));
        var range =
                ports.get("start-port").getAsInt() + "-" + ports.get("end-port").getAsInt();
        return range.equals("0-65535") ? who : who + ' ' + range;
    }

    /** {@return the links of the graph to and from an object, as they would be drawn: left -name-> right} */
    List<String> links(String type, String name) {
        var object = new ObjectName(type, name.startsWith("default-") ? name : PREFIX + name);
        return state.graph().links().keySet().stream()
                .filter(link -> link.left().equals(object) || link.right().equals(object))
                .map(link -> link.left() + " -" + link.metadata() + "-> " + link.right())
                .map(link -> link.replace(PREFIX, ""))
                .sorted()
                .toList();
    }

    /** {@return a property of an object of the graph; empty when it has none} */
    String property(String type, String name, String property) {
        var properties = state.graph().objects().getOrDefault(new ObjectName(type, PREFIX + name), Map.of());
        return Optional.ofNullable(properties.get(property))
                .map(Object::toString)
                .orElse("")
                .replace(PREFIX, "");
    }

    static String text(JsonObject object, String leaf) {
        return object.has(leaf) ? object.get(leaf).getAsString() : "";
    }

    @Override
    public void close() throws IOException {
        registration.close();
        store.close();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        }
    }

    /** A replacement of an object of the project. */
    static String object(String type, String name, String content) {
        return TestStore.replace(
                TestStore.PROJECT + '/' + type + '=' + name,
                type + "': [{'name': '" + name + '\'' + (content.isEmpty() ? "" : ", " + content) + "}]");
    }

    /** A network with these policies, in the order in which they apply. */
    static String network(String name, String... policies) {
        var uses = new ArrayList<String>();
        for (int i = 0; i < policies.length; i++) {
            uses.add("{'fq-name': '~" + policies[i] + "', 'sequence': {'major': " + i + ", 'minor': 0}}");
        }
        return object("virtual-network", name, "'network-policy': [" + String.join(", ", uses) + "]");
    }

    /** A policy of these rules. */
    static String policy(String name, String... rules) {
        return object(
                "network-policy",
                name,
                "'network-policy-entries': {'policy-rule': [" + String.join(", ", rules) + "]}");
    }

    /** A rule; ends are {@code 'virtual-network': '~a'} and such. */
    static String rule(
            String uuid, String protocol, String source, String direction, String destination, String actions) {
        return "{'rule-uuid': '" + uuid + "', 'protocol': '" + protocol + "', 'direction': '" + direction
                + "', 'src-addresses': [{'index': 1, " + source + "}], 'dst-addresses': [{'index': 1, " + destination
                + "}], 'action-list': {" + actions + "}}";
    }

    static String of(String network) {
        return "'virtual-network': '" + (network.equals("any") || network.equals("local") ? "" : "~") + network + "'";
    }

    static String pass(String source, String direction, String destination) {
        return rule("r", "any", of(source), direction, of(destination), "'simple-action': 'pass'");
    }

    static String delete(String type, String name) {
        return TestStore.delete(TestStore.PROJECT + '/' + type + '=' + name);
    }
}
