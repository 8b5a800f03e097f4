package net.weftnet.compute.forwarding.api;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * What became of a packet that was run through a program in the kernel, on its live tables, without leaving a trace there
 * but this one.
 *
 * @param steps what was decided, in order
 * @param outcome what the program did with the packet
 * @param frame the frame as the program left it, in hexadecimal digits
 */
public record Trace(List<Step> steps, Outcome outcome, String frame) {
    /** What becomes of a packet. */
    public enum Outcome {
        /** It goes to a workload or to the underlay. */
        FORWARDED,
        DROPPED,
        /** It is given to the services of this node. */
        PUNTED,
        /** It is the node's own. */
        LEFT_TO_KERNEL
    }

    /** A decision. */
    public sealed interface Step {
        /** The packet came by an interface. */
        record Received(int ifIndex, int vrf, int policy) implements Step {}

        /**
         * Its label belongs to a next hop, or to a bridge.
         *
         * @param bridgeVrf the VRF of the bridge, or 0
         */
        record Label(int label, int nextHop, int bridgeVrf) implements Step {}

        /** Its VXLAN network belongs to a VRF. */
        record Vni(int vni, int vrf) implements Step {}

        /** A MAC address was found in the bridge of a VRF, or what stands for it. */
        record Bridge(int vrf, MacAddress mac, int nextHop, int label) implements Step {}

        /** A copy goes to one of many. */
        record Copy(int nextHop, int label) implements Step {}

        /** Its flow is known. */
        record KnownFlow(int ifIndex, boolean isAllowed, Direction begun) implements Step {}

        /**
         * A rule set was asked about its flow.
         *
         * @param index the rule that matches, or -1
         */
        record Asked(int set, int index, Direction begun) implements Step {}

        /** Its flow is new, or judged anew. */
        record Judged(int ifIndex, boolean isAllowed, Direction begun, int stages) implements Step {}

        /** A route was found. */
        record Route(int vrf, IpAddress destination, int nextHop, int label) implements Step {}

        /** A next hop was taken. */
        record Hop(int nextHop) implements Step {}

        /**
         * An address was translated.
         *
         * @param isSource whether it is the packet's source
         * @param address as it is from now on
         */
        record Translated(boolean isSource, IpAddress address) implements Step {}

        /** It is given to the workload at an interface. */
        record Delivered(int ifIndex) implements Step {}

        /** It leaves by the underlay. */
        record Sent(int ifIndex) implements Step {}

        /** It was a question for the gateway's MAC address. */
        record Answered(int ifIndex) implements Step {}

        /** It asks this node for a service. */
        record Punted(int ifIndex, PuntReason reason) implements Step {}

        /** It ends here. */
        record Dropped(DropReason reason) implements Step {}
    }

    public Trace {
        steps = List.copyOf(steps);
    }
}
