package net.weftnet.config.vnc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.config.db.api.Extensions;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.vnc.mapping.Names;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.ResourceType.Place;
import net.weftnet.config.vnc.mapping.VncSchema;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraintAware;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.BooleanTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.RangeRestrictedTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.UnionTypeDefinition;

/**
 * One object of every type in every place, in OpenContrail's JSON, with everything it can have, from the modules alone:
 * objects are named {@code one}, values are the first that their type allows.
 */
final class Samples {
    private static final String UUID = "de300000-0000-4000-8000-0000000000ff";

    /** Texts that types of strings are tried with. */
    private static final List<String> TEXTS = List.of(
            "text",
            "10.1.0.5",
            "fd00::5",
            "10.1.0.0/24",
            UUID,
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
    private static final Set<String> PROVIDED = Set.of("virtual-network-network-id", "security-group-id");

    private final VncSchema schema;
    private int addresses;

    /**
     * An object.
     *
     * @param type its type
     * @param names its name
     * @param necessary what it cannot be made without
     * @param all everything
     */
    record Sample(ResourceType type, Place place, List<String> names, JsonObject necessary, JsonObject all) {}

    Samples(VncSchema schema) {
        this.schema = schema;
    }

    List<Sample> all() {
        var samples = new ArrayList<Sample>();
        for (var type : schema.types()) {
            if (type.isCompiled()) {
                continue;
            }
            for (var place : type.places()) {
                samples.add(sample(type, place));
            }
        }
        return samples;
    }

    private Sample sample(ResourceType type, Place place) {
        var names = names(place);
        var all = new JsonObject();
        type.properties().forEach((name, property) -> {
            if (!PROVIDED.contains(property.getQName().getLocalName()) && !name.equals("id_perms")) {
                all.add(name, value(property, 0));
            }
        });
        var necessary = all.deepCopy();
        type.references().forEach((name, reference) -> {
            var node = place.type()
                    .node()
                    .getDataChildByName(reference.path().steps().getFirst());
            var list = only(reference(reference));
            all.add(name, list);
            if (isNecessary(node)) {
                necessary.add(name, list);
            }
        });
        for (var object : List.of(necessary, all)) {
            var fqName = new JsonArray();
            names.forEach(fqName::add);
            object.add("fq_name", fqName);
            object.addProperty("parent_type", place.parentType().orElse(ResourceType.CONFIG_ROOT));
        }
        return new Sample(type, place, names, necessary, all);
    }

    private static boolean isNecessary(DataSchemaNode node) {
        return node instanceof LeafSchemaNode leaf && leaf.isMandatory()
                || node instanceof ElementCountConstraintAware list
                        && list.getElementCountConstraint()
                                .map(limits -> limits.getMinElements() != null && limits.getMinElements() > 0)
                                .orElse(false);
    }

    private static List<String> names(Place place) {
        var names = new ArrayList<String>();
        if (place.type().parent() instanceof ObjectType.Parent.Fixed fixed) {
            names.addAll(List.of(fixed.fqName().split(":")));
        }
        place.above().forEach(type -> names.add(name(type)));
        names.add(name(place.type()));
        return names;
    }

    private static String name(ObjectType type) {
        return type.key().isEmpty() ? type.singletonName() : type.name().equals("virtual-machine") ? UUID : "one";
    }

    private JsonObject reference(Reference reference) {
        var target = schema.type(ResourceType.target(reference)).orElseThrow();
        var to = new JsonArray();
        names(target.places().getFirst()).forEach(to::add);
        var result = new JsonObject();
        result.add("to", to);
        if (reference.hasAttribute()) {
            var nodes = reference.attribute();
            if (nodes.size() == 1 && Extensions.isInline(nodes.getFirst())) {
                result.add("attr", value(nodes.getFirst(), 0));
            } else {
                var attribute = new JsonObject();
                nodes.forEach(node -> add(attribute, node, 0));
                result.add("attr", attribute);
            }
        }
        return result;
    }

    private void add(JsonObject around, DataSchemaNode node, int choice) {
        if (Extensions.isInternal(node)) {
            return;
        }
        if (node instanceof ChoiceSchemaNode alternatives) {
            var cases = List.copyOf(alternatives.getCases());
            cases.get(choice % cases.size()).getChildNodes().forEach(child -> add(around, child, choice));
        } else {
            around.add(Names.json(node.getQName().getLocalName()), value(node, choice));
        }
    }

    private JsonElement value(DataSchemaNode node, int choice) {
        var name = node.getQName().getLocalName();
        return switch (node) {
            case LeafSchemaNode leaf -> value(leaf.getType(), name);
            case LeafListSchemaNode leafs -> only(value(leafs.getType(), name));
            case ContainerSchemaNode container -> content(container, choice);
            case ListSchemaNode list -> entries(list);
            default -> throw new IllegalStateException("No sample of " + node);
        };
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
            entries.add(content(list, i));
        }
        return entries;
    }

    private static JsonArray only(JsonElement entry) {
        var list = new JsonArray();
        list.add(entry);
        return list;
    }

    private JsonElement value(TypeDefinition<?> type, String name) {
        if (isSubnet(type)) {
            var subnet = new JsonObject();
            subnet.addProperty("ip_prefix", "10.1.0.0");
            subnet.addProperty("ip_prefix_len", 24);
            return subnet;
        }
        if (name.equals("mac-address")) {
            return new JsonPrimitive(String.format("02:00:00:00:00:%02x", ++addresses));
        }
        if (name.matches(".*[_-]limit")) {
            return new JsonPrimitive(100); // Quotas leave room for the samples themselves.
        }
        String fitting = FITTING.get(name);
        if (fitting != null && !(type instanceof RangeRestrictedTypeDefinition)) {
            return new JsonPrimitive(fitting);
        }
        return switch (type) {
            case BooleanTypeDefinition _ -> new JsonPrimitive(true);
            case EnumTypeDefinition names ->
                new JsonPrimitive(names.getValues().getFirst().getName());
            case RangeRestrictedTypeDefinition<?, ?> number ->
                new JsonPrimitive(((Number) number.getRangeConstraint()
                                .orElseThrow()
                                .getAllowedRanges()
                                .span()
                                .lowerEndpoint())
                        .longValue());
            case StringTypeDefinition text -> new JsonPrimitive(text(text, name));
            case UnionTypeDefinition union -> value(union.getTypes().getFirst(), name);
            default -> throw new IllegalStateException("No value of " + type);
        };
    }

    private static boolean isSubnet(TypeDefinition<?> type) {
        return type != null
                && (type.getQName().getLocalName().equals("subnet")
                                && type.getQName().getNamespace().toString().equals("urn:weftnet:types")
                        || isSubnet(type.getBaseType()));
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
