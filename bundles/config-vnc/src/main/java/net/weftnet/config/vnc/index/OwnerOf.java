package net.weftnet.config.vnc.index;

import java.util.Optional;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.api.ObjectType.Parent;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;

/** Finds the parent of an object that names it by a reference, as compiled objects do. */
public final class OwnerOf {

    private OwnerOf() {}

    /** {@return the parent that an object names; nothing when its type has another way of having one} */
    public static Optional<ObjectKey> object(ObjectType type, DataContainerNode data) {
        if (!(type.parent() instanceof Parent.Referred referred)) {
            return Optional.empty();
        }
        for (var owner : referred.owners()) {
            var leaf = new NodeIdentifier(owner.path().steps().getFirst());
            if (data.childByArg(leaf) instanceof LeafNode<?> name) {
                var target = owner.targetTypes().iterator().next();
                return Optional.of(new ObjectKey(target, name.body().toString()));
            }
        }
        return Optional.empty();
    }
}
