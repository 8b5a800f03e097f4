package net.weftnet.compute.agent.config;

/**
 * What identifies a configuration object.
 *
 * @param type for example {@code virtual-network}
 * @param name the fully qualified name, for example {@code default-domain:demo:front}
 */
public record ObjectName(String type, String name) implements Comparable<ObjectName> {

    @Override
    public int compareTo(ObjectName other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return type + ":" + name;
    }
}
