package net.weftnet.protocol.xmpp;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;

/** The contents of a route. */
public sealed interface RouteEntry {

    /** An entry of an address family we do not know, as it came. */
    record Other(XmlElement element) implements RouteEntry {}

    /**
     * A unicast route, IPv4 or IPv6 ({@code bgp-l3vpn-unicast-cfg.xsd}).
     *
     * @param prefix the destination
     * @param nextHops where to send to; several are equal-cost paths
     * @param virtualNetwork the network the route comes from
     * @param mobility which of two places that claim the same address came later
     * @param securityGroups ids of the security groups of the destination
     * @param communities BGP communities, as text
     * @param localPreference higher wins; agents use 100 and 200
     * @param med multi-exit discriminator, lower wins
     * @param subProtocol how the agent learnt it, for example {@code interface}; empty if not said
     */
    record Inet(
            IpPrefix prefix,
            List<NextHop> nextHops,
            String virtualNetwork,
            Mobility mobility,
            List<Long> securityGroups,
            List<String> communities,
            long localPreference,
            long med,
            String subProtocol)
            implements RouteEntry {

        /** The local preference of a route that says nothing. */
        public static final long DEFAULT_LOCAL_PREFERENCE = 100;

        public Inet {
            nextHops = List.copyOf(nextHops);
            securityGroups = List.copyOf(securityGroups);
            communities = List.copyOf(communities);
        }

        /** {@return a route with default preferences, no security group and no community} */
        public static Inet of(IpPrefix prefix, String virtualNetwork, List<NextHop> nextHops) {
            return new Inet(
                    prefix,
                    nextHops,
                    virtualNetwork,
                    Mobility.NONE,
                    List.of(),
                    List.of(),
                    DEFAULT_LOCAL_PREFERENCE,
                    0,
                    "");
        }
    }

    /**
     * A route of Ethernet VPN: a MAC address, with an IP address or 0.0.0.0/32; the broadcast address, for who wants
     * frames for many; or no MAC address (all zero), for an IP prefix.
     *
     * @param ethernetTag the bridge domain within the instance, mostly 0
     * @param nextHops where to send to; several are equal-cost paths
     * @param replicas where frames for many are sent to, each of them: told to agents
     */
    record Enet(
            long ethernetTag,
            MacAddress mac,
            IpPrefix address,
            List<NextHop> nextHops,
            List<NextHop> replicas,
            Mobility mobility,
            List<Long> securityGroups,
            long localPreference,
            long med)
            implements RouteEntry {
        public Enet {
            nextHops = List.copyOf(nextHops);
            replicas = List.copyOf(replicas);
            securityGroups = List.copyOf(securityGroups);
        }

        /** {@return the name of the item within its table: {@code [TAG-]MAC,ADDRESS/LENGTH}} */
        public String id() {
            return (ethernetTag == 0 ? "" : ethernetTag + "-") + mac + "," + address;
        }
    }

    /**
     * That an agent takes part in the distribution tree of a group, or its place in it ({@code xmpp_multicast.xsd}). All
     * addresses are IPv4.
     *
     * @param group for example 255.255.255.255, for all that is flooded
     * @param source the sender, 0.0.0.0 for any
     * @param sourceLabel the label under which the agent takes packets of the tree: told to agents, else 0
     * @param offer what the agent puts into the tree: said by agents
     * @param replicas its neighbours in the tree: what comes from one goes to the others; told to agents
     */
    record Multicast(IpAddress group, IpAddress source, int sourceLabel, Optional<Offer> offer, List<NextHop> replicas)
            implements RouteEntry {

        /**
         * A forwarder.
         *
         * @param firstLabel of the labels that the control node may choose from
         * @param lastLabel not less than the first one
         */
        public record Offer(IpAddress address, int firstLabel, int lastLabel, List<Encapsulation> encapsulations) {
            public Offer {
                if (firstLabel < 1 || lastLabel < firstLabel || lastLabel > NextHop.MAX_LABEL) {
                    throw new IllegalArgumentException("Not a range of labels: " + firstLabel + "-" + lastLabel);
                }
                encapsulations = List.copyOf(encapsulations);
            }
        }

        public Multicast {
            if (!group.isIpv4() || !source.isIpv4()) {
                throw new IllegalArgumentException("Not a group of IPv4: " + group + " " + source);
            }
            replicas = List.copyOf(replicas);
        }

        /** {@return what an agent says to take part} */
        public static Multicast ofOffer(IpAddress group, IpAddress source, Offer offer) {
            return new Multicast(group, source, 0, Optional.of(offer), List.of());
        }
    }

    /**
     * Where a route has been (RFC 7432 section 7.7, used on IP routes too).
     *
     * @param sequence higher is later
     * @param sticky whether the route must not move
     */
    record Mobility(long sequence, boolean sticky) {
        /** Never moved. */
        public static final Mobility NONE = new Mobility(0, false);
    }
}
