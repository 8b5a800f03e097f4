package net.weftnet.control.config.api;

import java.util.Set;
import java.util.function.Consumer;

/** All configuration objects of some types, whomever they concern; for who answers questions about any of them. */
public interface ConfigObjects {

    /**
     * Subscribes to the objects of these types and the links among them.
     *
     * @param listener gets all of them first, as soon as the configuration has been read completely, then one delta per
     *     revision that changes some; on the graph's owner thread, so it must not block
     */
    AutoCloseable onObjects(Set<String> types, Consumer<SubgraphDelta> listener);
}
