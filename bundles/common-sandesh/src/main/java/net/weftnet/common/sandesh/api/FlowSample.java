package net.weftnet.common.sandesh.api;

/**
 * What became of one direction of a flow since it was last told, and in all.
 *
 * @param flow which flow, the same in all samples of it; a UUID as a rule
 * @param ingress whether packets come from the workload (true), or go to it
 * @param source the end that packets come from
 * @param destination the end they go to
 * @param protocol IP protocol, 0 to 255
 * @param action {@code pass} or {@code drop}
 * @param dropReason why packets are dropped; empty when they are not
 * @param rule the UUID of the rule that decided; empty when it is not known
 * @param port the virtual-machine-interface where this was seen; may be empty
 * @param peerNode underlay address of the node at the other end; empty when both ends are on this one
 * @param setupMicros when the flow began, in microseconds since 1970
 * @param teardownMicros when it ended; 0 while it goes on
 * @param total packets and octets since it began
 * @param recent packets and octets since the sample before
 * @param sampling this sample stands for so many like it, at least 1: what was left out is spread over what is told
 */
public record FlowSample(
        String flow,
        boolean ingress,
        End source,
        End destination,
        int protocol,
        String action,
        String dropReason,
        String rule,
        String port,
        String peerNode,
        long setupMicros,
        long teardownMicros,
        Volume total,
        Volume recent,
        double sampling) {
    public FlowSample {
        if (flow.isEmpty()) {
            throw new IllegalArgumentException("A flow needs an identity");
        }
        if (protocol < 0 || protocol > 255) {
            throw new IllegalArgumentException("Not an IP protocol: " + protocol);
        }
        if (!(sampling >= 1) || Double.isInfinite(sampling)) {
            throw new IllegalArgumentException("A sample stands for itself at least: " + sampling);
        }
    }

    /**
     * One end of a flow.
     *
     * @param network the virtual network's name; empty when it is not known
     * @param address IPv4 or IPv6
     * @param port 0 to 65535; 0 where the protocol has none
     */
    public record End(String network, String address, int port) {
        public End {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("Not a port: " + port);
            }
        }
    }

    /** How much went by. */
    public record Volume(long packets, long octets) {
        public Volume {
            if (packets < 0 || octets < 0) {
                throw new IllegalArgumentException("Less than nothing: " + packets + " packets, " + octets + " octets");
            }
        }
    }
}
