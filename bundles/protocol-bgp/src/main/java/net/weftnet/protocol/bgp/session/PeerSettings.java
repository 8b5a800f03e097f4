package net.weftnet.protocol.bgp.session;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.message.Open;

/**
 * What a session with a peer is to be like.
 *
 * @param localAs our AS number towards this peer
 * @param identifier our BGP identifier, an IPv4 address
 * @param peerAs the AS number the peer must have
 * @param passive whether we wait for the peer to connect, and never connect ourselves
 * @param holdSeconds how long the peer may be silent, 0 for ever, else 3 to 65535; the lower one of both ends counts
 * @param connectRetrySeconds between attempts to connect, 1 or more
 * @param idleHoldSeconds before a peer that failed is tried again, 1 or more; doubles with each failure, up to 32 times
 * @param delayOpenSeconds how long we wait for the peer to speak first, 0 for not at all
 * @param capabilities what we announce
 */
public record PeerSettings(
        long localAs,
        IpAddress identifier,
        long peerAs,
        boolean passive,
        int holdSeconds,
        int connectRetrySeconds,
        int idleHoldSeconds,
        int delayOpenSeconds,
        List<Capability> capabilities) {

    public PeerSettings {
        capabilities = List.copyOf(capabilities);
        if (holdSeconds != 0 && holdSeconds < 3 || holdSeconds > 0xffff) {
            throw new IllegalArgumentException("Hold time " + holdSeconds + " is neither 0 nor in 3..65535");
        }
        if (connectRetrySeconds < 1 || idleHoldSeconds < 1 || delayOpenSeconds < 0) {
            throw new IllegalArgumentException("Times before attempts are 1 s or more: connect retry "
                    + connectRetrySeconds + ", idle hold " + idleHoldSeconds + ", delay open " + delayOpenSeconds);
        }
    }

    /** {@return whether the peer is in our AS} */
    public boolean isInternal() {
        return localAs == peerAs;
    }

    /** {@return our OPEN} */
    public Open open() {
        return new Open(localAs, holdSeconds, identifier, capabilities);
    }
}
