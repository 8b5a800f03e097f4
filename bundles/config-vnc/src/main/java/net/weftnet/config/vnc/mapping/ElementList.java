package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;

/**
 * A property with nothing but a list in it: what OpenContrail calls a list or map property.
 *
 * @param schema the property
 * @param member the name of the list in it
 * @param keyMember the member that tells the elements of a map apart; empty for a list
 */
public record ElementList(DataSchemaNode schema, String member, String keyMember) {

    /** {@return a property of a type as a list; nothing when it is none} */
    public static Optional<ElementList> of(ResourceType type, String name) {
        if (!(type.properties().get(name) instanceof ContainerSchemaNode container)) {
            return Optional.empty();
        }
        return switch (List.copyOf(container.getChildNodes())) {
            case List<? extends DataSchemaNode> only
            when only.size() == 1 && only.getFirst() instanceof ListSchemaNode list ->
                Optional.of(new ElementList(container, Member.jsonName(list), keyMember(list)));
            case List<? extends DataSchemaNode> only
            when only.size() == 1 && only.getFirst() instanceof LeafListSchemaNode leafs ->
                Optional.of(new ElementList(container, Member.jsonName(leafs), ""));
            default -> Optional.empty();
        };
    }

    private static String keyMember(ListSchemaNode list) {
        var keys = list.getKeyDefinition();
        return keys.size() == 1 && Members.hiddenKey(list).isEmpty()
                ? Names.json(keys.getFirst().getLocalName())
                : "";
    }

    /** {@return whether elements are told apart by a key, not by their number} */
    public boolean isMap() {
        return !keyMember.isEmpty();
    }

    /** {@return the elements of the property} */
    public JsonArray elements(Optional<JsonElement> property) {
        return property.map(object -> object.getAsJsonObject().get(member))
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new);
    }

    /** {@return the property with these elements} */
    public JsonObject property(JsonArray elements) {
        var property = new JsonObject();
        property.add(member, elements);
        return property;
    }

    /** {@return the position of an element} */
    public String position(JsonArray elements, int number) {
        return key(elements.get(number)).orElseGet(() -> Integer.toString(number));
    }

    /** {@return the key of an element of a map} */
    public Optional<String> key(JsonElement element) {
        return isMap() && element instanceof JsonObject object && object.get(keyMember) instanceof JsonPrimitive key
                ? Optional.of(key.getAsString())
                : Optional.empty();
    }
}
