package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.weftnet.config.vnc.Samples.Sample;
import net.weftnet.config.vnc.mapping.VncSchema;

/** Requests that fit, that nearly fit and that make no sense: refused or done, never a failure of the server or half a change. */
class FuzzTest {
    private static final List<String> ACTIONS = List.of(
            "/fqname-to-id",
            "/id-to-fqname",
            "/ref-update",
            "/ref-relax-for-delete",
            "/prop-collection-update",
            "/list-bulk-collection",
            "/useragent-kv");

    private static final List<String> MEMBERS = List.of(
            "type",
            "uuid",
            "ref-type",
            "ref-uuid",
            "ref-fq-name",
            "operation",
            "attr",
            "updates",
            "field",
            "value",
            "position",
            "fq_name",
            "key",
            "filters",
            "fields",
            "obj_uuids",
            "parent_id",
            "page_limit",
            "page_marker",
            "detail",
            "count",
            "virtual-network",
            "virtual_network_properties");
    private static final List<String> WORDS = List.of(
            "virtual-network",
            "network_policy",
            "ADD",
            "delete",
            "SET",
            "STORE",
            "RETRIEVE",
            "annotations",
            "true",
            "default-domain",
            "",
            ":",
            "mtu==1",
            "\u0000");

    private static Path directory;
    private static TestApi api;
    private static List<Sample> samples;
    private static String network;
    private static String policy;

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("vnc");
        api = new TestApi(directory);
        samples = new Samples(new VncSchema(api.datastore)).all();
        network = api.create("virtual-network", "front", "");
        policy = api.create("network-policy", "policy", "");
    }

    @AfterContainer
    static void close() throws IOException {
        api.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Any JSON, with the words that the actions know among others. */
    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.randomValue(random -> body(random, 0).toString());
    }

    private static JsonObject body(Random random, int depth) {
        var object = new JsonObject();
        for (int i = random.nextInt(8); i > 0; i--) {
            object.add(MEMBERS.get(random.nextInt(MEMBERS.size())), value(random, depth));
        }
        return object;
    }

    private static JsonElement value(Random random, int depth) {
        return switch (random.nextInt(depth < 3 ? 6 : 4)) {
            case 0, 1 -> new JsonPrimitive(word(random));
            case 2 -> new JsonPrimitive(random.nextInt());
            case 3 -> JsonNull.INSTANCE;
            case 4 -> body(random, depth + 1);
            default -> list(List.of(value(random, depth + 1), value(random, depth + 1)));
        };
    }

    private static String word(Random random) {
        var words = new ArrayList<>(WORDS);
        words.add(network);
        words.add(policy);
        return words.get(random.nextInt(words.size()));
    }

    private static JsonArray list(List<? extends JsonElement> elements) {
        var list = new JsonArray();
        elements.forEach(list::add);
        return list;
    }

    @Property(tries = 400)
    void actionsRefuseOrDo(@ForAll("bodies") String body, @ForAll int choice) throws Exception {
        var path = ACTIONS.get(Math.floorMod(choice, ACTIONS.size()));
        check(TestCall.of("POST " + path, body));
    }

    @Provide
    Arbitrary<TestCall> objects() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, samples.size() - 1),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 4))
                .as((sample, seed, changes) -> mutated(samples.get(sample), new Random(seed), changes));
    }

    /** An object with some of its parts replaced by others. */
    private static TestCall mutated(Sample sample, Random random, int changes) {
        var object = sample.all().deepCopy();
        for (int i = 0; i < changes; i++) {
            mutate(object, random);
        }
        var body = new JsonObject();
        body.add(sample.type().name(), object);
        return TestCall.of("POST /" + sample.type().collection(), body.toString());
    }

    private static void mutate(JsonElement element, Random random) {
        switch (element) {
            case JsonObject object
            when !object.isEmpty() -> {
                var name = List.copyOf(object.keySet()).get(random.nextInt(object.size()));
                if (random.nextBoolean() && !object.get(name).isJsonPrimitive()) {
                    mutate(object.get(name), random);
                } else {
                    object.add(name, other(random));
                }
            }
            case JsonArray list
            when !list.isEmpty() -> {
                int place = random.nextInt(list.size());
                if (random.nextBoolean() && !list.get(place).isJsonPrimitive()) {
                    mutate(list.get(place), random);
                } else {
                    list.set(place, other(random));
                }
            }
            default -> {}
        }
    }

    private static JsonElement other(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextInt());
            case 2 -> new JsonPrimitive("x:y");
            case 3 -> new JsonArray();
            case 4 -> new JsonObject();
            case 5 -> list(List.of(JsonNull.INSTANCE));
            default -> new JsonPrimitive("");
        };
    }

    @Property(tries = 200)
    void creationsRefuseOrDo(@ForAll("objects") TestCall call) throws Exception {
        check(call);
    }

    @Provide
    Arbitrary<String> requestLines() {
        var method = Arbitraries.of("GET", "GET", "GET", "PUT", "POST", "DELETE", "PATCH");
        var steps = Arbitraries.of("virtual-network", "virtual-networks", "", "domain", "%", "..", network, "ip-alloc");
        var queries = Arbitraries.of(
                "",
                "?detail=True",
                "?filters=a==%7B",
                "?filters=,",
                "?fields=",
                "?page_limit=-1",
                "?%",
                "?%ff=%zz",
                "?=&=",
                "?parent_id=,",
                "?count=True&page_limit=1",
                "?position",
                "?uuid=" + network + "&fields=annotations,mtu");
        return Combinators.combine(method, steps.list().ofMaxSize(3), queries)
                .as((verb, path, query) -> verb + " /" + String.join("/", path) + query);
    }

    @Property(tries = 300)
    void anyPathIsAnswered(@ForAll("requestLines") String line, @ForAll("bodies") String body) throws Exception {
        if (!line.startsWith("DELETE /virtual-network/" + network)) {
            check(TestCall.of(line, body));
        }
    }

    @Property(tries = 150)
    void whatIsNoJsonIsRefused(@ForAll String body) throws Exception {
        check(TestCall.of("POST /virtual-networks", body));
        check(TestCall.of("PUT /virtual-network/" + network, body));
    }

    private static void check(TestCall call) throws Exception {
        long before = api.datastore.snapshot().revision();
        var reply = api.call(call);
        assertTrue(reply.status() < 500, () -> call + ": " + reply);
        long made = api.datastore.snapshot().revision() - before;
        assertTrue(made <= (reply.status() == 200 ? 1 : 0), () -> call + ": " + reply);
        assertEquals(200, api.get("/virtual-network/" + network).status());
    }
}
