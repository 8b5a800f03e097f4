package net.weftnet.config.vnc.resource;

import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.index.ObjectIndex;
import net.weftnet.config.vnc.index.Objects;
import net.weftnet.config.vnc.index.VisibleObjects;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;
import net.weftnet.config.vnc.mapping.VncSchema;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * The configuration, with what is needed to show it in OpenContrail's way.
 *
 * @param datastore where it is; as a caller may see and change it
 * @param schema the types of objects
 * @param codec their JSON
 * @param index where an object is that the caller may see
 */
public record Configuration(ConfigDatastore datastore, VncSchema schema, ObjectCodec codec, Objects index) {

    /** What config-db says of a quota; OpenContrail has a status of its own for it. */
    private static final Optional<String> QUOTA_EXCEEDED = Optional.of("quota-exceeded");

    /**
     * {@return the configuration as somebody may see and change it who may not do everything}
     *
     * @param all the objects of this configuration
     */
    Configuration as(Permissions permissions, ObjectIndex all) {
        var guarded = permissions.guard(datastore);
        return new Configuration(guarded, schema, codec, new VisibleObjects(all, guarded, permissions));
    }

    /** {@return the type of an entry of the index} */
    ResourceType type(Entry entry) {
        return schema.type(entry.type());
    }

    /** {@return an object of the tree; nothing when it is not there any more} */
    Optional<Found> read(Snapshot snapshot, Entry entry) {
        var type = type(entry);
        var place = type.places().stream()
                .filter(one -> entry.isCompiled() || one.type() == entry.type())
                .findFirst()
                .orElseThrow();
        var data = entry.isCompiled()
                ? index.compiled(entry.key())
                : snapshot.tree().readNode(entry.path()).map(DataContainerNode.class::cast);
        return data.filter(one -> ObjectCodec.isIdentified(type, one)).map(one -> Found.of(index, type, place, one));
    }

    /**
     * {@return the object of a type with a UUID}
     *
     * @throws VncException when there is none
     */
    Entry require(ResourceType type, String uuid) throws VncException {
        return index.find(parsed(uuid))
                .filter(entry -> entry.key().type().equals(type.name()))
                .orElseThrow(() -> VncException.notFound("No " + type.name() + " object found for id " + uuid));
    }

    /**
     * {@return an object that may be changed}
     *
     * @throws VncException when the system makes it, and nobody else
     */
    static Entry requireConfigured(Entry entry) throws VncException {
        if (entry.isCompiled()) {
            throw madeBySystem(entry.key().type() + " objects");
        }
        return entry;
    }

    /** {@return a refusal to change what only the system makes} */
    static VncException madeBySystem(String what) {
        return new VncException(403, "Permission Denied: " + what + " are made by the system");
    }

    /**
     * {@return the object with a UUID}
     *
     * @throws VncException when there is none
     */
    Entry require(UUID uuid) throws VncException {
        return index.find(uuid).orElseThrow(() -> VncException.notFound("UUID " + uuid + " not found"));
    }

    /** What is no UUID is nobody's. */
    private static UUID parsed(String uuid) throws VncException {
        try {
            return Uuids.parse(uuid);
        } catch (VncException e) {
            throw VncException.notFound(e.text());
        }
    }

    /**
     * Makes one commit of a request.
     *
     * @throws VncException when the change is refused
     */
    void commit(Request request, YangInstanceIdentifier target, Edit edit) throws VncException {
        try {
            datastore.commit(request.author(), request.comment(), tree -> apply(edit, tree, target));
        } catch (ConfigException e) {
            throw new VncException(status(e), String.valueOf(e.getMessage()));
        }
    }

    /** This is how the tree refuses what does not fit its schema; anything else is a fault of ours. */
    private static void apply(Edit edit, DataTreeModification tree, YangInstanceIdentifier target)
            throws ConfigException {
        try {
            edit.apply(tree);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(Kind.INVALID, target, String.valueOf(e.getMessage()), e);
        }
    }

    private static int status(ConfigException refusal) {
        if (refusal.appTag().equals(QUOTA_EXCEEDED)) {
            return 412;
        }
        return switch (refusal.kind()) {
            case MISSING -> 404;
            case INVALID, UNKNOWN_REFERENCE -> 400;
            case EXISTS, IN_USE, DUPLICATE, EXHAUSTED -> 409;
            case DENIED -> 403;
            case TOO_LARGE -> 413;
            case UNAVAILABLE -> 503;
        };
    }
}
