package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpPrefix;

/**
 * Which flows a rule is about. All conditions must hold. The local end is the workload at the port, the remote end the
 * other one, whichever of them begins.
 *
 * @param local addresses of the workload
 * @param remote addresses of the other end
 * @param network the virtual network of the other end, as its route says; 0 for any
 * @param group a security group of the other end, as its route says, unsigned; 0 for any. Not together with a network
 * @param protocol 0 to 255, or {@link #ANY_PROTOCOL}
 * @param localPorts of the workload
 * @param remotePorts of the other end
 * @param icmpType 0 to 255 of the ICMP request, or {@link #ANY_TYPE}. Other protocols match only the latter
 */
public record Match(
        IpPrefix local,
        IpPrefix remote,
        int network,
        int group,
        int protocol,
        PortRange localPorts,
        PortRange remotePorts,
        int icmpType) {
    /** Every protocol. */
    public static final int ANY_PROTOCOL = -1;
    /** Every type of ICMP. */
    public static final int ANY_TYPE = -1;

    private static final IpPrefix ANYWHERE = IpPrefix.parse("0.0.0.0/0");
    /** Every flow. */
    public static final Match ANY =
            new Match(ANYWHERE, ANYWHERE, 0, 0, ANY_PROTOCOL, PortRange.ANY, PortRange.ANY, ANY_TYPE);

    public Match {
        if (protocol < ANY_PROTOCOL || protocol > 255 || icmpType < ANY_TYPE || icmpType > 255) {
            throw new IllegalArgumentException("Protocol " + protocol + " or ICMP type " + icmpType);
        }
        if (network < 0 || network != 0 && group != 0) {
            throw new IllegalArgumentException("Network " + network + " and group " + group);
        }
        if (!local.address().isIpv4() || !remote.address().isIpv4()) {
            throw new IllegalArgumentException("Rules are about IPv4: " + local + ", " + remote);
        }
    }

    /** {@return the same for these addresses of the workload} */
    public Match withLocal(IpPrefix prefix) {
        return new Match(prefix, remote, network, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for these addresses of the other end} */
    public Match withRemote(IpPrefix prefix) {
        return new Match(local, prefix, network, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for other ends in this network} */
    public Match withNetwork(int number) {
        return new Match(local, remote, number, group, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for other ends in this security group} */
    public Match withGroup(int number) {
        return new Match(local, remote, network, number, protocol, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for this protocol} */
    public Match withProtocol(int number) {
        return new Match(local, remote, network, group, number, localPorts, remotePorts, icmpType);
    }

    /** {@return the same for these ports of the workload and of the other end} */
    public Match withPorts(PortRange ofWorkload, PortRange ofOther) {
        return new Match(local, remote, network, group, protocol, ofWorkload, ofOther, icmpType);
    }

    /** {@return the same for this type of ICMP} */
    public Match withIcmpType(int type) {
        return new Match(local, remote, network, group, protocol, localPorts, remotePorts, type);
    }
}
