package net.weftnet.protocol.xmpp.stream;

import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/**
 * The opening tag of a stream.
 *
 * @param from who opens it; empty if not said
 * @param to to whom; empty if not said
 * @param id given in the answer only
 */
public record StreamHeader(String from, String to, Optional<String> id) {
    /** The id that every control node answers with. */
    public static final String ANSWER_ID = "++123";

    /** {@return the header that opens a stream} */
    public static StreamHeader opening(String from, String to) {
        return new StreamHeader(from, to, Optional.empty());
    }

    /** {@return the header that answers one} */
    public static StreamHeader answer(String from, String to) {
        return new StreamHeader(from, to, Optional.of(ANSWER_ID));
    }

    /** {@return the header as it is written, the element left open} */
    public String toXml() {
        var out = new StringBuilder("<?xml version='1.0'?><stream:stream");
        attribute("from", from, out);
        attribute("to", to, out);
        id.ifPresent(value -> attribute("id", value, out));
        return out.append(" version='1.0' xml:lang='en' xmlns='jabber:client'")
                .append(" xmlns:stream='http://etherx.jabber.org/streams' >")
                .toString();
    }

    private static void attribute(String name, String value, StringBuilder out) {
        out.append(' ').append(name).append("='");
        XmlElement.escape(value, out);
        out.append('\'');
    }
}
