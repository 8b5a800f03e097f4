package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpPrefix;

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
