package net.weftnet.control.rib.api;

import java.util.List;

/**
 * A routing instance as it is now.
 *
 * @param prefixes destinations in its tables
 * @param subscribers names of the agents that take part in it
 */
public record InstanceView(InstanceConfig config, int prefixes, int paths, List<String> subscribers) {
    public InstanceView {
        subscribers = List.copyOf(subscribers);
    }
}
