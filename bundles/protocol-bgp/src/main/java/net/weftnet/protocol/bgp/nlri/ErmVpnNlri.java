package net.weftnet.protocol.bgp.nlri;

import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;

/**
 * Edge replicated multicast: a part of the distribution tree of a group.
 *
 * @param distinguisher the eight octets of the route distinguisher
 * @param router identifier of the control node that owns this part
 * @param source the sender, 0.0.0.0 for any
 */
public record ErmVpnNlri(int pathId, Type type, long distinguisher, IpAddress router, IpAddress source, IpAddress group)
        implements Nlri {

    /** Route types, with their number on the wire. */
    public enum Type {
        NATIVE,
        LOCAL_TREE,
        GLOBAL_TREE
    }

    public ErmVpnNlri {
        if (!router.isIpv4() || !source.isIpv4() || !group.isIpv4()) {
            throw new IllegalArgumentException("ERM-VPN knows IPv4 only: " + router + " " + source + " " + group);
        }
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.ERM_VPN;
    }

    /** {@return for example {@code 1-64512:1-192.0.2.1,225.0.0.1,0.0.0.0}} */
    @Override
    public String toString() {
        return type.ordinal() + "-" + Distinguishers.format(distinguisher) + "-" + router + "," + group + "," + source;
    }
}
