package net.weftnet.protocol.bgp.attribute;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.Octets;

/**
 * What an UPDATE says about its destinations. Next hops and MP_REACH_NLRI are not among them: they go with the
 * destinations, so that routes that differ in next hop alone share the rest.
 */
public sealed interface PathAttribute {

    /** {@return the attribute's type code} */
    int code();

    /** ORIGIN, with the values on the wire: 0, 1 and 2; lower is better. */
    enum Origin implements PathAttribute {
        IGP,
        EGP,
        INCOMPLETE;

        @Override
        public int code() {
            return 1;
        }
    }

    /** AS_PATH; what AS4_PATH adds (RFC 6793) is merged into it. */
    record AsPath(List<AsSegment> segments) implements PathAttribute {
        public static final AsPath EMPTY = new AsPath(List.of());

        public AsPath {
            segments = List.copyOf(segments);
        }

        @Override
        public int code() {
            return 2;
        }

        /** {@return how long the path is for route selection (RFC 4271 section 9.1.2.2, RFC 5065 section 5.3)} */
        public int length() {
            return segments.stream().mapToInt(AsSegment::weight).sum();
        }

        /** {@return whether the AS is anywhere in the path} */
        public boolean contains(long as) {
            return segments.stream().anyMatch(segment -> segment.numbers().contains(as));
        }

        /** {@return the path with one AS more at its front} */
        public AsPath prepend(long as) {
            return new AsPath(AsSegment.prepend(as, segments));
        }

        /** {@return AS numbers in the order of the path, sets in braces} */
        @Override
        public String toString() {
            return String.join(" ", segments.stream().map(AsSegment::toString).toList());
        }
    }

    /** MULTI_EXIT_DISC, 32 bits; lower is better. */
    record MultiExitDiscriminator(long value) implements PathAttribute {
        @Override
        public int code() {
            return 4;
        }
    }

    /** LOCAL_PREF, 32 bits; higher is better. */
    record LocalPreference(long value) implements PathAttribute {
        @Override
        public int code() {
            return 5;
        }
    }

    /** ATOMIC_AGGREGATE. */
    record AtomicAggregate() implements PathAttribute {
        @Override
        public int code() {
            return 6;
        }
    }

    /** AGGREGATOR: who made an aggregate of several routes; an IPv4 address. */
    record Aggregator(long as, IpAddress router) implements PathAttribute {
        @Override
        public int code() {
            return 7;
        }
    }

    /** COMMUNITIES (RFC 1997), in the order of the wire. */
    record Communities(List<Community> values) implements PathAttribute {
        public Communities {
            values = List.copyOf(values);
        }

        @Override
        public int code() {
            return 8;
        }
    }

    /** ORIGINATOR_ID (RFC 4456): the router that brought the route into the AS. */
    record OriginatorId(IpAddress router) implements PathAttribute {
        @Override
        public int code() {
            return 9;
        }
    }

    /** CLUSTER_LIST (RFC 4456): the clusters it has been reflected by, the last one first. */
    record ClusterList(List<IpAddress> clusters) implements PathAttribute {
        public ClusterList {
            clusters = List.copyOf(clusters);
        }

        @Override
        public int code() {
            return 10;
        }
    }

    /** EXTENDED COMMUNITIES (RFC 4360), in the order of the wire. */
    record ExtendedCommunities(List<ExtendedCommunity> values) implements PathAttribute {
        public ExtendedCommunities {
            values = List.copyOf(values);
        }

        @Override
        public int code() {
            return 16;
        }
    }

    /**
     * PMSI_TUNNEL (RFC 6514): how frames for many are sent.
     *
     * @param flags bit 0: leaf information required
     * @param tunnelType 0 none, 6 ingress replication
     * @param label 24 bits: an MPLS label in the upper 20, or a VNI
     * @param tunnel the identifier, whose form depends on the type: for ingress replication an address
     */
    record PmsiTunnel(int flags, int tunnelType, int label, Octets tunnel) implements PathAttribute {
        public static final int INGRESS_REPLICATION = 6;

        @Override
        public int code() {
            return 22;
        }
    }

    /** LARGE_COMMUNITY (RFC 8092), in the order of the wire. */
    record LargeCommunities(List<LargeCommunity> values) implements PathAttribute {
        public LargeCommunities {
            values = List.copyOf(values);
        }

        @Override
        public int code() {
            return 32;
        }
    }

    /**
     * Where a part of a multicast distribution tree can be joined to others.
     *
     * @param edges one for each link that may be made
     */
    record EdgeDiscovery(List<Edge> edges) implements PathAttribute {

        /**
         * A forwarder that has room for a link.
         *
         * @param address an IPv4 address of the underlay
         * @param firstLabel of the MPLS labels under which it takes packets of the tree
         * @param lastLabel not less than the first one
         */
        public record Edge(IpAddress address, int firstLabel, int lastLabel) {
            public Edge {
                if (!address.isIpv4() || Integer.compareUnsigned(firstLabel, lastLabel) > 0) {
                    throw new IllegalArgumentException(
                            "Not an edge of a tree: " + address + " " + firstLabel + "-" + lastLabel);
                }
            }
        }

        public EdgeDiscovery {
            edges = List.copyOf(edges);
        }

        @Override
        public int code() {
            return 241;
        }
    }

    /**
     * The links between parts of a multicast distribution tree, as far as they concern one part.
     *
     * @param edges both ends of each link, the end in this part first
     */
    record EdgeForwarding(List<Edge> edges) implements PathAttribute {

        /**
         * A link: two forwarders, IPv4 addresses of the underlay, and the MPLS labels under which they take packets of the
         * tree.
         */
        public record Edge(IpAddress inbound, int inboundLabel, IpAddress outbound, int outboundLabel) {
            public Edge {
                if (!inbound.isIpv4() || !outbound.isIpv4()) {
                    throw new IllegalArgumentException("Not a link of a tree: " + inbound + " to " + outbound);
                }
            }
        }

        public EdgeForwarding {
            edges = List.copyOf(edges);
        }

        @Override
        public int code() {
            return 242;
        }
    }

    /** The networks that a service chain led a route through, as origin VN communities. */
    record OriginVnPath(List<ExtendedCommunity> networks) implements PathAttribute {
        public OriginVnPath {
            networks = List.copyOf(networks);
        }

        @Override
        public int code() {
            return 243;
        }
    }

    /** An optional transitive attribute that we do not know: passed on, with the partial bit (RFC 4271 section 5). */
    record Unknown(int code, Octets value) implements PathAttribute {}
}
