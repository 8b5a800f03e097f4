package net.weftnet.protocol.bgp.nlri;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.protocol.bgp.AddressFamily;

/**
 * A prefix of the families inet, inet6, inet-labeled, inet-vpn and inet6-vpn. There are as many of these as routes, so
 * it holds primitives: one object for each route.
 *
 * @param distinguisher the eight octets of the route distinguisher, of any type; 0 outside VPNs
 * @param high the first 64 bits of an IPv6 address, 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or an IPv4 address
 * @param length bits of the prefix that count, without label and distinguisher
 * @param label the MPLS label, 0 to 2^20 - 1; {@link #NO_LABEL} in families without, and when withdrawn
 */
public record PrefixNlri(
        AddressFamily family, int pathId, long distinguisher, long high, long low, int length, int label)
        implements Nlri {

    /** There is no label, or it does not matter. */
    public static final int NO_LABEL = -1;

    public PrefixNlri {
        if (length < 0 || length > family.addressBits()) {
            throw new IllegalArgumentException("Prefix length " + length + " in family " + family);
        }
        if (label < NO_LABEL || label >>> 20 != 0 && label != NO_LABEL) {
            throw new IllegalArgumentException("Label " + label + " has more than 20 bits");
        }
    }

    /** {@return a prefix without label or distinguisher} */
    public static PrefixNlri of(IpPrefix prefix) {
        var family = prefix.address().isIpv4() ? AddressFamily.INET : AddressFamily.INET6;
        return of(family, 0, prefix, NO_LABEL);
    }

    /** {@return a prefix in a VPN: inet-vpn or inet6-vpn} */
    public static PrefixNlri ofVpn(RouteDistinguisher distinguisher, IpPrefix prefix, int label) {
        var family = prefix.address().isIpv4() ? AddressFamily.INET_VPN : AddressFamily.INET6_VPN;
        return of(family, distinguisher.octets(), prefix, label);
    }

    private static PrefixNlri of(AddressFamily family, long distinguisher, IpPrefix prefix, int label) {
        var address = prefix.address();
        return new PrefixNlri(family, 0, distinguisher, address.high(), address.low(), prefix.length(), label);
    }

    /** {@return the same destination, as it is withdrawn: equal to what a peer withdraws} */
    public PrefixNlri withoutLabel() {
        return label == NO_LABEL ? this : new PrefixNlri(family, pathId, distinguisher, high, low, length, NO_LABEL);
    }

    public IpPrefix prefix() {
        var ipFamily = family.addressBits() == 32 ? IpAddress.Family.IPV4 : IpAddress.Family.IPV6;
        return new IpPrefix(new IpAddress(ipFamily, high, low), length);
    }

    /** {@return for example {@code 64512:1:10.1.0.0/16 label 17 path 3}} */
    @Override
    public String toString() {
        return (family.isVpn() ? Distinguishers.format(distinguisher) + ":" : "")
                + prefix()
                + (label == NO_LABEL ? "" : " label " + label)
                + (pathId == 0 ? "" : " path " + Integer.toUnsignedString(pathId));
    }
}
