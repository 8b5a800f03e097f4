package net.weftnet.config.transformer.intent;

import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;

/**
 * One object of the intent.
 *
 * @param key which one
 * @param type its type, in the place where it is
 * @param data what is in it
 */
public record IntentObject(ObjectKey key, ObjectType type, Data data) {

    /** {@return the fully qualified name} */
    public String fqName() {
        return key.fqName();
    }

    /** {@return the name within the parent} */
    public String name() {
        return Names.last(key.fqName());
    }

    /** {@return the identity, from which those of compiled objects are derived} */
    public String uuid() {
        return data.required("uuid");
    }
}
