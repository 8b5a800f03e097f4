package net.weftnet.config.vnc.resource;

import java.util.UUID;
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
 */
record Found(ResourceType type, Place place, String fqName, DataContainerNode data) {

    UUID uuid() {
        return ObjectCodec.uuid(type, data);
    }

    String name() {
        return fqName.substring(fqName.lastIndexOf(':') + 1);
    }

    /** {@return the fully qualified name of the object around it} */
    String enclosing() {
        int colon = fqName.lastIndexOf(':');
        return colon < 0 ? "" : fqName.substring(0, colon);
    }
}
