package net.weftnet.config.db.api;

import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * An object before and after a change.
 *
 * @param before null when the object is new
 * @param after null when the object is gone
 */
public record ObjectChange(
        ObjectType type,
        ObjectKey key,
        YangInstanceIdentifier path,
        @Nullable DataContainerNode before,
        @Nullable DataContainerNode after) {}
