package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;

/** What names an entry in its table. */
public sealed interface TableKey {

    /** {@return the table} */
    TableKind table();

    /** An interface, by the index the kernel gave it. */
    record InterfaceKey(int ifIndex) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.INTERFACE;
        }
    }

    /** A next hop, by the number the agent gave it. */
    record NextHopKey(int id) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.NEXT_HOP;
        }
    }

    /** A route, by its prefix in a VRF. */
    record RouteKey(int vrf, IpPrefix prefix) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.ROUTE;
        }
    }

    /** An MPLS label of this node. */
    record LabelKey(int label) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.LABEL;
        }
    }

    /** A VXLAN network of this node, by its id. */
    record VniKey(int vni) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.VNI;
        }
    }

    /** A MAC address in the bridge of a VRF. */
    record BridgeKey(int vrf, MacAddress mac) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.BRIDGE;
        }
    }

    /** An IP address whose MAC address is known in a VRF. */
    record NeighbourKey(int vrf, IpAddress address) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.NEIGHBOUR;
        }
    }

    /** A rule set, by its number. */
    record RuleSetKey(int number) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.RULE_SET;
        }
    }

    /** A policy, by its number. */
    record PolicyKey(int number) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.POLICY;
        }
    }

    /** The floating addresses of an interface, by its index. */
    record FloatingKey(int ifIndex) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.FLOATING;
        }
    }

    /** A list of security groups, by its number. */
    record GroupListKey(int number) implements TableKey {
        @Override
        public TableKind table() {
            return TableKind.GROUP_LIST;
        }
    }
}
