package net.weftnet.compute.forwarding.api;

/**
 * What an interface punted for one reason.
 *
 * @param punted packets given to Java
 * @param limited packets dropped as there were more a second than a workload may punt
 * @param lost packets dropped as Java was gone or did not keep up
 */
public record PuntCounter(int ifIndex, PuntReason reason, long punted, long limited, long lost) {}
