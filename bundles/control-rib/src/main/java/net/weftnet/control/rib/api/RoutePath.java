package net.weftnet.control.rib.api;

import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.PathAttributes;

/**
 * One way to a destination, as an agent says it or is told it. Several are equals.
 *
 * @param nextHop underlay address of the node that forwards to it
 * @param label the MPLS label that node gave out, 0 for none
 * @param vni the VXLAN network id, 0 for none
 * @param attributes all else, as BGP says it. Communities with the number of something of ours (security groups, tags,
 *     networks) have AS 0 in them when an agent says them: they get our AS when they go out
 * @param protocol how it was learnt, for example {@code interface}; empty if not said
 */
public record RoutePath(IpAddress nextHop, int label, int vni, PathAttributes attributes, String protocol) {}
