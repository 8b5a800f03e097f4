package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * The filters of a list: {@code display_name=="front",is_shared==true}. An object passes when each of the members has one
 * of the values that are given for it; an object has a value when it has all that is in it.
 *
 * @param values member → its values
 */
record Filters(Map<String, List<JsonElement>> values) {

    /** Where one filter begins, after the one before it: values may have commas in them. */
    private static final Pattern NAME = Pattern.compile("(?:^|,)([A-Za-z0-9_.-]+)==");

    static Filters parse(Optional<String> text) throws VncException {
        var values = new LinkedHashMap<String, List<JsonElement>>();
        if (text.isEmpty() || text.get().isEmpty()) {
            return new Filters(values);
        }
        var starts = NAME.matcher(text.get()).results().toList();
        if (starts.isEmpty() || starts.getFirst().start() != 0) {
            throw VncException.badRequest("Invalid filter " + text.get());
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size()
                    ? starts.get(i + 1).start()
                    : text.get().length();
            values.computeIfAbsent(starts.get(i).group(1), _ -> new ArrayList<>())
                    .add(value(text.get().substring(starts.get(i).end(), end)));
        }
        return new Filters(values);
    }

    /** JSON; what is none is a text that the client did not quote. */
    private static JsonElement value(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException _) {
            return new JsonPrimitive(text);
        }
    }

    boolean pass(Configuration config, Found object) {
        return values.entrySet().stream().allMatch(filter -> member(config, object, filter.getKey())
                .filter(value -> filter.getValue().stream().anyMatch(wanted -> has(value, wanted)))
                .isPresent());
    }

    private static Optional<JsonElement> member(Configuration config, Found object, String name) {
        return switch (name) {
            case "uuid" -> Optional.of(new JsonPrimitive(object.uuid().toString()));
            case "name" -> Optional.of(new JsonPrimitive(object.name()));
            case "fq_name" -> Optional.of(FqNames.write(object.fqName()));
            case "parent_type" -> object.parent().map(parent -> new JsonPrimitive(parent.type()));
            case "parent_uuid" ->
                object.parent()
                        .flatMap(parent -> config.index().find(parent.type(), parent.fqName()))
                        .map(parent -> new JsonPrimitive(parent.uuid().toString()));
            default -> config.codec().property(object.type(), name, object.data());
        };
    }

    private static boolean has(JsonElement value, JsonElement wanted) {
        return switch (wanted) {
            case JsonObject members ->
                value instanceof JsonObject object
                        && members.entrySet().stream()
                                .allMatch(member -> object.has(member.getKey())
                                        && has(object.get(member.getKey()), member.getValue()));
            case JsonArray elements ->
                value instanceof JsonArray list
                        && elements.asList().stream()
                                .allMatch(element -> list.asList().stream().anyMatch(one -> has(one, element)));
            default -> value.equals(wanted);
        };
    }
}
