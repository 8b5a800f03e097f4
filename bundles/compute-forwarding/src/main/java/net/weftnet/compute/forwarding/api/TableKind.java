package net.weftnet.compute.forwarding.api;

/** The tables of the forwarding plane, each before those that refer to it. */
public enum TableKind {
    RULE_SET,
    POLICY,
    GROUP_LIST,
    INTERFACE,
    FLOATING,
    NEXT_HOP,
    LABEL,
    VNI,
    ROUTE,
    BRIDGE,
    NEIGHBOUR
}
