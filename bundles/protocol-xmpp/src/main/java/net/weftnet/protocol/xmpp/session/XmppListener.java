package net.weftnet.protocol.xmpp.session;

import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;

/**
 * What a server or client tells. All calls about one session come from its event loop, in order: hand them over to the
 * owner of your state and do not block.
 */
public interface XmppListener {

    /** A session is up. */
    void established(XmppSession session);

    /** The peer sent a stanza. */
    void received(XmppSession session, Stanza stanza);

    /** The peer sent a stanza that is not valid; the session goes on without it. */
    void rejected(XmppSession session, StanzaException problem);

    /** The peer has caught up: {@link XmppSession#isWritable} is true again. */
    default void writable(XmppSession session) {}

    /** The session is over; nothing more will be told of it. */
    void closed(XmppSession session, CloseReason reason);

    /**
     * An attempt at a session ended before it was established.
     *
     * @param remote the address of the peer, as text
     */
    default void failed(String remote, CloseReason reason) {}
}
