package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpPrefix;

/**
 * Which flows a rule is about. All conditions must hold. The local end is the workload at the port, the remote end the
 * other one, whichever of them begins.
 *
 * @param family the version of IP, which that of the prefixes is too
 * @param local addresses of the workload; a prefix of no length for any
 * @param remote addresses of the other end, the same way
 * @param network the virtual network of the other end, as its route says; 0 for any
 * @param group a security group of the other end, as its route says, unsigned; 0 for any. Not together with a network
 * @param protocol 0 to 255, or {@link #ANY_PROTOCOL}
 * @param localPorts of the workload
 * @param remotePorts of the other end
 * @param icmpType 0 to 255 of the ICMP request, or {@link #ANY_TYPE}. Other protocols match only the latter
 */
public record Match(
        Family family,
        IpPrefix local,
        IpPrefix remote,
        int network,
        int group,
        int protocol,
        PortRange localPorts,
        PortRange remotePorts,
        int icmpType) {
    /** The version of IP. */
    public enum Family {
        ANY,
        IPV4,
        IPV6;

        /** {@return the family of the addresses in a prefix} */
        public static Family of(IpPrefix prefix) {
            return prefix.address().isIpv4() ? IPV4 : IPV6;
        }

        /** {@return the family in words} */
        @Override
        public String toString() {
            return switch (this) {
                case ANY -> "any family";
                case IPV4 -> "IPv4";
                case IPV6 -> "IPv6";
            };
        }
    }

    /** Every protocol. */
    public static final int ANY_PROTOCOL = -1;
    /** Every type of ICMP. */
    public static final int ANY_TYPE = -1;

    private static final IpPrefix ANYWHERE = IpPrefix.parse("0.0.0.0/0");
    private static final IpPrefix ANYWHERE6 = IpPrefix.parse("::/0");
    /** Every flow. */
    public static final Match ANY =
            new Match(Family.ANY, ANYWHERE, ANYWHERE, 0, 0, ANY_PROTOCOL, PortRange.ANY, PortRange.ANY, ANY_TYPE);

    public Match {
        if (protocol < ANY_PROTOCOL || protocol > 255 || icmpType < ANY_TYPE || icmpType > 255) {
            throw new IllegalArgumentException("Protocol " + protocol + " or ICMP type " + icmpType);
        }
        if (network < 0 || network != 0 && group != 0) {
            throw new IllegalArgumentException("Network " + network + " and group " + group);
        }
        local = ofFamily(family, local);
        remote = ofFamily(family, remote);
    }

    /** All addresses of a family are written in one way. */
    private static IpPrefix ofFamily(Family family, IpPrefix prefix) {
        if (prefix.length() == 0) {
            return family == Family.IPV6 ? ANYWHERE6 : ANYWHERE;
        }
        if (family != Family.of(prefix)) {
            throw new IllegalArgumentException("Prefix " + prefix + " in a rule about " + family);
        }
        return prefix;
    }

    /** {@return the same for this version of IP} */
    public Match withFamily(Family of) {
        return new Match(of, local, remote, network, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for these addresses of the workload, and their version of IP} */
    public Match withLocal(IpPrefix prefix) {
        return new Match(
                Family.of(prefix), prefix, remote, network, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for these addresses of the other end, and their version of IP} */
    public Match withRemote(IpPrefix prefix) {
        return new Match(Family.of(prefix), local, prefix, network, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for other ends in this network} */
    public Match withNetwork(int number) {
        return new Match(family, local, remote, number, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for other ends in this security group} */
    public Match withGroup(int number) {
        return new Match(family, local, remote, network, number, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for this protocol} */
    public Match withProtocol(int number) {
        return new Match(family, local, remote, network, group, number, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for these ports of the workload and of the other end} */
    public Match withPorts(PortRange ofWorkload, PortRange ofOther) {
        return new Match(family, local, remote, network, group, protocol, ofWorkload, ofOther, icmpType);
    }

    /** {@return the same for this type of ICMP} */
    public Match withIcmpType(int type) {
        return new Match(family, local, remote, network, group, protocol, localPorts, remotePorts, type);
    }
}
