package net.weftnet.protocol.ifmap;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.common.xml.XmlTreeBuilder;

/**
 * Reads a response from the stream as it arrives, one piece at a time: of a poll result with millions of items only one
 * item is in memory. The limits hold for each piece. Not thread-safe.
 *
 * <pre>
 *   Envelope { Body { response {
 *       pollResult { (searchResult | updateResult | ...) { resultItem* } }     one event for each brace and item
 *     | searchResult { resultItem* }
 *     | any other, read as a tree                                             Plain
 *   } } }
 * </pre>
 */
public final class ResponseReader implements AutoCloseable {
    private static final InputFactoryImpl FACTORY = XmlReader.hardened(new InputFactoryImpl());

    private final XMLStreamReader parser;
    private final XmlLimits limits;
    /** The declarations inside each open element, the innermost on top. */
    private final Deque<Namespaces> scopes = new ArrayDeque<>();

    private boolean inPoll;
    private boolean inResult;
    private boolean ended;

    private ResponseReader(XMLStreamReader parser, XmlLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /**
     * Begins to read a response.
     *
     * @param limits bounds of one item, or of a response without items
     */
    public static ResponseReader open(InputStream message, XmlLimits limits) throws XmlException, IfmapException {
        try {
            var reader = new ResponseReader(FACTORY.createXMLStreamReader(message), limits);
            reader.scopes.push(Namespaces.NONE);
            reader.enter(new QualifiedName(IfmapNames.SOAP, "Envelope"));
            reader.enter(new QualifiedName(IfmapNames.SOAP, "Body"));
            reader.enter(new QualifiedName(IfmapNames.IFMAP, "response"));
            return reader;
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw malformed(e);
        }
    }

    /** Reads a whole response, for those that are known to be small. */
    public static IfmapResponse readAll(InputStream message, XmlLimits limits) throws XmlException, IfmapException {
        try (var reader = open(message, limits)) {
            return new ResponseCollector(reader).collect();
        }
    }

    /** {@return the next piece; after {@link ResponseEvent.End} there is none} */
    public ResponseEvent next() throws XmlException, IfmapException {
        try {
            return ended ? new ResponseEvent.End() : read();
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw malformed(e);
        }
    }

    private ResponseEvent read() throws XMLStreamException, XmlException, IfmapException {
        if (nextTag() == XMLStreamConstants.END_ELEMENT) {
            return leave();
        }
        var name = parser.getLocalName();
        if (inResult) {
            if (!name.equals("resultItem")) {
                throw unexpected(name);
            }
            return new ResponseEvent.Item(item());
        }
        if (name.equals("pollResult") && !inPoll) {
            push();
            inPoll = true;
            return new ResponseEvent.PollStart();
        }
        for (var kind : SearchResult.Kind.values()) {
            if (kind.wireName().equals(name)) {
                push();
                inResult = true;
                return new ResponseEvent.ResultStart(kind, Optional.ofNullable(parser.getAttributeValue(null, "name")));
            }
        }
        return inPoll
                ? new ResponseEvent.Failed(subscriptionError(tree()))
                : new ResponseEvent.Plain(plain(tree(), scope()));
    }

    private ResponseEvent leave() throws XMLStreamException, XmlException {
        scopes.pop();
        if (inResult) {
            inResult = false;
            return new ResponseEvent.ResultEnd();
        }
        // A poll result, or the response, is complete, and with it all around it; a message cut off here is not whole.
        for (int open = scopes.size(); open > 1; open--) {
            if (nextTag() != XMLStreamConstants.END_ELEMENT) {
                throw new XmlException("<" + parser.getLocalName() + "> after the response");
            }
        }
        ended = true;
        return new ResponseEvent.End();
    }

    private ResultItem item() throws XMLStreamException, XmlException, IfmapException {
        var element = tree();
        return new ResultItem(
                SubjectCodec.decodeSubject(element),
                SubjectCodec.decodeMetadata(element, scope().within(element.attributes())));
    }

    private static IfmapResponse plain(XmlElement element, Namespaces outer) throws IfmapException {
        return switch (element.localName()) {
            case "newSessionResult" -> newSession(element, outer.within(element.attributes()));
            case "renewSessionResult" -> new IfmapResponse.RenewSessionResult();
            case "endSessionResult" -> new IfmapResponse.EndSessionResult();
            case "purgePublisherReceived" -> new IfmapResponse.PurgePublisherReceived();
            case "subscribeReceived" -> new IfmapResponse.SubscribeReceived();
            case "publishReceived" -> new IfmapResponse.PublishReceived();
            case "errorResult" ->
                new IfmapResponse.ErrorResult(errorCode(element), errorString(element), element.attribute("name"));
            default -> throw unexpected(element.name());
        };
    }

    private static IfmapResponse newSession(XmlElement element, Namespaces scope) throws IfmapException {
        var session = element.attribute(IfmapNames.SESSION_ID);
        if (session.isEmpty()) {
            throw new IfmapException(ErrorCode.FAILURE, "A newSessionResult without a session-id");
        }
        var size = element.attribute(IfmapNames.MAX_POLL_RESULT_SIZE);
        try {
            return new IfmapResponse.NewSessionResult(
                    session.get(),
                    element.attribute(IfmapNames.PUBLISHER_ID).orElse(""),
                    size.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(size.get())),
                    scope.attribute(element, RevisionMarker.NAMESPACE, IfmapNames.CONFIGURATION));
        } catch (NumberFormatException _) {
            throw new IfmapException(ErrorCode.FAILURE, "A newSessionResult with a max-poll-result-size of " + size);
        }
    }

