package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import net.weftnet.config.db.api.Reference;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;

/** Makes data as the modules have it of an object in OpenContrail's JSON. */
final class ObjectReader {
    private final ValueReader values;
    private final Referent referent;

    ObjectReader(ValueReader values, Referent referent) {
        this.values = values;
        this.referent = referent;
    }

    /**
     * {@return what a client said of an object}. Members that are neither properties nor references are not looked at, as
     * OpenContrail does not: clients send back what they once read, children and all.
     */
    Given read(ResourceType type, JsonObject object) throws VncException {
        var given = new Given();
        for (var member : object.entrySet()) {
            var property = type.properties().get(member.getKey());
            var reference = type.references().get(member.getKey());
            if (property != null) {
                put(given, property, property(property, member));
            } else if (reference != null) {
                var schema = type.places()
                        .getFirst()
                        .type()
                        .node()
                        .getDataChildByName(reference.path().steps().getFirst());
                put(given, schema, references(schema, reference, member.getValue(), member.getKey()));
            }
        }
        return given;
    }

    private static void put(Given given, DataSchemaNode schema, JsonElement value) {
        given.nodes().add(schema.getQName());
        if (!value.isJsonNull()) {
            given.content().add(schema.getQName().getLocalName(), value);
        }
    }

    private JsonElement property(DataSchemaNode schema, Map.Entry<String, JsonElement> member) throws VncException {
        var value = member.getKey().equals(IdPerms.PROPERTY) ? IdPerms.accepted(member.getValue()) : member.getValue();
        return values.value(schema, value, member.getKey());
    }

    /** {@return a property as the modules have it} */
    JsonElement property(DataSchemaNode schema, JsonElement value) throws VncException {
        return values.value(schema, value, Member.jsonName(schema));
    }

    /** Clients send back what they once read: what the system added among it is not looked at. */
    private JsonElement references(DataSchemaNode schema, Reference reference, JsonElement given, String where)
            throws VncException {
        if (given.isJsonNull()) {
            return JsonNull.INSTANCE;
        }
        if (!(given instanceof JsonArray list)) {
            throw VncException.badRequest(where + " is a list");
        }
        var result = new JsonArray();
        for (var element : list) {
            if (!(element instanceof JsonObject one)) {
                throw VncException.badRequest(where + " is a list of objects");
            }
            if (!referent.isCompiled(ResourceType.target(reference), one)) {
                result.add(reference(schema, reference, one, where));
            }
        }
        if (!(schema instanceof LeafSchemaNode)) {
            return result;
        }
        if (result.size() > 1) {
            throw VncException.badRequest(where + " has more than one reference");
        }
        return result.isEmpty() ? JsonNull.INSTANCE : result.get(0);
    }

    /** {@return one reference as the modules have it} */
    JsonElement reference(DataSchemaNode schema, Reference reference, JsonObject given, String where)
            throws VncException {
        var fqName = new JsonPrimitive(referent.fqName(ResourceType.target(reference), given));
        if (schema instanceof LeafSchemaNode || schema instanceof LeafListSchemaNode) {
            return fqName;
        }
        var entry = new JsonObject();
        entry.add(reference.path().leafName(), fqName);
        if (given.has("attr")) {
            values.addAttribute(entry, reference.attribute(), given.get("attr"), where + ".attr");
        }
        return entry;
    }
}
