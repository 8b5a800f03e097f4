package net.weftnet.protocol.xmpp.stream;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.common.xml.XmlTreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one stream, in whatever pieces they arrive, into {@link StreamEvent}s: feed a piece, then take
 * events until there is none.
 *
 * <p>Keep-alives need no framing of their own: inside the stream's element U+0200 is character data like any other, so
 * text between stanzas is accepted if it is made of keep-alives and white space. The header is read leniently: the
 * default namespace may be anything, since some agents put the name of their sub-cluster there.
 *
 * <p>A stream that goes on after STARTTLS is a new one, with a new reader. Not thread-safe.
 */
public final class StreamReader implements AutoCloseable {
    /** The keep-alive character; its UTF-8 form is C8 80. */
    public static final char KEEP_ALIVE = '\u0200';

    private static final InputFactoryImpl FACTORY = XmlReader.hardened(new InputFactoryImpl());

    private final XmlLimits limits;
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> parser;
    private final XmlTreeBuilder builder;
    private boolean opened;
    private boolean ended;

    /** Octets fed since the last event; bounds what the parser may hold back, a long attribute for example. */
    private long pending;

    /**
     * Begins a stream.
     *
     * @param limits bounds of one stanza; its characters bound the octets on the wire too
     */
    public StreamReader(XmlLimits limits) {
        this.limits = limits;
        parser = FACTORY.createAsyncForByteArray();
        builder = new XmlTreeBuilder(limits);
    }

    /**
     * Takes the next octets, which must stay unchanged until {@link #next} has returned empty.
     *
     * @throws IllegalStateException if earlier octets have not been used up
     */
    public void feed(byte[] octets, int offset, int length) throws XmlException {
        pending += length;
        if (pending > limits.characters()) {
            throw new XmlException("A stanza has more than " + limits.characters() + " octets");
        }
        if (!parser.getInputFeeder().needMoreInput()) {
            throw new IllegalStateException("Octets are fed before the earlier ones are used up");
        }
        try {
            parser.getInputFeeder().feedInput(octets, offset, offset + length);
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    /** {@return whether all octets have been used up: false when the peer sent more after the last event} */
    public boolean isDrained() {
        return parser.getInputFeeder().needMoreInput();
    }

    /**
     * {@return the next event, or empty when more octets are needed or the stream has ended}
     *
     * @throws XmlException if the octets are no stream; the reader is of no use then
     */
    public Optional<StreamEvent> next() throws XmlException {
        try {
            while (!ended && parser.hasNext()) {
                int event = parser.next();
                if (event == AsyncXMLStreamReader.EVENT_INCOMPLETE) {
                    break;
                }
                var done = take(event);
                if (done.isPresent()) {
                    pending = 0;
                    return done;
                }
            }
            return Optional.empty();
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw malformed(e);
        }
    }

    private Optional<StreamEvent> take(int event) throws XmlException {
        if (!opened) {
            return header(event);
        }
        if (builder.depth() == 0) {
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    return keepAlive(parser.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    ended = true;
                    return Optional.of(new StreamEvent.Ended());
                }
                default -> {
                    // The start of a stanza, or what the builder refuses.
                }
            }
        }
        return builder.accept(event, parser).map(StreamEvent.Received::new);
    }

    private Optional<StreamEvent> header(int event) throws XmlException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (!parser.getLocalName().equals("stream")) {
                    throw new XmlException("A stream begins with <stream>, not <" + parser.getLocalName() + ">");
                }
                opened = true;
                return Optional.of(new StreamEvent.Opened(
                        new StreamHeader(attribute("from"), attribute("to"), Optional.ofNullable(rawAttribute("id")))));
            }
            case XMLStreamConstants.DTD -> throw new XmlException("A document type declaration is not accepted");
            default -> {
                // XML declaration, white space, comments.
                return Optional.empty();
            }
        }
    }

    private String attribute(String name) {
        var value = rawAttribute(name);
        return value == null ? "" : value;
    }

    private @Nullable String rawAttribute(String name) {
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            if (parser.getAttributeLocalName(i).equals(name)
                    && parser.getAttributePrefix(i).isEmpty()) {
                return parser.getAttributeValue(i);
            }
        }
        return null;
    }

    private static Optional<StreamEvent> keepAlive(String text) throws XmlException {
        if (!text.chars().allMatch(c -> c == KEEP_ALIVE || c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
            throw new XmlException("Text between stanzas");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new StreamEvent.KeepAlive());
    }

    private static XmlException malformed(Exception e) {
        // The lines after the first say where: of a stream nobody has in front of them.
        var what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new XmlException("Not well-formed XML: " + what, e);
    }

    /** Gives the parser's buffers back. */
    @Override
    public void close() {
        try {
            parser.closeCompletely();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The parser has no input to close, and fails to", e);
        }
    }
}
