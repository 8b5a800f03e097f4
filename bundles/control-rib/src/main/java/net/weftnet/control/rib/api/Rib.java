package net.weftnet.control.rib.api;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/**
 * Service: the routing information base. One thread owns it; changes are queued and done in the order they were asked
 * for, so none of these methods but the views waits.
 */
public interface Rib {

    /** Creates, changes and removes routing instances. */
    void configure(List<InstanceChange> changes);

    /**
     * Says who this node is among BGP speakers. Until then it asks none of them for routes.
     *
     * @param as our AS, 0 if it speaks no BGP any more
     * @param identifier our BGP identifier
     */
    void identify(long as, IpAddress identifier);

    /**
     * Tells routers nothing, or tells them again: after a start what this node knows is not worth telling until it has heard
     * what there is (RFC 4724 section 4.1). What they say counts meanwhile.
     */
    void holdBack(boolean held);

    /**
     * Adds an agent, without session: it has no routes and is told none until it is connected.
     *
     * @param name unique among all peers
     */
    RibAgent addAgent(String name);

    /**
     * Adds a router or another control node, without session.
     *
     * @param name unique among all peers
     */
    RibRouter addRouter(String name);

    /** {@return the routing instances, by name} */
    List<InstanceView> instances();

    /** {@return the tables that are there: those of all VPNs, then those of instances, by name} */
    List<TableView> tables();

    /** {@return the routes of a table, in the order of their destinations; empty if there is no such table} */
    List<RouteView> routes(TableName table);

    /** {@return how each path to a prefix compares with the best one, in every table that has it} */
    List<Decision> explain(IpPrefix prefix);

    /** {@return the peers, by name} */
    List<PeerView> peers();
}
