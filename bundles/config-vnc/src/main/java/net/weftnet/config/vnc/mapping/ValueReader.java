package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.weftnet.config.db.api.Extensions;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.BooleanTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;

/**
 * Makes JSON as the modules define it (RFC 7951) of OpenContrail's. Clients send null for what they leave out; it is left
 * out here, too. Only the shape is checked here; the values are when the result is decoded.
 */
final class ValueReader {
    private final Members members;

    ValueReader(Members members) {
        this.members = members;
    }

    /**
     * {@return the value of a node; null of JSON when there is none}
     *
     * @param where what the client calls the node
     */
    JsonElement value(DataSchemaNode schema, JsonElement given, String where) throws VncException {
        if (given.isJsonNull()) {
            return JsonNull.INSTANCE;
        }
        return switch (schema) {
            case ListSchemaNode list -> entries(list, array(given, where), where);
            case LeafListSchemaNode leafs -> scalars(leafs, array(given, where), where);
            case DataNodeContainer container -> object(container, given, where);
            case TypedDataSchemaNode leaf -> scalar(leaf, given, where);
            default -> throw new IllegalStateException("No data of " + schema);
        };
    }

    private static JsonArray array(JsonElement given, String where) throws VncException {
        if (given instanceof JsonArray array) {
            return array;
        }
        throw VncException.badRequest(where + " is a list");
    }

    private JsonObject object(DataNodeContainer schema, JsonElement given, String where) throws VncException {
        if (!(given instanceof JsonObject object)) {
            throw VncException.badRequest(where + " is an object");
        }
        var result = new JsonObject();
        for (var entry : object.entrySet()) {
            var member = members.of(schema).get(Names.json(entry.getKey()));
            if (member != null) {
                add(result, member.schema(), entry.getValue(), where);
            } else if (saysSomething(entry.getValue())) {
                throw VncException.badRequest(where + " has no " + entry.getKey());
            }
        }
        return result;
    }

    /**
     * Clients send what nobody has set as null or as an empty list: alternatives of what is set, and members that only
     * other versions have.
     */
    private static boolean saysSomething(JsonElement value) {
        return !value.isJsonNull() && !(value instanceof JsonArray list && list.isEmpty());
    }

    private void add(JsonObject result, DataSchemaNode schema, JsonElement given, String where) throws VncException {
        var value = value(schema, given, where + '.' + Member.jsonName(schema));
        if (saysSomething(value)) {
            result.add(schema.getQName().getLocalName(), value);
        }
    }

    private JsonArray entries(ListSchemaNode list, JsonArray given, String where) throws VncException {
        var result = new JsonArray();
        var hidden = Members.hiddenKey(list);
        for (var element : given) {
            var entry = object(list, element, where);
            hidden.ifPresent(key -> entry.addProperty(key.getLocalName(), result.size()));
            for (var key : list.getKeyDefinition()) {
                if (!entry.has(key.getLocalName())) {
                    entry.add(key.getLocalName(), missingKey((LeafSchemaNode) list.getDataChildByName(key), where));
                }
            }
            result.add(entry);
        }
        return result;
    }

    /** Clients leave out keys that they do not know as keys; OpenContrail gives what is named by a UUID a new one. */
    private static JsonPrimitive missingKey(LeafSchemaNode key, String where) throws VncException {
        if (key.getQName().getLocalName().endsWith("uuid")) {
            return new JsonPrimitive(UUID.randomUUID().toString());
        }
        var usual = key.getType().getDefaultValue();
        if (usual.isPresent()) {
            return new JsonPrimitive(usual.get().toString());
        }
        if (key.getType() instanceof StringTypeDefinition) {
            return new JsonPrimitive("");
        }
        throw VncException.badRequest(where + " needs " + Member.jsonName(key));
    }

    private static JsonArray scalars(LeafListSchemaNode schema, JsonArray given, String where) throws VncException {
        var result = new JsonArray();
        for (var element : given) {
            result.add(scalar(schema, element, where));
        }
        return result;
    }

    private static JsonPrimitive scalar(TypedDataSchemaNode schema, JsonElement given, String where)
            throws VncException {
        if (Subnets.isSubnet(schema.getType())) {
            return Subnets.read(given, where);
        }
        if (!(given instanceof JsonPrimitive value)) {
            throw VncException.badRequest(where + " is one value");
        }
        if (schema.getType() instanceof BooleanTypeDefinition && value.isString()) {
            return new JsonPrimitive(value.getAsString().toLowerCase(Locale.ROOT));
        }
        return value;
    }

    /** Adds the attribute of a reference to the entry that is the reference. */
    void addAttribute(JsonObject entry, List<DataSchemaNode> schemas, JsonElement given, String where)
            throws VncException {
        if (given.isJsonNull()) {
            return;
        }
        if (schemas.size() == 1 && Extensions.isInline(schemas.getFirst())) {
            add(entry, schemas.getFirst(), given, where);
            return;
        }
        if (!(given instanceof JsonObject object)) {
            throw VncException.badRequest(where + " is an object");
        }
        for (var member : object.entrySet()) {
            var schema = schemas.stream()
                    .filter(one -> Member.jsonName(one).equals(Names.json(member.getKey())))
                    .findFirst();
            if (schema.isPresent()) {
                add(entry, schema.get(), member.getValue(), where);
            } else if (saysSomething(member.getValue())) {
                throw VncException.badRequest(where + " has no " + member.getKey());
            }
        }
    }
}
