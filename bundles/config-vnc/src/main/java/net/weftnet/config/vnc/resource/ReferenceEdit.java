package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.Referent;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;

/** Adds one reference to an object, or takes one away; the others stay. */
final class ReferenceEdit {
    private final Configuration config;
    private final Entry object;
    private final Reference reference;
    private final DataSchemaNode schema;
    private final YangInstanceIdentifier path;

    /**
     * For the references of an object to those of a type.
     *
     * @throws IllegalArgumentException when its type has no such references
     */
    ReferenceEdit(Configuration config, Entry object, String type) {
        this.config = config;
        this.object = object;
        reference = config.type(object)
                .referenceTo(type)
                .orElseThrow(() -> new IllegalArgumentException(object.key() + " has no references to " + type));
        QName name = reference.path().steps().getFirst();
        schema = object.type().node().getDataChildByName(name);
        path = object.path().node(name);
    }

    /** {@return the list with just this reference, or the leaf that is it} */
    NormalizedNode decode(JsonObject given, Referent referent) throws VncException {
        JsonElement value = config.codec().reference(schema, reference, given, referent);
        if (!(schema instanceof LeafSchemaNode)) {
            var list = new JsonArray();
            list.add(value);
            value = list;
        }
        return config.codec().node(object.path(), schema.getQName(), value);
    }

    /** Adds what was decoded. One that is there already gets the new attribute and stays in its place. */
    void add(DataTreeModification tree, String target, NormalizedNode decoded) throws ConfigException {
        if (schema instanceof LeafSchemaNode) {
            var present = tree.readNode(path);
            if (present.isPresent() && !((LeafNode<?>) present.get()).body().equals(target)) {
                throw new ConfigException(
                        Kind.EXISTS, path, object.key() + " has a reference already, and can have only one");
            }
            tree.write(path, decoded);
            return;
        }
        var entry = only(decoded);
        tree.merge(path, decoded);
        tree.write(path.node(entry.name()), entry);
    }

    private static NormalizedNode only(NormalizedNode list) {
        return switch (list) {
            case MapNode entries -> entries.body().iterator().next();
            case LeafSetNode<?> leafs -> leafs.body().iterator().next();
            default -> throw new IllegalStateException("No references are a " + list.contract());
        };
    }

    /** Takes a reference away, if it is there. */
    void remove(DataTreeModification tree, String target) {
        var place =
                switch (schema) {
                    case LeafSchemaNode _ -> path;
                    case LeafListSchemaNode _ -> path.node(new NodeWithValue<>(schema.getQName(), target));
                    default ->
                        path.node(NodeIdentifierWithPredicates.of(
                                schema.getQName(), reference.path().steps().getLast(), target));
                };
        var present = tree.readNode(place);
        if (present.isPresent()
                && (!(present.get() instanceof LeafNode<?> leaf) || leaf.body().equals(target))) {
            tree.delete(place);
        }
    }
}
