package net.weftnet.protocol.xmpp.stream;

import net.weftnet.common.xml.XmlElement;

/** What a peer did on its stream. */
public sealed interface StreamEvent {

    /** It opened the stream. */
    record Opened(StreamHeader header) implements StreamEvent {}

    /** It sent a whole stanza, or another child of the stream (features, starttls, …). */
    record Received(XmlElement element) implements StreamEvent {}

    /** It sent U+0200, or white space, between two stanzas. */
    record KeepAlive() implements StreamEvent {}

    /** It closed the stream. */
    record Ended() implements StreamEvent {}
}
