package net.weftnet.control.rib.api;

import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;

/**
 * One way to a destination.
 *
 * @param peer who brought it in
 * @param origin the instance it was brought into; empty if it came as a route of a VPN
 * @param route how it is named among the routes of all VPNs, with distinguisher and label
 * @param protocol how it was learnt, for example {@code bgp} or {@code interface}
 * @param stale whether its peer has not renewed it since its session was lost
 * @param reason for the best path empty, for others what makes the best one better
 */
public record PathView(
        String peer,
        String origin,
        Nlri route,
        IpAddress nextHop,
        int label,
        PathAttributes attributes,
        String protocol,
        boolean stale,
        String reason) {}
