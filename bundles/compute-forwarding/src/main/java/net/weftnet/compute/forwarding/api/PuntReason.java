package net.weftnet.compute.forwarding.api;

import java.util.Locale;

/** Why a packet of a workload is given to Java instead of being forwarded. The code in the kernel is the ordinal + 1. */
public enum PuntReason {
    /** UDP port 67, to everybody or to a service address. */
    DHCP,
    /** UDP port 547, to all servers and relays or to a service address. */
    DHCPV6,
    /** UDP or TCP port 53 of a service address. */
    DNS,
    /** UDP port 5353 of the mDNS group. */
    MDNS,
    /** ICMPv6 type 133. */
    ROUTER_SOLICITATION;

    /** {@return the name as the shell shows it: {@code router-solicitation}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
