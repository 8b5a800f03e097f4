package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ObjectTimes;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.Reference;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;

/** Objects in OpenContrail's JSON and as data of the modules, one made of the other. Thread-safe. */
public final class ObjectCodec {
    private static final String ID_PERMS = "id-perms";
    private static final String PERMS2 = "perms2";

    /** What clients find in every object, also in one that the modules give none of it. */
    static final Set<String> OF_ALL = Set.of(IdPerms.PROPERTY, PERMS2, "display_name");

    private final ValueReader reader;
    private final ValueWriter writer;
    private final NodeDecoder decoder;
    private final ObjectTimes times;

    /** A codec for the objects of a datastore. */
    public ObjectCodec(ConfigDatastore datastore, ObjectTimes times) {
        this.times = times;
        var members = new Members();
        reader = new ValueReader(members);
        writer = new ValueWriter(members);
        decoder = new NodeDecoder(datastore.modelContext());
    }

    /**
     * {@return what a client said of an object}
     *
     * @param referent finds what its references are to
     * @throws VncException when it has not the shape that the modules ask for
     */
    public Given read(ResourceType type, JsonObject object, Referent referent) throws VncException {
        return new ObjectReader(reader, referent).read(type, object);
    }

    /**
     * {@return one reference as the list of references in an object has it: a text, or an entry with an attribute}
     *
     * @throws VncException when it names nothing, or has not the attribute that the modules ask for
     */
    public JsonElement reference(DataSchemaNode schema, Reference reference, JsonObject given, Referent referent)
            throws VncException {
        return new ObjectReader(reader, referent).reference(schema, reference, given, Names.json(reference.name()));
    }

    /**
     * {@return a property as the modules have it}
     *
     * @throws VncException when it has not the shape that the modules ask for
     */
    public JsonElement property(DataSchemaNode schema, JsonElement value) throws VncException {
        return reader.value(schema, value, Member.jsonName(schema));
    }

    /** Gives an object its name and its UUID. */
    public static void identify(Given given, ObjectType type, String name, Optional<UUID> uuid) {
        var content = given.content();
        type.key().ifPresent(key -> content.addProperty(key.getLocalName(), name));
        uuid.ifPresent(value -> content.addProperty(type.uuidLeaf().getLocalName(), value.toString()));
    }

    /**
     * {@return an object as the modules have it}
     *
     * @param around the object that it is in, or the container of the configuration
     * @throws VncException when a value is not of its type
     */
    public DataContainerNode object(YangInstanceIdentifier around, ObjectType type, JsonObject content)
            throws VncException {
        JsonElement value = content;
        if (type.key().isPresent()) {
            var list = new JsonArray();
            list.add(content);
            value = list;
        }
        return switch (decoder.decode(around, type.qname(), value)) {
            case MapNode list -> list.body().iterator().next();
            case ContainerNode container -> container;
            case NormalizedNode other -> throw new IllegalStateException("No object is a " + other.contract());
        };
    }

    /**
     * {@return a node of an object as the modules have it}
     *
     * @throws VncException when a value is not of its type
     */
    public NormalizedNode node(YangInstanceIdentifier object, QName name, JsonElement value) throws VncException {
        return decoder.decode(object, name, value);
    }

    /** {@return the container with what everybody may know of an object, which changes by parts} */
    public static QName idPerms(ObjectType type) {
        return QName.create(type.qname(), ID_PERMS);
    }

    /** {@return a property of an object; what every object has is there, whether it was given or not} */
    public Optional<JsonElement> property(ResourceType type, String name, DataContainerNode object) {
        var value = stored(type, name, object);
        return switch (name) {
            case IdPerms.PROPERTY -> {
                var uuid = uuid(type, object);
                yield Optional.of(
                        IdPerms.complete((JsonObject) value.orElseGet(JsonObject::new), uuid, times.times(uuid)));
            }
            case PERMS2 -> Optional.of(Perms2.complete((JsonObject) value.orElseGet(JsonObject::new)));
            case "display_name" -> value.or(() -> Optional.of(new JsonPrimitive(name(type, object))));
            default -> value;
        };
    }

    /** {@return a property as it is in the data; nothing when there is none} */
    public Optional<JsonElement> stored(ResourceType type, String name, DataContainerNode data) {
        var schema = type.properties().get(name);
        if (schema == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(data.childByArg(new NodeIdentifier(schema.getQName())))
                .map(node -> writer.value(schema, node));
    }

    /** {@return the attribute of a reference; null of JSON when it has none} */
    public JsonElement attribute(Reference reference, DataContainerNode entry) {
        return reference.hasAttribute() ? writer.attribute(reference.attribute(), entry) : JsonNull.INSTANCE;
    }

    /** {@return whether an object is there for who looks at it, and not just the way to something in it} */
    public static boolean isIdentified(ResourceType type, DataContainerNode object) {
        var first = type.places().getFirst().type();
        return object.childByArg(new NodeIdentifier(first.uuidLeaf())) != null
                && object.childByArg(new NodeIdentifier(first.fqNameLeaf())) != null;
    }

    /** {@return the UUID of an object} */
    public static UUID uuid(ResourceType type, DataContainerNode object) {
        return UUID.fromString(text(object, type.places().getFirst().type().uuidLeaf()));
    }

    /** {@return the fully qualified name of an object} */
    public static String fqName(ResourceType type, DataContainerNode object) {
        return text(object, type.places().getFirst().type().fqNameLeaf());
    }

    private static String name(ResourceType type, DataContainerNode object) {
        var fqName = fqName(type, object);
        return fqName.substring(fqName.lastIndexOf(':') + 1);
    }

    private static String text(DataContainerNode object, QName leaf) {
        if (object.childByArg(new NodeIdentifier(leaf)) instanceof LeafNode<?> node) {
            return node.body().toString();
        }
        throw new IllegalStateException("An object of the configuration has no " + leaf.getLocalName());
    }
}
