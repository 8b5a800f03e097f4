package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import net.weftnet.config.db.api.Extensions;
import org.opendaylight.yangtools.yang.common.Decimal64;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;

/** Makes OpenContrail's JSON of data of the modules. */
final class ValueWriter {
    private final Members members;

    ValueWriter(Members members) {
        this.members = members;
    }

    /** {@return the value of a node} */
    JsonElement value(DataSchemaNode schema, NormalizedNode data) {
        return switch (data) {
            case LeafNode<?> leaf -> scalar(schema, leaf.body());
            case LeafSetNode<?> leafs -> {
                var values = new JsonArray();
                leafs.body().forEach(leaf -> values.add(scalar(schema, leaf.body())));
                yield values;
            }
            case MapNode list -> entries(schema, list.body());
            case UnkeyedListNode list -> entries(schema, list.body());
            case DataContainerNode container -> object((DataNodeContainer) schema, container);
            default -> throw new IllegalStateException("No JSON for " + data.contract());
        };
    }

    private JsonArray entries(DataSchemaNode schema, Collection<? extends DataContainerNode> entries) {
        var values = new JsonArray();
        entries.forEach(entry -> values.add(object((DataNodeContainer) schema, entry)));
        return values;
    }

    private JsonObject object(DataNodeContainer schema, DataContainerNode data) {
        var object = new JsonObject();
        for (var member : members.of(schema).values()) {
            var value = member.in(data);
            if (value != null) {
                object.add(member.name(), value(member.schema(), value));
            }
        }
        return object;
    }

    /** {@return the attribute of a reference, from the nodes that make it} */
    JsonElement attribute(List<DataSchemaNode> schemas, DataContainerNode entry) {
        if (schemas.size() == 1 && Extensions.isInline(schemas.getFirst())) {
            var only = entry.childByArg(new NodeIdentifier(schemas.getFirst().getQName()));
            return only == null ? new JsonObject() : value(schemas.getFirst(), only);
        }
        var object = new JsonObject();
        for (var schema : schemas) {
            var value = entry.childByArg(new NodeIdentifier(schema.getQName()));
            if (value != null) {
                object.add(Member.jsonName(schema), value(schema, value));
            }
        }
        return object;
    }

    private static JsonElement scalar(DataSchemaNode schema, Object value) {
        return switch (value) {
            case String text when Subnets.isSubnet(((TypedDataSchemaNode) schema).getType()) -> Subnets.write(text);
            case Boolean flag -> new JsonPrimitive(flag);
            case Decimal64 number -> new JsonPrimitive(new BigDecimal(number.toString()));
            case Uint64 number -> new JsonPrimitive(new BigInteger(number.toString()));
            case Number number -> new JsonPrimitive(number.longValue());
            default -> new JsonPrimitive(value.toString());
        };
    }
}
