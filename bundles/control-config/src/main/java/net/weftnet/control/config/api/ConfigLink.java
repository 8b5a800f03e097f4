package net.weftnet.control.config.api;

import java.util.Comparator;

/**
 * A plain link of the configuration as an agent gets it. A link with an attribute arrives as a node
 * {@code attr(left,right)} and two plain links of the same metadata, from each end to that node.
 *
 * @param metadata the link's name, for example {@code virtual-machine-interface-virtual-network}
 */
public record ConfigLink(String metadata, ConfigNode.Name left, ConfigNode.Name right)
        implements Comparable<ConfigLink> {
    private static final Comparator<ConfigLink> ORDER = Comparator.comparing(ConfigLink::metadata)
            .thenComparing(ConfigLink::left)
            .thenComparing(ConfigLink::right);

    @Override
    public int compareTo(ConfigLink other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return metadata + "(" + left + ", " + right + ")";
    }
}
