package net.weftnet.compute.forwarding.api;

import java.util.List;
import java.util.Set;
import net.weftnet.common.net.IpAddress;

/**
 * What of the packets of a workload is given to Java.
 *
 * @param ifIndex the workload's interface
 * @param addresses where the workload finds its gateways and servers, at most {@link #MOST_ADDRESSES}
 */
public record PuntPort(int ifIndex, Set<PuntReason> reasons, List<IpAddress> addresses) {
    /** How many service addresses a workload can have. */
    public static final int MOST_ADDRESSES = 8;

    public PuntPort {
        reasons = Set.copyOf(reasons);
        addresses = List.copyOf(addresses);
        if (ifIndex <= 0 || addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException("Interface " + ifIndex + " with service addresses " + addresses);
        }
    }
}
