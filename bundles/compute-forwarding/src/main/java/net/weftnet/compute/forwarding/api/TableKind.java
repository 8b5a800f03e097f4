package net.weftnet.compute.forwarding.api;

/** The tables of the forwarding plane. */
public enum TableKind {
    INTERFACE,
    NEXT_HOP,
    ROUTE,
    LABEL
}
