package net.weftnet.config.transformer.api;

import java.util.Comparator;

/**
 * The name of an object of the graph.
 *
 * @param type the type with hyphens, for example {@code virtual-network}
 * @param fqName the fully qualified name, for example {@code default-domain:demo:front}
 */
public record ObjectName(String type, String fqName) implements Comparable<ObjectName> {

    /** The object every other one hangs below. */
    public static final ObjectName ROOT = new ObjectName("config-root", "root");

    private static final Comparator<ObjectName> ORDER =
            Comparator.comparing(ObjectName::type).thenComparing(ObjectName::fqName);

    @Override
    public int compareTo(ObjectName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + ":" + fqName;
    }
}
