package net.weftnet.protocol.xmpp.session;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import net.weftnet.common.xml.XmlLimits;

/**
 * How an end of a session behaves.
 *
 * @param name our own address: a control node's is {@link net.weftnet.protocol.xmpp.Jid#CONTROL_NODE}, an agent's its
 *     host name
 * @param holdTime the peer must be heard this often; ours is heard three times as often
 * @param openTime a session must be established within this time of the connection
 * @param tls key and trust; absent for sessions in clear. If present, nothing but TLS will do
 * @param verifyPeer whether the certificate must be that of the peer: a client's of the name it uses, a server's of the
 *     address it was reached at
 * @param limits bounds of one stanza of the peer
 */
public record SessionOptions(
        String name,
        Duration holdTime,
        Duration openTime,
        Optional<SSLContext> tls,
        boolean verifyPeer,
        XmlLimits limits) {

    /** What a server accepts from an agent in one stanza. */
    public static final XmlLimits AGENT_STANZA = new XmlLimits(32, 20_000, 4L << 20);

    /** What either end accepts before TLS: two headers' worth and the offer, from whoever can reach the port. */
    private static final XmlLimits STRANGER = new XmlLimits(4, 16, 16 << 10);

    private static final Duration MIN_HOLD_TIME = Duration.ofSeconds(1);
    private static final Duration OPEN_TIME = Duration.ofSeconds(15);

    public SessionOptions {
        if (holdTime.compareTo(MIN_HOLD_TIME) < 0) {
            throw new IllegalArgumentException("A hold time of " + holdTime + " is less than " + MIN_HOLD_TIME);
        }
        if (!openTime.isPositive()) {
            throw new IllegalArgumentException("An open time of " + openTime);
        }
    }

    /** {@return the options of a server that requires TLS} */
    public static SessionOptions server(String name, Duration holdTime, SSLContext tls) {
        return new SessionOptions(name, holdTime, OPEN_TIME, Optional.of(tls), true, AGENT_STANZA);
    }

    /** {@return the options of a client that requires TLS} */
    public static SessionOptions client(String name, Duration holdTime, SSLContext tls) {
        return new SessionOptions(name, holdTime, OPEN_TIME, Optional.of(tls), true, XmlLimits.MESSAGE);
    }

    /** {@return these options with sessions in clear} */
    public SessionOptions withoutTls() {
        return new SessionOptions(name, holdTime, openTime, Optional.empty(), verifyPeer, limits);
    }

    /** {@return these options, with whether certificates must be those of the peers} */
    public SessionOptions withVerifyPeer(boolean verify) {
        return new SessionOptions(name, holdTime, openTime, tls, verify, limits);
    }

    /** {@return the bounds of what a peer says before it has shown who it is} */
    XmlLimits openingLimits() {
        return tls.isPresent() ? STRANGER : limits;
    }

    Duration keepAliveTime() {
        return holdTime.dividedBy(3);
    }
}
