package net.weftnet.config.policy.rules;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.weftnet.config.policy.language.Address;
import net.weftnet.config.policy.language.Option;
import net.weftnet.config.policy.language.PortRange;
import net.weftnet.config.policy.language.Rule;
import net.weftnet.config.policy.language.Rule.Action;
import net.weftnet.config.policy.language.Rule.Direction;
import net.weftnet.config.policy.language.Rule.Endpoint;

/** A rule as RFC 7951 encodes an entry of the list {@code policy-rule} of the module weftnet-config. */
final class RuleJson {
    private static final int MAX_PORT = 65_535;

    private RuleJson() {}

    /** {@return the entry for a rule} @param id its key */
    static JsonObject write(Rule rule, String id) {
        var json = new JsonObject();
        json.addProperty("rule-uuid", id);
        json.addProperty("direction", rule.direction().sign());
        if (rule.protocol().matches("\\d+")) {
            json.addProperty("protocol", Integer.valueOf(rule.protocol()));
        } else {
            json.addProperty("protocol", rule.protocol());
        }
        writeEndpoint(rule.source(), "src", json);
        writeEndpoint(rule.destination(), "dst", json);
        rule.action().ifPresent(action -> inside(json, "action-list")
                .addProperty("simple-action", action == Action.PASS ? "pass" : "deny"));
        rule.options().forEach((option, value) -> OptionJson.write(option, value, json));
        return json;
    }

    /** {@return the rule of an entry} */
    static Rule read(JsonObject json) {
        var action = OptionJson.at(json, List.of("action-list", "simple-action"))
                .map(value -> value.getAsString().equals("pass") ? Action.PASS : Action.DENY);
        return new Rule(
                action,
                text(json, "protocol").orElse("any"),
                readEndpoint(json, "src"),
                text(json, "direction").orElse("<>").equals(">") ? Direction.FORWARD : Direction.BOTH,
                readEndpoint(json, "dst"),
                readOptions(json),
                0);
    }

    private static Map<Option, Option.Value> readOptions(JsonObject json) {
        var options = new EnumMap<Option, Option.Value>(Option.class);
        for (var option : Option.values()) {
            OptionJson.read(option, json).ifPresent(value -> options.put(option, value));
        }
        return options;
    }

    private static void writeEndpoint(Endpoint endpoint, String side, JsonObject into) {
        var addresses = new JsonArray();
        for (var address : endpoint.addresses()) {
            var json = writeAddress(address);
            json.addProperty("index", addresses.size());
            addresses.add(json);
        }
        into.add(side + "-addresses", addresses);
        if (!endpoint.ports().isEmpty()) {
            var ports = new JsonArray();
            for (var range : endpoint.ports()) {
                var json = new JsonObject();
                json.addProperty("start-port", range.first());
                json.addProperty("end-port", range.last());
                ports.add(json);
            }
            into.add(side + "-ports", ports);
        }
    }

    private static JsonObject writeAddress(Address address) {
        var json = new JsonObject();
        switch (address) {
            case Address.Network(var name) -> json.addProperty("virtual-network", name);
            case Address.SecurityGroup(var name) -> json.addProperty("security-group", name);
            case Address.PolicyNetworks(var name) -> json.addProperty("network-policy", name);
            case Address.Subnet(var prefix) -> json.addProperty("subnet", prefix);
            case Address.Subnets(var prefixes) -> {
                var list = new JsonArray();
                prefixes.forEach(list::add);
                json.add("subnet-list", list);
            }
        }
        return json;
    }

    private static Endpoint readEndpoint(JsonObject json, String side) {
        var addresses = elements(json, side + "-addresses")
                .map(entry -> readAddress(entry.getAsJsonObject()))
                .toList();
        var ports = elements(json, side + "-ports")
                .map(entry -> readRange(entry.getAsJsonObject()))
                .distinct()
                .toList();
        boolean isAny = ports.stream().anyMatch(range -> range.first() == 0 && range.last() == MAX_PORT);
        return new Endpoint(addresses, isAny ? List.of() : ports);
    }

    /** A side of a range that is -1 has no limit. */
    private static PortRange readRange(JsonObject json) {
        int first = json.get("start-port").getAsInt();
        int last = json.get("end-port").getAsInt();
        return new PortRange(Math.max(first, 0), last < 0 ? MAX_PORT : last);
    }

    private static Address readAddress(JsonObject json) {
        return text(json, "virtual-network")
                .<Address>map(Address.Network::new)
                .or(() -> text(json, "security-group").map(Address.SecurityGroup::new))
                .or(() -> text(json, "network-policy").map(Address.PolicyNetworks::new))
                .or(() -> text(json, "subnet").map(Address.Subnet::new))
                .orElseGet(() -> subnets(elements(json, "subnet-list")
                        .map(JsonElement::getAsString)
                        .distinct()
                        .toList()));
    }

    private static Address subnets(List<String> prefixes) {
        return prefixes.size() == 1 ? new Address.Subnet(prefixes.getFirst()) : new Address.Subnets(prefixes);
    }

    /** {@return a container of an object, made if it is not there} */
    static JsonObject inside(JsonObject json, String container) {
        if (json.get(container) instanceof JsonObject inner) {
            return inner;
        }
        var inner = new JsonObject();
        json.add(container, inner);
        return inner;
    }

    private static Optional<String> text(JsonObject json, String leaf) {
        return Optional.ofNullable(json.get(leaf)).map(JsonElement::getAsString);
    }

    private static Stream<JsonElement> elements(JsonObject json, String list) {
        return json.get(list) instanceof JsonArray array
                ? StreamSupport.stream(array.spliterator(), false)
                : Stream.empty();
    }
}
