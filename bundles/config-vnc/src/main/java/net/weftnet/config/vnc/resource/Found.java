package net.weftnet.config.vnc.resource;

import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.vnc.index.Objects;
import net.weftnet.config.vnc.index.OwnerOf;
import net.weftnet.config.vnc.mapping.ObjectCodec;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.ResourceType.Place;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * An object of a tree.
 *
 * @param type its type
 * @param place where it is
 * @param fqName its fully qualified name
 * @param data what it has
 * @param added what the system adds to it
 */
record Found(ResourceType type, Place place, String fqName, DataContainerNode data, Optional<DataContainerNode> added) {

    /** An object of the configuration, with what the system adds to it. */
    static Found of(Objects index, ResourceType type, Place place, DataContainerNode data) {
        var fqName = ObjectCodec.fqName(type, data);
        var added = type.added().isPresent()
                ? index.compiled(new ObjectKey(type.name(), fqName))
                : Optional.<DataContainerNode>empty();
        return new Found(type, place, fqName, data, added);
    }

    UUID uuid() {
        return ObjectCodec.uuid(type, data);
    }

    String name() {
        return fqName.substring(fqName.lastIndexOf(':') + 1);
    }

    /** {@return its parent; none below the root} */
    Optional<ObjectKey> parent() {
        int colon = fqName.lastIndexOf(':');
        var enclosing = colon < 0 ? "" : fqName.substring(0, colon);
        return place.parentType()
                .map(parent -> new ObjectKey(parent, enclosing))
                .or(() -> OwnerOf.object(place.type(), data));
    }
}
