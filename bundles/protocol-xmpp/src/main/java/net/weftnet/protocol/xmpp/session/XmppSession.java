package net.weftnet.protocol.xmpp.session;

import java.net.SocketAddress;
import net.weftnet.protocol.xmpp.Stanza;

/**
 * One established session. It is over when its listener has been told so; a client's next session is another object.
 * All methods may be called from any thread.
 */
public interface XmppSession {

    /** {@return the name the peer opened its stream with} */
    String peer();

    /** {@return where the peer is} */
    SocketAddress remoteAddress();

    /**
     * Sends a stanza, after those sent before. After the end of the session it does nothing.
     *
     * @return whether more may be sent now; if not, better wait for {@link XmppListener#writable}. A peer that lets
     *     {@value SessionDriver#MAX_UNSENT} octets pile up is taken for dead
     */
    boolean send(Stanza stanza);

    /** {@return whether the peer keeps up with what is sent} */
    boolean isWritable();

    /** Stops and resumes reading from the peer, for a receiver that cannot keep up; the hold timer rests meanwhile. */
    void read(boolean enabled);

    /** Ends the session. A client connects again. */
    void close(String why);
}
