package net.weftnet.config.db.view;

import net.weftnet.config.db.api.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * A value that only one object may have.
 *
 * @param what the leaf, or the series of numbers
 * @param within the object that it is unique in; null for the whole system
 * @param value the value
 */
public record UniqueKey(String what, @Nullable ObjectKey within, Object value) {

    /** {@return a value that is unique in the whole system} */
    public static UniqueKey of(String what, Object value) {
        return new UniqueKey(what, null, value);
    }

    @Override
    public String toString() {
        return what + ' ' + value + (within == null ? "" : " in " + within);
    }
}
