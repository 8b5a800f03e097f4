package net.weftnet.protocol.bgp.nlri;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import org.jspecify.annotations.Nullable;

/**
 * Routes of Ethernet VPN (RFC 7432, RFC 9136). Labels are the 24 bits of the wire: an MPLS label in their upper 20, or a
 * VNI, as the encapsulation community says (RFC 8365 section 5.1.3).
 */
public sealed interface EvpnNlri extends Nlri {

    @Override
    default AddressFamily family() {
        return AddressFamily.EVPN;
    }

    /** {@return the route type on the wire} */
    int type();

    /** {@return the eight octets of the route distinguisher} */
    long distinguisher();

    /** {@return the 24 bits of a label field for an MPLS label, bottom of stack} */
    static int ofLabel(int label) {
        return label << 4 | 1;
    }

    /** {@return the MPLS label in the 24 bits of a label field} */
    static int label(int field) {
        return field >>> 4;
    }

    /** Type 1: a segment, or the part of it in one Ethernet tag, is reached here. */
    record EthernetAutoDiscovery(int pathId, long distinguisher, EthernetSegment segment, long tag, int label)
            implements EvpnNlri {
        @Override
        public int type() {
            return 1;
        }
    }

    /**
     * Type 2: a MAC address, with its IP address or without.
     *
     * @param address null when only the MAC address is told
     * @param label of the bridge
     * @param routingLabel of the VRF; {@link PrefixNlri#NO_LABEL} when there is none
     */
    record MacIp(
            int pathId,
            long distinguisher,
            EthernetSegment segment,
            long tag,
            MacAddress mac,
            @Nullable IpAddress address,
            int label,
            int routingLabel)
            implements EvpnNlri {
        @Override
        public int type() {
            return 2;
        }
    }

    /** Type 3: broadcast, unknown unicast and multicast frames are wanted here. */
    record InclusiveMulticast(int pathId, long distinguisher, long tag, IpAddress originator) implements EvpnNlri {
        @Override
        public int type() {
            return 3;
        }
    }

    /** Type 4: a node is attached to a segment. */
    record EthernetSegmentRoute(int pathId, long distinguisher, EthernetSegment segment, IpAddress originator)
            implements EvpnNlri {
        @Override
        public int type() {
            return 4;
        }
    }

    /**
     * Type 5: an IP prefix.
     *
     * @param gateway the overlay address behind which the prefix is, all zero if there is none
     */
    record IpPrefixRoute(
            int pathId,
            long distinguisher,
            EthernetSegment segment,
            long tag,
            IpPrefix prefix,
            IpAddress gateway,
            int label)
            implements EvpnNlri {
        public IpPrefixRoute {
            if (prefix.address().family() != gateway.family()) {
                throw new IllegalArgumentException(prefix + " and its gateway " + gateway + " differ in family");
            }
        }

        @Override
        public int type() {
            return 5;
        }
    }
}
