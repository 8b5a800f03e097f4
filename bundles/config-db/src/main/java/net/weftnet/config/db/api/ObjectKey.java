package net.weftnet.config.db.api;

import java.util.Comparator;

/**
 * Which object is meant.
 *
 * @param type the name of its type
 * @param fqName its fully qualified name
 */
public record ObjectKey(String type, String fqName) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::type).thenComparing(ObjectKey::fqName);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + ' ' + fqName;
    }
}
