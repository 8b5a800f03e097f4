package net.weftnet.protocol.bgp.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the TCP connections of a peer need; the session's owner sets it on its sockets.
 *
 * @param key of TCP MD5 signatures (RFC 2385), 1 to 80 octets; null for none. Never shown
 * @param hops how many routers the peer may be away (RFC 5082): packets with a TTL below 256 less this are dropped, and
 *     ours are sent with 255; 1 for a neighbour, 0 for no such check
 */
public record TransportSettings(@Nullable String key, int hops) {
    private static final int MAX_KEY = 80;
    private static final int MAX_TTL = 255;

    /** Neither keys nor checks. */
    public static final TransportSettings PLAIN = new TransportSettings(null, 0);

    public TransportSettings {
        if (key != null
                && (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > 31 && c < 127))) {
            throw new IllegalArgumentException("A TCP MD5 key has 1 to 80 printable ASCII characters");
        }
        if (hops < 0 || hops > MAX_TTL) {
            throw new IllegalArgumentException("TTL security for " + hops + " hops is not in 0..255");
        }
    }

    public Optional<String> md5Key() {
        return Optional.ofNullable(key);
    }

    /** {@return the least TTL of packets from the peer, 0 for any} */
    public int minimumTtl() {
        return hops == 0 ? 0 : MAX_TTL + 1 - hops;
    }

    @Override
    public String toString() {
        return "TransportSettings[key=" + (key == null ? "none" : "***") + ", hops=" + hops + "]";
    }
}
