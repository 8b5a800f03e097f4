package net.weftnet.config.transformer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.BooleanTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.RangeRestrictedTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/**
 * Makes one object of every type in every place, with every property and reference, from the modules alone: objects are
 * named {@code one}, values are the first that their type allows.
 */
final class Samples {
    private static final String VM = "de300000-0000-4000-8000-0000000000ff";

    /** Texts that types of strings are tried with. */
    private static final List<String> TEXTS = List.of(
            "text",
            "10.1.0.5",
            "fd00::5",
            "10.1.0.0/24",
            VM,
            "02:00:00:00:00:01",
            "target:64512:1",
            "64512:100",
            "12:00:00",
            "0x1",
            "left",
            "CRUD",
            "1",
            "00:11:22:33:44:55:66:77:88:99",
            "2026-01-01T00:00:00Z",
            "32.1");

    /** What the modules or the rules want of values that belong together. */
    private static final Map<String, String> FITTING = Map.ofEntries(
            Map.entry("default-gateway", "10.1.0.1"),
            Map.entry("start", "10.1.0.10"),
            Map.entry("end", "10.1.0.20"),
            Map.entry("dns-server-address", "10.1.0.2"),
            Map.entry("instance-ip-family", "v4"),
            Map.entry("virtual-network-category", "routed"),
            Map.entry("simple-action", "pass"),
            Map.entry("security-group", "local"),
            Map.entry("action", "next"),
            Map.entry("record-type", "MX"));

    /** What the system provides. */
    private static final Set<String> PROVIDED = Set.of(
            "uuid",
            "fq-name",
            "virtual-network-network-id",
            "route-target-number",
            "security-group-id",
            "allocated-numbers");

    private final Map<String, String> names = new HashMap<>();
    private final ConfigSchema schema;
    private int addresses;

    Samples(ConfigSchema schema) {
        this.schema = schema;
        schema.topLevel().forEach(type -> nameAll(type, ""));
    }

    private void nameAll(ObjectType type, String enclosing) {
        var own = type.key().isEmpty() ? type.singletonName() : name(type);
        var fqName = type.fqName(type.parent() instanceof Parent.None ? "" : enclosing, own);
        names.putIfAbsent(type.name(), fqName);
        type.children().forEach(child -> nameAll(child, fqName));
    }

    private static String name(ObjectType type) {
        return type.name().equals("virtual-machine") ? VM : "one";
    }

    /** {@return the whole configuration, the content of the container} */
    JsonObject config() {
        var config = new JsonObject();
        schema.topLevel().forEach(type -> config.add(type.name(), object(type)));
        return config;
    }

    private JsonElement object(ObjectType type) {
        var object = new JsonObject();
        for (var child : type.node().getChildNodes()) {
            var name = child.getQName().getLocalName();
            var inner = type.children().stream()
                    .filter(one -> one.qname().equals(child.getQName()))
                    .findFirst();
            if (inner.isPresent()) {
                object.add(name, object(inner.get()));
            } else if (!PROVIDED.contains(name)) {
                add(object, child, 0);
            }
        }
        if (type.key().isEmpty()) {
            return object;
        }
        object.addProperty("name", name(type));
        return only(object);
    }

    private static JsonArray only(JsonElement entry) {
        var list = new JsonArray();
        list.add(entry);
        return list;
    }

    private void add(JsonObject around, DataSchemaNode node, int choice) {
        var name = node.getQName().getLocalName();
        switch (node) {
            case LeafSchemaNode leaf -> around.add(name, value(leaf.getType(), name));
            case LeafListSchemaNode leafs -> around.add(name, only(value(leafs.getType(), name)));
            case ContainerSchemaNode container -> around.add(name, content(container, choice));
            case ListSchemaNode list -> around.add(name, entries(list));
            case ChoiceSchemaNode alternatives -> {
                var cases = List.copyOf(alternatives.getCases());
                cases.get(choice % cases.size()).getChildNodes().forEach(child -> add(around, child, choice));
            }
            default -> throw new IllegalStateException("No sample of " + node);
        }
    }

    private JsonObject content(DataNodeContainer node, int choice) {
        var content = new JsonObject();
        node.getChildNodes().forEach(child -> add(content, child, choice));
        return content;
    }

    /** One entry, or one for each alternative where they have nothing but a number for a key. */
    private JsonArray entries(ListSchemaNode list) {
        var entries = new JsonArray();
        int alternatives = list.getChildNodes().stream()
                .filter(ChoiceSchemaNode.class::isInstance)
                .mapToInt(choice -> ((ChoiceSchemaNode) choice).getCases().size())
                .max()
                .orElse(1);
        for (int i = 0; i < alternatives; i++) {
            var entry = content(list, i);
            if (alternatives > 1) {
                entry.addProperty("index", i);
            }
            entries.add(entry);
        }
        return entries;
    }

    private JsonElement value(TypeDefinition<?> type, String name) {
        if (name.equals("mac-address")) {
            return new JsonPrimitive("02:00:00:00:00:%02x".formatted(++addresses));
        }
        if (name.matches(".*[_-]limit")) {
            return new JsonPrimitive(100); // Quotas leave room for the samples themselves.
        }
        var fitting = FITTING.get(name);
        if (fitting != null && reference(type).isEmpty() && !(type instanceof RangeRestrictedTypeDefinition)) {
            return new JsonPrimitive(fitting);
        }
        return switch (type) {
            case LeafrefTypeDefinition _ -> new JsonPrimitive(reference(type).orElseThrow());
            case EnumTypeDefinition names ->
                new JsonPrimitive(names.getValues().getFirst().getName());
            case BooleanTypeDefinition _ -> new JsonPrimitive(true);
            case RangeRestrictedTypeDefinition<?, ?> number -> {
                var least = (Number) number.getRangeConstraint()
                        .orElseThrow()
                        .getAllowedRanges()
                        .span()
                        .lowerEndpoint();
                yield new JsonPrimitive(least);
            }
            case StringTypeDefinition text -> new JsonPrimitive(text(text, name));
            case UnionTypeDefinition union -> value(union.getTypes().getFirst(), name);
            default -> throw new IllegalStateException("No value of " + type);
        };
    }

    private Optional<String> reference(TypeDefinition<?> type) {
        return switch (type) {
            case LeafrefTypeDefinition leafref -> {
                var steps = leafref.getPathStatement().getOriginalString().split("/", -1);
                var target = steps[steps.length - 2];
                yield Optional.ofNullable(names.get(target.substring(target.indexOf(':') + 1)));
            }
            case UnionTypeDefinition union -> reference(union.getTypes().getFirst());
            default -> Optional.empty();
        };
    }

    private static String text(StringTypeDefinition type, String name) {
        return TEXTS.stream()
                .filter(text -> fits(type, text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No text fits " + name));
    }

    private static boolean fits(StringTypeDefinition type, String text) {
        StringTypeDefinition step = type;
        while (step != null) {
            boolean length = step.getLengthConstraint()
                    .map(limits -> limits.getAllowedRanges().contains(text.length()))
                    .orElse(true);
            if (!length
                    || !step.getPatternConstraints().stream()
                            .allMatch(pattern -> text.matches(pattern.getJavaPatternString()))) {
                return false;
            }
            step = step.getBaseType();
        }
        return true;
    }
}
