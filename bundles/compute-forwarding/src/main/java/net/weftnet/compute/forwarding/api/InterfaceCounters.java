package net.weftnet.compute.forwarding.api;

/**
 * Traffic of an interface, seen from the node.
 *
 * @param received from the workload, or tunnelled packets from the underlay
 * @param sent to the workload, or tunnelled packets to the underlay
 */
public record InterfaceCounters(Counter received, Counter sent) {}
