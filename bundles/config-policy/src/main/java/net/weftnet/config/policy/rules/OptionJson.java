package net.weftnet.config.policy.rules;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import net.weftnet.config.policy.language.Option;
import net.weftnet.config.policy.language.Option.MirrorSetting;
import net.weftnet.config.policy.language.Option.Value;

/** The options of a rule in its RFC 7951 JSON. */
final class OptionJson {
    private static final String MIRROR = "mirror-to";

    private OptionJson() {}

    private static List<String> path(Option option) {
        return switch (option) {
            case APPLY_SERVICE -> List.of("action-list", "apply-service");
            case RETAIN_AS_PATH -> List.of("action-list", "service-properties", "retain-as-path");
            case MIRROR_TO -> List.of("action-list", MIRROR);
            case ASSIGN_ROUTING_INSTANCE -> List.of("action-list", "assign-routing-instance");
            case QOS -> List.of("action-list", "qos-action");
            case GATEWAY -> List.of("action-list", "gateway-name");
            case HOST_BASED_SERVICE -> List.of("action-list", "host-based-service");
            case LOG -> List.of("action-list", "log");
            case ALERT -> List.of("action-list", "alert");
            case APPLICATION -> List.of("application");
            case ETHERTYPE -> List.of("ethertype");
            case SEQUENCE -> List.of("rule-sequence");
            case ID -> List.of("rule-uuid");
            case DESCRIPTION -> List.of("description");
            case CREATED -> List.of("created");
            case LAST_MODIFIED -> List.of("last-modified");
        };
    }

    private static List<String> path(MirrorSetting setting) {
        return switch (setting) {
            case ADDRESS -> List.of("analyzer-ip-address");
            case MAC -> List.of("analyzer-mac-address");
            case PORT -> List.of("udp-port");
            case ROUTING_INSTANCE -> List.of("routing-instance");
            case ENCAPSULATION -> List.of("encapsulation");
            case JUNIPER_HEADER -> List.of("juniper-header");
            case NEXT_HOP -> List.of("nh-mode");
            case TUNNEL_ADDRESS -> List.of("static-nh-header", "vtep-dst-ip-address");
            case TUNNEL_MAC -> List.of("static-nh-header", "vtep-dst-mac-address");
            case TUNNEL_VNI -> List.of("static-nh-header", "vni");
            case NIC_ASSISTED -> List.of("nic-assisted-mirroring");
            case NIC_VLAN -> List.of("nic-assisted-mirroring-vlan");
        };
    }

    static void write(Option option, Value value, JsonObject rule) {
        switch (value) {
            case Value.Set() -> put(rule, path(option), new JsonPrimitive(true));
            case Value.Texts(var texts) -> {
                var list = new JsonArray();
                texts.stream().distinct().forEach(list::add);
                put(rule, path(option), list);
            }
            case Value.Mirror mirror -> writeMirror(mirror, rule);
            case Value.Text(var text)
            when option == Option.SEQUENCE -> {
                var numbers = text.split("\\.", -1);
                put(rule, List.of("rule-sequence", "major"), new JsonPrimitive(Integer.valueOf(numbers[0])));
                put(rule, List.of("rule-sequence", "minor"), new JsonPrimitive(Integer.valueOf(numbers[1])));
            }
            case Value.Text(var text) -> put(rule, path(option), new JsonPrimitive(text));
        }
    }

    private static void writeMirror(Value.Mirror mirror, JsonObject rule) {
        var json = RuleJson.inside(RuleJson.inside(rule, "action-list"), MIRROR);
        mirror.analyzer().ifPresent(name -> json.addProperty("analyzer-name", name));
        mirror.settings().forEach((setting, value) -> put(json, path(setting), primitive(value)));
    }

    /** Numbers and truth values are not texts in JSON; the schema says later whether one was meant. */
    private static JsonPrimitive primitive(String value) {
        if (value.equals("true") || value.equals("false")) {
            return new JsonPrimitive(Boolean.valueOf(value));
        }
        return value.matches("\\d{1,9}") ? new JsonPrimitive(Integer.valueOf(value)) : new JsonPrimitive(value);
    }

    private static void put(JsonObject object, List<String> path, JsonElement value) {
        var parent = object;
        for (var step : path.subList(0, path.size() - 1)) {
            parent = RuleJson.inside(parent, step);
        }
        parent.add(path.getLast(), value);
    }

    /** {@return the value of an option; empty when the rule does not have it, or has what it has by default} */
    static Optional<Value> read(Option option, JsonObject rule) {
        var found = at(rule, path(option));
        return switch (option.shape()) {
            case FLAG -> found.filter(JsonElement::getAsBoolean).map(_ -> new Value.Set());
            case NAMES, TEXTS ->
                found.map(list -> new Value.Texts(
                        StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                                .map(JsonElement::getAsString)
                                .toList()));
            case NAME, TEXT, ETHERTYPE, TIME -> found.map(value -> new Value.Text(value.getAsString()));
            case SEQUENCE -> found.map(value -> sequence(value.getAsJsonObject()));
            case MIRROR -> found.flatMap(value -> readMirror(value.getAsJsonObject()));
        };
    }

    private static Value sequence(JsonObject json) {
        return new Value.Text(number(json, "major") + "." + number(json, "minor"));
    }

    private static int number(JsonObject json, String leaf) {
        return json.has(leaf) ? json.get(leaf).getAsInt() : 0;
    }

    private static Optional<Value> readMirror(JsonObject json) {
        var analyzer = at(json, List.of("analyzer-name")).map(JsonElement::getAsString);
        var settings = new EnumMap<MirrorSetting, String>(MirrorSetting.class);
        for (var setting : MirrorSetting.values()) {
            at(json, path(setting)).ifPresent(value -> settings.put(setting, value.getAsString()));
        }
        return analyzer.isEmpty() && settings.isEmpty()
                ? Optional.empty()
                : Optional.of(new Value.Mirror(analyzer, settings));
    }

    /** {@return what is at a place} */
    static Optional<JsonElement> at(JsonObject object, List<String> path) {
        JsonElement element = object;
        for (var step : path) {
            element = element instanceof JsonObject inner ? inner.get(step) : null;
            if (element == null) {
                return Optional.empty();
            }
        }
        return Optional.of(element);
    }
}
