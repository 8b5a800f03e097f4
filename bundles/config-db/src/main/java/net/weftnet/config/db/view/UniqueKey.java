package net.weftnet.config.db.view;

/**
 * A value that only one object may have.
 *
 * @param what the leaf, or the series of numbers
 * @param within the object that it is unique in; empty for the whole system
 * @param value the value
 */
public record UniqueKey(String what, String within, Object value) {

    @Override
    public String toString() {
        return what + ' ' + value + (within.isEmpty() ? "" : " in " + within);
    }
}
