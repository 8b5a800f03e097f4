package net.weftnet.compute.forwarding.api;

import java.time.Duration;
import java.util.List;
import net.weftnet.common.net.IpAddress;

/**
 * A flow at a port: what was decided about it, and what passed both ways.
 *
 * @param key which flow
 * @param age since its first packet
 * @param idle since its last packet
 * @param fromWorkload what the workload sent, dropped or not
 * @param toWorkload what was sent to it, dropped or not
 * @param policy the policy it was judged under
 * @param redirect the VRF that packets of the workload are looked up in; 0 for the port's own
 * @param rules the counters of the rules that decided, in the order of the stages; 0 where none matched
 * @param isAllowed whether it passes; if not, the last rule is why
 * @param begun who began, or tried to last
 * @param tcp what of a TCP connection was seen
 * @param isLogged whether a rule wants it logged
 * @param outside the address that the other end knows the workload by: the local one, unless that is translated
 */
public record Flow(
        Key key,
        Duration age,
        Duration idle,
        Counter fromWorkload,
        Counter toWorkload,
        int policy,
        int redirect,
        List<Integer> rules,
        boolean isAllowed,
        Direction begun,
        TcpState tcp,
        boolean isLogged,
        IpAddress outside) {

    /**
     * Names a flow.
     *
     * @param ifIndex the port
     * @param local the workload's address
     * @param remote the other end's
     * @param localPort of ICMP the identifier
     * @param remotePort of ICMP the type of the request × 256 + the code
     */
    public record Key(int ifIndex, IpAddress local, IpAddress remote, int localPort, int remotePort, int protocol) {}

    /** How far a TCP connection is; {@link #NONE} for other protocols. */
    public enum TcpState {
        NONE,
        OPENING,
        ESTABLISHED,
        CLOSING,
        CLOSED
    }

    public Flow {
        rules = List.copyOf(rules);
    }
}
