package net.weftnet.protocol.xmpp.session;

import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.stream.StreamHeader;

/** What a session has to do. */
sealed interface SessionAction {

    /** Begin a TCP connection. */
    record Connect() implements SessionAction {}

    /** Open our stream. */
    record Open(StreamHeader header) implements SessionAction {}

    /** Send a child of the stream. */
    record Send(XmlElement element) implements SessionAction {}

    /** Send the keep-alive character. */
    record SendKeepAlive() implements SessionAction {}

    /** Begin TLS on the connection; what follows is a new stream. */
    record Secure() implements SessionAction {}

    /** Start a timer, or start it again. */
    record StartTimer(SessionTimer timer) implements SessionAction {}

    /** Stop a timer, if it runs. */
    record StopTimer(SessionTimer timer) implements SessionAction {}

    /** The peer has proven that it works: later attempts need not wait long. */
    record ResetRetry() implements SessionAction {}

    /** Tell the listener that the session is up. */
    record Establish(String peer) implements SessionAction {}

    /** Hand a stanza to the listener. */
    record Deliver(XmlElement element) implements SessionAction {}

    /** Close our stream and the connection, stop all timers, and tell the listener. */
    record Close(CloseReason reason) implements SessionAction {}
}
