package net.weftnet.analytics.collector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.analytics.collector.api.GeneratorState;
import net.weftnet.analytics.collector.api.UveState;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.ValueJson;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;

/**
 * UVEs and generators as JSON. What several generators tell about one object comes together here: struct by struct,
 * attribute by attribute, each value with who tells it: {@code [[value, "source:nodeType:module:instance"], …]}. In the
 * flat form a value that all agree on stands alone. {@code __T} is when it was told, in microseconds since 1970.
 */
final class UveJson {
    private static final String TIME = "__T";

    private UveJson() {}

    /** {@return the structs about an object} */
    static JsonObject object(List<UveState> uves, boolean flat) {
        var structs = new LinkedHashMap<String, Map<String, Map<GeneratorName, JsonElement>>>();
        for (var uve : uves) {
            var attributes = structs.computeIfAbsent(uve.struct(), _ -> new LinkedHashMap<>());
            uve.fields().forEach(field -> add(attributes, field.name(), uve.generator(), ValueJson.of(field.value())));
            add(attributes, TIME, uve.generator(), new JsonPrimitive(SandeshHeader.micros(uve.time())));
        }
        var json = new JsonObject();
        structs.forEach((struct, attributes) -> {
            var members = new JsonObject();
            attributes.forEach((name, values) -> members.add(name, flat ? flat(values) : told(values)));
            json.add(struct, members);
        });
        return json;
    }

    private static void add(
            Map<String, Map<GeneratorName, JsonElement>> attributes,
            String name,
            GeneratorName generator,
            JsonElement value) {
        attributes.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(generator, value);
    }

    private static JsonElement flat(Map<GeneratorName, JsonElement> values) {
        var distinct = values.values().stream().distinct().toList();
        return distinct.size() == 1 ? distinct.getFirst() : told(values);
    }

    private static JsonArray told(Map<GeneratorName, JsonElement> values) {
        var all = new JsonArray();
        values.forEach((generator, value) -> {
            var pair = new JsonArray();
            pair.add(value);
            pair.add(generator.toString());
            all.add(pair);
        });
        return all;
    }

    /** {@return a generator with its counters} */
    static JsonObject generator(GeneratorState state) {
        var json = new JsonObject();
        var name = state.name();
        json.addProperty("name", name.toString());
        json.addProperty("source", name.source());
        json.addProperty("node_type", name.nodeType());
        json.addProperty("module_id", name.module());
        json.addProperty("instance_id", name.instance());
        json.addProperty("connected", state.peer().isPresent());
        json.add("peer", state.peer().<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE));
        json.addProperty("since", state.since().toString());
        json.addProperty("sessions", state.sessions());
        json.addProperty("uves", state.uves());
        json.addProperty("messages", state.messageCount());
        json.addProperty("bytes", state.octets());
        json.addProperty("clock_ahead_micros", state.skew().toNanos() / 1_000);
        var lost = new JsonObject();
        state.lost().forEach(lost::addProperty);
        json.add("lost_by_level", lost);
        var messages = new JsonObject();
        state.messages().forEach(messages::addProperty);
        json.add("messages_by_type", messages);
        return json;
    }
}
