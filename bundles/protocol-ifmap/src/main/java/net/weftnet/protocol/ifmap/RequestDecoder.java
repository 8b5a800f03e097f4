package net.weftnet.protocol.ifmap;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.protocol.ifmap.IfmapRequest.Lifetime;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.IfmapRequest.Subscription;

/** Reads the requests of clients. */
public final class RequestDecoder {
    /** The depth of a search that names none (IF-MAP 2.0 section 3.7.2.8). */
    private static final int DEFAULT_DEPTH = 0;
    /** The longest metadata element a client may publish, in characters of names, attributes and text. */
    private static final int LONGEST_METADATA = 1 << 18;

    private RequestDecoder() {}

    /**
     * Reads one SOAP message.
     *
     * @throws XmlException if it is not XML within the limits
     * @throws IfmapException if it is not a request IF-MAP knows, with the code to answer
     */
    public static IfmapRequest decode(InputStream message, XmlLimits limits) throws XmlException, IfmapException {
        var envelope = XmlReader.read(message, limits);
        var scope = Namespaces.NONE.within(envelope.attributes());
        requireSoap(envelope, "Envelope", scope);
        for (var part : envelope.children()) {
            if (part.localName().equals("Body")) {
                scope = scope.within(part.attributes());
                requireSoap(part, "Body", scope);
                if (part.children().size() != 1) {
                    throw new IfmapException(
                            ErrorCode.FAILURE, part.children().size() + " requests in one message instead of one");
                }
                var request = part.children().get(0);
                return decode(request, scope.within(request.attributes()));
            }
        }
        throw new IfmapException(ErrorCode.FAILURE, "No SOAP Body");
    }

    private static void requireSoap(XmlElement element, String name, Namespaces scope) throws IfmapException {
        if (!scope.resolve(element.name()).equals(new QualifiedName(IfmapNames.SOAP, name))) {
            throw new IfmapException(ErrorCode.FAILURE, "<" + element.name() + "> is no SOAP 1.2 " + name);
        }
    }

    private static IfmapRequest decode(XmlElement request, Namespaces scope) throws IfmapException {
        var name = scope.resolve(request.name());
        if (!name.namespace().equals(IfmapNames.IFMAP)) {
            throw new IfmapException(
                    ErrorCode.INVALID_SCHEMA_VERSION,
                    "<" + request.name() + "> is not in namespace " + IfmapNames.IFMAP);
        }
        return switch (name.localName()) {
            case "newSession" -> new IfmapRequest.NewSession(size(request, IfmapNames.MAX_POLL_RESULT_SIZE));
            case "renewSession" -> new IfmapRequest.RenewSession(session(request));
            case "endSession" -> new IfmapRequest.EndSession(session(request));
            case "poll" -> new IfmapRequest.Poll(session(request));
            case "purgePublisher" ->
                new IfmapRequest.PurgePublisher(session(request), required(request, IfmapNames.PUBLISHER_ID));
            case "subscribe" -> new IfmapRequest.Subscribe(session(request), subscriptions(request, scope));
            case "search" -> new IfmapRequest.SearchOnce(session(request), search(request, scope));
            case "publish" -> new IfmapRequest.Publish(session(request), publications(request, scope));
            default -> throw new IfmapException(ErrorCode.FAILURE, "No such request: <" + request.name() + ">");
        };
    }

    private static String session(XmlElement request) throws IfmapException {
        return request.attribute(IfmapNames.SESSION_ID)
                .orElseThrow(() -> new IfmapException(
                        ErrorCode.INVALID_SESSION_ID, "<" + request.name() + "> without a session-id"));
    }

    private static String required(XmlElement element, String attribute) throws IfmapException {
        return element.attribute(attribute)
                .orElseThrow(
                        () -> new IfmapException(ErrorCode.FAILURE, "<" + element.name() + "> without a " + attribute));
    }

