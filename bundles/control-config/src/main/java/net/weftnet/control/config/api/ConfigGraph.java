package net.weftnet.control.config.api;

import java.util.List;
import java.util.function.Consumer;

/**
 * The configuration graph as read from a configuration node over IF-MAP. It outlives the connection: while no
 * configuration node is reachable subscribers keep what they have, and after a reconnect they get differences only.
 *
 * <p>Listeners are called on the graph's owner thread, in order; they must not block. No listener is called before the
 * graph has been read completely once ({@link #ready}), so nobody takes half a configuration for a whole one.
 */
public interface ConfigGraph {

    /** {@return whether the graph has been read completely since the start} */
    boolean ready();

    /** {@return the revision of the configuration the graph shows, 0 before it is ready} */
    long revision();

    /**
     * Subscribes to the sub-graph that concerns an agent. The root need not exist (yet); then the first delta is empty.
     *
     * @param root usually the agent's virtual-router
     * @param listener gets the whole sub-graph first, then one delta per revision that changes it
     */
    Subscription subscribe(ConfigNode.Name root, Consumer<SubgraphDelta> listener);

    /**
     * Subscribes to the routing instances.
     *
     * @param listener gets all of them first (an empty list if there are none), then one list per revision that
     *     changes some
     */
    AutoCloseable onRoutingInstances(Consumer<List<RoutingInstanceChange>> listener);

    /**
     * Subscribes to the BGP speakers: control nodes and routers outside, with their peerings.
     *
     * @param listener gets all of them first (an empty list if there are none), and all of them again after each
     *     revision that changes some
     */
    AutoCloseable onBgpRouters(Consumer<List<BgpRouter>> listener);

    /**
     * Subscribes to the gateway routers that the system configures.
     *
     * @param listener gets all of them first (an empty list if there are none), and all of them again after each
     *     revision that changes some
     */
    AutoCloseable onGatewayRouters(Consumer<List<GatewayRouter>> listener);

    /** An agent's sub-graph: what can be reached from any of its roots. Safe to use from any thread. */
    interface Subscription extends AutoCloseable {

        /** Adds a root, for example {@code virtual-machine:<uuid>} of a workload that was plugged before it was configured. */
        void addRoot(ConfigNode.Name root);

        /** Takes back {@link #addRoot}; what no other root reaches is removed. */
        void removeRoot(ConfigNode.Name root);

        /** Ends the subscription; the listener may see one delta that was under way, and then nothing more. */
        @Override
        void close();
    }
}
