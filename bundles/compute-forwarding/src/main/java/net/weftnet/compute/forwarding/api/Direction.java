package net.weftnet.compute.forwarding.api;

/** A way through a port, seen from the workload. The ordinal is the code in the kernel. */
public enum Direction {
    FROM_WORKLOAD,
    TO_WORKLOAD
}