    private static OptionalLong size(XmlElement element, String attribute) throws IfmapException {
        var text = element.attribute(attribute);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(element, attribute, text.get()));
    }

    private static long number(XmlElement element, String attribute, String text) throws IfmapException {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below, with a negative one
        }
        throw new IfmapException(ErrorCode.FAILURE, "<" + element.name() + "> has the " + attribute + " " + text);
    }

    private static List<Subscription> subscriptions(XmlElement request, Namespaces outer) throws IfmapException {
        var subscriptions = new ArrayList<Subscription>();
        for (var element : request.children()) {
            var name = required(element, "name");
            subscriptions.add(
                    switch (element.localName()) {
                        case "update" -> {
                            var scope = outer.within(element.attributes());
                            yield new Subscription.Update(name, search(element, scope), since(element, scope));
                        }
                        case "delete" -> new Subscription.Delete(name);
                        default -> throw unexpected(element, request);
                    });
        }
        requireSome(subscriptions, request);
        return subscriptions;
    }

    private static Optional<RevisionMarker> since(XmlElement element, Namespaces scope) {
        return scope.attribute(element, RevisionMarker.NAMESPACE, IfmapNames.SINCE)
                .flatMap(revision -> RevisionMarker.parse(
                        revision,
                        scope.attribute(element, RevisionMarker.NAMESPACE, IfmapNames.SUM)
                                .orElse("")));
    }

    private static Search search(XmlElement element, Namespaces scope) throws IfmapException {
        if (!(SubjectCodec.decodeSubject(element) instanceof Subject.Node(var start))) {
            throw new IfmapException(ErrorCode.FAILURE, "<" + element.name() + "> starts from a link");
        }
        var depth = size(element, "max-depth").orElse(DEFAULT_DEPTH);
        return new Search(
                start,
                (int) Math.min(depth, Integer.MAX_VALUE),
                filter(element, "match-links", scope),
                filter(element, "result-filter", scope),
                size(element, "max-size"),
                element.attribute("terminal-identifier-type")
                        .filter(types -> !types.isBlank())
                        .map(types -> Set.copyOf(List.of(types.strip().split("\\s*,\\s*"))))
                        .orElse(Set.of()));
    }

    private static Optional<Filter> filter(XmlElement element, String attribute, Namespaces scope)
            throws IfmapException {
        var text = element.attribute(attribute);
        return text.isEmpty() ? Optional.empty() : Optional.of(Filter.parse(text.get(), scope.declared()));
    }

    private static List<Publication> publications(XmlElement request, Namespaces outer) throws IfmapException {
        var publications = new ArrayList<Publication>();
        for (var element : request.children()) {
            var scope = outer.within(element.attributes());
            var subject = SubjectCodec.decodeSubject(element);
            publications.add(
                    switch (element.localName()) {
                        case "update" ->
                            new Publication.Update(subject, someMetadata(element, scope), lifetime(element));
                        case "notify" -> new Publication.Notify(subject, someMetadata(element, scope));
                        case "delete" -> new Publication.Delete(subject, filter(element, "filter", scope));
                        default -> throw unexpected(element, request);
                    });
        }
        requireSome(publications, request);
        return publications;
    }

    private static List<Metadata> someMetadata(XmlElement element, Namespaces scope) throws IfmapException {
        var metadata = SubjectCodec.decodeMetadata(element, scope);
        requireSome(metadata, element);
        for (var one : metadata) {
            if (length(one.element()) > LONGEST_METADATA) {
                throw new IfmapException(
                        ErrorCode.METADATA_TOO_LONG, one.type() + " has more than " + LONGEST_METADATA + " characters");
            }
        }
        return metadata;
    }

    private static long length(XmlElement element) {
        long length = element.name().length() + element.text().length();
        for (var attribute : element.attributes().entrySet()) {
            length += attribute.getKey().length() + attribute.getValue().length();
        }
        for (var child : element.children()) {
            length += length(child);
        }
        return length;
    }

    private static Lifetime lifetime(XmlElement element) throws IfmapException {
        var text = element.attribute("lifetime").orElse(Lifetime.SESSION.wireName());
        for (var lifetime : Lifetime.values()) {
            if (lifetime.wireName().equals(text)) {
                return lifetime;
            }
        }
        throw new IfmapException(ErrorCode.FAILURE, "No such lifetime: " + text);
    }

    private static void requireSome(List<?> parts, XmlElement element) throws IfmapException {
        if (parts.isEmpty()) {
            throw new IfmapException(ErrorCode.FAILURE, "<" + element.name() + "> is empty");
        }
    }

    private static IfmapException unexpected(XmlElement element, XmlElement parent) {
        return new IfmapException(
                ErrorCode.FAILURE, "<" + element.name() + "> does not belong into <" + parent.name() + ">");
    }
}
