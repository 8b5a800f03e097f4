package net.weftnet.control.rib.api;

import java.util.List;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;

/** One thing an agent is told about a routing instance. */
public sealed interface RouteChange {

    /** {@return the destination, without distinguisher, label and path identifier} */
    Nlri destination();

    /**
     * The destination is reached like this, whatever was said before.
     *
     * @param paths the best one, and those as good as it
     * @param virtualNetwork the network the destination is in, empty if that is not known
     */
    record Reach(Nlri destination, List<RoutePath> paths, String virtualNetwork) implements RouteChange {
        public Reach {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The agent's place in the distribution tree of a group, whatever was said before.
     *
     * @param destination with the distinguisher of the agent
     * @param label the label of the agent's own under which it takes packets of the tree
     * @param replicas its neighbours, each with a label of theirs: what comes from one goes to the others
     */
    record Replicate(ErmVpnNlri destination, int label, List<RoutePath> replicas) implements RouteChange {
        public Replicate {
            replicas = List.copyOf(replicas);
        }
    }

    /** The destination is reached no more. */
    record Withdraw(Nlri destination) implements RouteChange {}
}
