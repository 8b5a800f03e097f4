package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import net.weftnet.config.vnc.Samples.Sample;
import net.weftnet.config.vnc.mapping.VncSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One object of every type in every place, with everything it can have, goes through this API and comes back by RESTCONF's JSON. */
class EveryTypeTest {
    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void everyTypeGoesRound() throws Exception {
        try (var api = new TestApi(first);
                var other = new TestApi(second)) {
            var samples = new Samples(new VncSchema(api.datastore)).all();
            make(api, samples);
            for (var sample : samples) {
                assertContains(sample.all(), read(api, sample), sample.names().toString());
            }
            // What RESTCONF shows, and somebody writes elsewhere, is the same objects there.
            other.datastore.imported(api.exported(), "test", "");
            for (var sample : samples) {
                assertEquals(
                        withoutTimes(read(api, sample)),
                        withoutTimes(read(other, sample)),
                        sample.names().toString());
            }
            backReferencesAreTheReferencesFromTheOtherEnd(api, samples);
        }
    }

    /** An object is as old as the commit that made it there. */
    private static JsonObject withoutTimes(JsonObject object) {
        var perms = object.getAsJsonObject("id_perms");
        assertTrue(perms.remove("created") != null && perms.remove("last_modified") != null);
        return object;
    }

    /** Makes each with what it needs, then gives it the rest; what does not work yet is tried again when others are there. */
    private static void make(TestApi api, List<Sample> samples) throws Exception {
        var toCreate = new ArrayList<>(samples);
        toCreate.removeIf(sample -> sample.place().type().key().isEmpty()); // These are always there.
        var toComplete = new ArrayList<>(samples);
        var refusals = new TreeMap<String, String>();
        int before;
        do {
            before = toCreate.size() + toComplete.size();
            refusals.clear();
            toCreate.removeIf(sample -> isDone(
                    sample,
                    refusals,
                    () -> api.post("/" + sample.type().collection(), body(sample, sample.necessary()))));
            toComplete.removeIf(sample -> !toCreate.contains(sample)
                    && isDone(sample, refusals, () -> api.put(path(api, sample), body(sample, sample.all()))));
        } while (toCreate.size() + toComplete.size() < before);
        assertTrue(toCreate.isEmpty() && toComplete.isEmpty(), refusals::toString);
    }

    private static boolean isDone(Sample sample, Map<String, String> refusals, Callable<TestApi.Reply> call) {
        try {
            var reply = call.call();
            if (reply.status() != 200) {
                refusals.put(sample.type().name() + sample.names(), reply.text());
            }
            return reply.status() == 200;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String body(Sample sample, JsonObject object) {
        var body = new JsonObject();
        body.add(sample.type().name(), object);
        return body.toString();
    }

    private static String path(TestApi api, Sample sample) throws Exception {
        var names = new JsonArray();
        sample.names().forEach(names::add);
        var body = new JsonObject();
        body.addProperty("type", sample.type().name());
        body.add("fq_name", names);
        return "/" + sample.type().name() + "/"
                + api.post("/fqname-to-id", body.toString()).json().get("uuid").getAsString();
    }

    private static JsonObject read(TestApi api, Sample sample) throws Exception {
        return api.get(path(api, sample)).object(sample.type().name());
    }

    private static void assertContains(JsonElement expected, JsonElement actual, String where) {
        switch (expected) {
            case JsonObject object -> {
                for (var name : object.keySet()) {
                    if (name.equals("parent_type")
                            && object.get(name).getAsString().equals("config-root")) {
                        continue;
                    }
                    var value = actual.getAsJsonObject().get(name);
                    assertTrue(value != null, () -> where + '.' + name + " is missing");
                    assertContains(object.get(name), value, where + '.' + name);
                }
            }
            case JsonArray list
            when where.endsWith("_refs") ->
                // The system may have added some.
                list.forEach(one -> assertContains(one, same(one, actual.getAsJsonArray()), where));
            case JsonArray list -> {
                assertEquals(list.size(), actual.getAsJsonArray().size(), where);
                for (int i = 0; i < list.size(); i++) {
                    assertContains(list.get(i), actual.getAsJsonArray().get(i), where);
                }
            }
            default -> assertEquals(expected, actual, where);
        }
    }

    private static JsonElement same(JsonElement reference, JsonArray all) {
        return all.asList().stream()
                .filter(one -> one.getAsJsonObject()
                        .get("to")
                        .equals(reference.getAsJsonObject().get("to")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + reference + " in " + all));
    }

    private static void backReferencesAreTheReferencesFromTheOtherEnd(TestApi api, List<Sample> samples)
            throws Exception {
        for (var sample : samples) {
            var object = read(api, sample);
            for (var field : sample.type().references().keySet()) {
                for (var element : object.getAsJsonArray(field)) {
                    var link = element.getAsJsonObject();
                    var target = JsonParser.parseString(
                            api.get(link.get("href").getAsString().replace("http://vnc.test:8082", ""))
                                    .text());
                    var type = target.getAsJsonObject().keySet().iterator().next();
                    var back = target.getAsJsonObject()
                            .getAsJsonObject(type)
                            .getAsJsonArray(sample.type().name().replace('-', '_') + "_back_refs");
                    assertTrue(
                            back.asList().stream()
                                    .map(JsonElement::getAsJsonObject)
                                    .anyMatch(one -> one.get("uuid").equals(object.get("uuid"))
                                            && one.get("attr").equals(link.get("attr"))),
                            () -> type + " knows nothing of " + sample.names());
                }
            }
        }
    }
}
