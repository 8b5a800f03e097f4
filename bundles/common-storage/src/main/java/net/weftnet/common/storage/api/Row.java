package net.weftnet.common.storage.api;

import java.util.Arrays;

/**
 * One row of a table.
 *
 * @param key up to 1,024 bytes of UTF-8
 * @param value up to 64 MiB; the caller does not change it any more
 */
public record Row(String key, byte[] value) {

    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 1024;

    /** The longest value, in bytes. */
    public static final int MAX_VALUE_BYTES = 64 << 20;

    @Override
    public boolean equals(Object other) {
        return other instanceof Row(var otherKey, var otherValue)
                && key.equals(otherKey)
                && Arrays.equals(value, otherValue);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key + " (" + value.length + " bytes)";
    }
}
