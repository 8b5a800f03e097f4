package net.weftnet.compute.agent.oper;

import net.weftnet.common.net.IpAddress;

/**
 * An address that a workload has beside its own, in a network that may be another one: a floating-ip or an alias-ip.
 *
 * @param address the address that others know
 * @param fixed the workload's own address that it stands for; the same one for an alias
 * @param virtualNetwork the name of the network that it is taken from
 * @param vrf the name of that network's routing-instance
 */
public record FloatingAddress(IpAddress address, IpAddress fixed, String virtualNetwork, String vrf) {}
