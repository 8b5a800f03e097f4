package net.weftnet.config.vnc.index;

import java.util.List;
import java.util.UUID;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * An object that exists.
 *
 * @param type its type, in the place where it is
 * @param key its type and fully qualified name
 * @param uuid its UUID
 * @param path where it is in the tree
 */
public record Entry(ObjectType type, ObjectKey key, UUID uuid, YangInstanceIdentifier path) {

    /** {@return whether the system makes it of others, so that nobody else changes it} */
    public boolean isCompiled() {
        return type.qname().getModule().equals(ConfigSchema.COMPILED.getModule());
    }

    /** {@return the names that its fully qualified name is made of} */
    public List<String> names() {
        return names(key.fqName());
    }

    /** {@return the names that a fully qualified name is made of} */
    public static List<String> names(String fqName) {
        return List.of(fqName.split(":", -1));
    }

    /** {@return its name} */
    public String name() {
        return names().getLast();
    }
}