    private static PollItem.SubscriptionError subscriptionError(XmlElement element) throws IfmapException {
        if (!element.localName().equals("errorResult")) {
            throw unexpected(element.name());
        }
        return new PollItem.SubscriptionError(
                element.attribute("name").orElse(""), errorCode(element), errorString(element));
    }

    private static ErrorCode errorCode(XmlElement element) {
        return element.attribute("errorCode").flatMap(ErrorCode::ofWireName).orElse(ErrorCode.FAILURE);
    }

    private static String errorString(XmlElement element) {
        return element.childText("errorString").orElse("");
    }

    private void enter(QualifiedName expected) throws XMLStreamException, XmlException, IfmapException {
        int tag = nextTag();
        if (tag == XMLStreamConstants.START_ELEMENT
                && parser.getLocalName().equals("Header")
                && expected.localName().equals("Body")) {
            tree();
            tag = nextTag();
        }
        if (tag != XMLStreamConstants.START_ELEMENT) {
            throw new IfmapException(ErrorCode.FAILURE, "No " + expected.localName() + " in the response");
        }
        var uri = parser.getNamespaceURI();
        if (!expected.equals(new QualifiedName(uri == null ? "" : uri, parser.getLocalName()))) {
            throw parser.getLocalName().equals("Fault") ? fault(tree()) : unexpected(parser.getLocalName());
        }
        push();
    }

    private static IfmapException fault(XmlElement fault) {
        var reason = fault.child("Reason").flatMap(r -> r.childText("Text")).orElse("no reason given");
        return new IfmapException(ErrorCode.SYSTEM_ERROR, "SOAP fault: " + reason);
    }

    /** Moves to the next start or end tag; only white space, comments and processing instructions may lie between. */
    private int nextTag() throws XMLStreamException, XmlException {
        while (parser.hasNext()) {
            switch (parser.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return XMLStreamConstants.START_ELEMENT;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return XMLStreamConstants.END_ELEMENT;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XmlException("A document type declaration or entity is not accepted");
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!parser.isWhiteSpace()) {
                        throw new XmlException("Text between the elements of a response");
                    }
                }
                default -> {
                    // nothing to read
                }
            }
        }
        throw new XmlException("The response ends too early");
    }

    private void push() {
        var declarations = new HashMap<String, String>();
        for (int i = 0; i < parser.getNamespaceCount(); i++) {
            var prefix = parser.getNamespacePrefix(i);
            var uri = parser.getNamespaceURI(i);
            declarations.put(prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri == null ? "" : uri);
        }
        scopes.push(scope().within(declarations));
    }

    private Namespaces scope() {
        var scope = scopes.peek();
        return scope == null ? Namespaces.NONE : scope;
    }

    /** {@return the element the parser stands at, whole; the parser then stands at its end tag} */
    private XmlElement tree() throws XMLStreamException, XmlException {
        var builder = new XmlTreeBuilder(limits);
        var tree = builder.accept(XMLStreamConstants.START_ELEMENT, parser);
        while (tree.isEmpty()) {
            if (!parser.hasNext()) {
                throw new XmlException("The response ends too early");
            }
            tree = builder.accept(parser.next(), parser);
        }
        return tree.get();
    }

    private static IfmapException unexpected(String name) {
        return new IfmapException(ErrorCode.FAILURE, "<" + name + "> is unexpected in a response");
    }

    private static XmlException malformed(Exception e) {
        return new XmlException("Not well-formed XML: " + e.getMessage(), e);
    }

    /** Ends reading; the stream stays open, it is the caller's. */
    @Override
    public void close() {
        try {
            parser.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A parser that does not own its input failed to close", e);
        }
    }
}
