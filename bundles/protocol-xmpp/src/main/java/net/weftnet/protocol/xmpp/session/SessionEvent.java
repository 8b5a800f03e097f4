package net.weftnet.protocol.xmpp.session;

import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.stream.StreamHeader;

/** What happens to a session. */
sealed interface SessionEvent {

    /** Client: begin. */
    record Start() implements SessionEvent {}

    /** Server: a client connected. Client: the server accepted. */
    record Connected() implements SessionEvent {}

    /**
     * The peer opened its stream.
     *
     * @param trusted whether its certificate, if it showed one, is that of the name in {@code from}
     */
    record Opened(StreamHeader header, boolean trusted) implements SessionEvent {}

    /** A child of the stream arrived. */
    record Received(XmlElement element) implements SessionEvent {}

    /** A keep-alive arrived. */
    record KeepAliveReceived() implements SessionEvent {}

    /** The TLS handshake succeeded. */
    record Secured() implements SessionEvent {}

    /** A timer ran out. */
    record Expired(SessionTimer timer) implements SessionEvent {}

    /** The connection is of no more use: it failed, broke, carried garbage, or someone asked for its end. */
    record Ended(CloseReason reason) implements SessionEvent {}
}
