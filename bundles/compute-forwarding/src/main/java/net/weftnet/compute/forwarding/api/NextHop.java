package net.weftnet.compute.forwarding.api;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/** What to do with a packet. */
public sealed interface NextHop {

    /**
     * Send it one of several equal ways. All packets of a flow go the same way; when a member comes or goes, flows of the
     * other members stay where they are.
     *
     * @param members two to {@link #MOST_MEMBERS}, in the order of their numbers and labels
     */
    record Ecmp(List<Member> members) implements NextHop {
        /** How many ways there can be. */
        public static final int MOST_MEMBERS = 16;

        /**
         * One of the ways.
         *
         * @param nextHopId an interface or a tunnel
         * @param label the label the other node gave; 0 if the next hop is no tunnel
         */
        public record Member(int nextHopId, int label) implements Comparable<Member> {
            @Override
            public int compareTo(Member other) {
                int byNextHop = Integer.compare(nextHopId, other.nextHopId);
                return byNextHop != 0 ? byNextHop : Integer.compare(label, other.label);
            }
        }

        public Ecmp {
            members = members.stream().sorted().distinct().toList();
            if (members.size() < 2 || members.size() > MOST_MEMBERS) {
                throw new IllegalArgumentException("Not 2 to " + MOST_MEMBERS + " equal paths: " + members);
            }
        }
    }

    /**
     * Give a copy of a frame to each of several receivers, but not back to where it came from; and if it came out of a
     * tunnel, to those of this node only. Receivers are given what they want: no policy is asked.
     *
     * @param copies at most {@link #MOST_COPIES}, in the order of their numbers and labels
     */
    record Multicast(List<Copy> copies) implements NextHop {
        /** How many receivers there can be. */
        public static final int MOST_COPIES = 256;

        /**
         * A receiver.
         *
         * @param nextHopId an interface or a tunnel
         * @param label the label the other node gave for frames, or its VNI; 0 if the next hop is no tunnel
         */
        public record Copy(int nextHopId, int label) implements Comparable<Copy> {
            @Override
            public int compareTo(Copy other) {
                int byNextHop = Integer.compare(nextHopId, other.nextHopId);
                return byNextHop != 0 ? byNextHop : Integer.compare(label, other.label);
            }
        }

        public Multicast {
            copies = copies.stream().sorted().distinct().toList();
            if (copies.size() > MOST_COPIES) {
                throw new IllegalArgumentException("More than " + MOST_COPIES + " receivers: " + copies.size());
            }
        }
    }

    /** Drop it, counted as {@link DropReason#DISCARD}. */
    record Discard() implements NextHop {}

    /**
     * Give it to a workload of this node.
     *
     * @param ifIndex the interface, which must be in the interface table
     * @param workloadMac the destination MAC address of the frame
     */
    record Interface(int ifIndex, MacAddress workloadMac) implements NextHop {
        public Interface {
            if (ifIndex <= 0) {
                throw new IllegalArgumentException("Interface index is not positive: " + ifIndex);
            }
        }
    }

    /**
     * Give it to a workload of this node, as what is sent to one of its {@linkplain FloatingEntry floating addresses}.
     *
     * @param ifIndex the interface, which must be in the interface table
     * @param workloadMac the destination MAC address of the frame
     */
    record Floating(int ifIndex, MacAddress workloadMac) implements NextHop {
        public Floating {
            if (ifIndex <= 0) {
                throw new IllegalArgumentException("Interface index is not positive: " + ifIndex);
            }
        }
    }

    /**
     * Send it to another node under the label of the route. The kernel's own routes and neighbours of the underlay
     * say which way.
     *
     * @param source an address of this node
     * @param destination the address of the other node, of the same family
     * @param router the MAC address that routed packets are sent to over VXLAN: of a router there, or of a host; all
     *     zero for other tunnels and for frames
     */
    record Tunnel(Encapsulation encapsulation, IpAddress source, IpAddress destination, MacAddress router)
            implements NextHop {
        private static final MacAddress NONE = new MacAddress(0);

        /** A tunnel for packets over MPLS, or for frames. */
        public Tunnel(Encapsulation encapsulation, IpAddress source, IpAddress destination) {
            this(encapsulation, source, destination, NONE);
        }

        public Tunnel {
            if (source.family() != destination.family()) {
                throw new IllegalArgumentException("Tunnel from " + source + " to " + destination + " mixes families");
            }
        }
    }
}
