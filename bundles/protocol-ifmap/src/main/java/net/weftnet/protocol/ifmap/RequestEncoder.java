package net.weftnet.protocol.ifmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.ifmap.IfmapRequest.EndSession;
import net.weftnet.protocol.ifmap.IfmapRequest.NewSession;
import net.weftnet.protocol.ifmap.IfmapRequest.Poll;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.IfmapRequest.Publish;
import net.weftnet.protocol.ifmap.IfmapRequest.PurgePublisher;
import net.weftnet.protocol.ifmap.IfmapRequest.RenewSession;
import net.weftnet.protocol.ifmap.IfmapRequest.SearchOnce;
import net.weftnet.protocol.ifmap.IfmapRequest.Subscribe;
import net.weftnet.protocol.ifmap.IfmapRequest.Subscription;

/** Writes requests as SOAP 1.2 messages. */
public final class RequestEncoder {

    private RequestEncoder() {}

    /** {@return the whole message} */
    public static String encode(IfmapRequest request) {
        var out = new StringBuilder(512);
        out.append(Soap.OPEN);
        element(request).withAttribute("xmlns:ifmap", IfmapNames.IFMAP).appendTo(out);
        return out.append(Soap.CLOSE).toString();
    }

    private static XmlElement element(IfmapRequest request) {
        return switch (request) {
            case NewSession(var size) -> {
                var element = empty("ifmap:newSession");
                yield size.isEmpty()
                        ? element
                        : element.withAttribute(IfmapNames.MAX_POLL_RESULT_SIZE, Long.toString(size.getAsLong()));
            }
            case RenewSession(var session) -> inSession("ifmap:renewSession", session, List.of());
            case EndSession(var session) -> inSession("ifmap:endSession", session, List.of());
            case Poll(var session) -> inSession("ifmap:poll", session, List.of());
            case PurgePublisher(var session, var publisher) ->
                inSession("ifmap:purgePublisher", session, List.of()).withAttribute(IfmapNames.PUBLISHER_ID, publisher);
            case Subscribe(var session, var subscriptions) ->
                inSession(
                        "ifmap:subscribe",
                        session,
                        subscriptions.stream().map(RequestEncoder::subscription).toList());
            case SearchOnce(var session, var search) -> {
                var element = inSession("ifmap:search", session, List.of(SubjectCodec.encode(search.start())));
                yield withSearch(element, search);
            }
            case Publish(var session, var publications) ->
                inSession(
                        "ifmap:publish",
                        session,
                        publications.stream().map(RequestEncoder::publication).toList());
        };
    }

    private static XmlElement inSession(String name, String session, List<XmlElement> children) {
        return new XmlElement(name, Map.of(IfmapNames.SESSION_ID, session), "", children);
    }

    private static XmlElement empty(String name) {
        return new XmlElement(name, Map.of(), "", List.of());
    }

    private static XmlElement subscription(Subscription subscription) {
        return switch (subscription) {
            case Subscription.Update(var name, var search, var since) -> {
                var update = XmlElement.of("update", SubjectCodec.encode(search.start()));
                yield withSince(withSearch(update.withAttribute("name", name), search), since);
            }
            case Subscription.Delete(var name) -> empty("delete").withAttribute("name", name);
        };
    }

    private static XmlElement withSearch(XmlElement element, Search search) {
        var result = element.withAttribute("max-depth", Integer.toString(search.maxDepth()));
        if (search.maxSize().isPresent()) {
            result = result.withAttribute(
                    "max-size", Long.toString(search.maxSize().getAsLong()));
        }
        if (!search.terminalTypes().isEmpty()) {
            result = result.withAttribute(
                    "terminal-identifier-type",
                    String.join(",", search.terminalTypes().stream().sorted().toList()));
        }
        return withFilter(
                withFilter(result, "match-links", search.matchLinks()), "result-filter", search.resultFilter());
    }

    private static XmlElement withSince(XmlElement update, Optional<RevisionMarker> since) {
        return since.isEmpty()
                ? update
                : update.withAttribute("xmlns:" + RevisionMarker.PREFIX, RevisionMarker.NAMESPACE)
                        .withAttribute(
                                RevisionMarker.PREFIX + ":" + IfmapNames.SINCE,
                                Long.toString(since.get().revision()))
                        .withAttribute(
                                RevisionMarker.PREFIX + ":" + IfmapNames.SUM,
                                since.get().sum());
    }

    private static XmlElement withFilter(XmlElement element, String attribute, Optional<Filter> filter) {
        var result = element;
        if (filter.isPresent()) {
            result = result.withAttribute(attribute, filter.get().text());
            for (var namespace : filter.get().namespaces().entrySet()) {
                result = result.withAttribute("xmlns:" + namespace.getKey(), namespace.getValue());
            }
        }
        return result;
    }

    private static XmlElement publication(Publication publication) {
        var children = new ArrayList<>(SubjectCodec.encode(publication.subject()));
        return switch (publication) {
            case Publication.Update update -> {
                children.add(SubjectCodec.encode(update.metadata()));
                yield XmlElement.of("update", children)
                        .withAttribute("lifetime", update.lifetime().wireName());
            }
            case Publication.Notify notify -> {
                children.add(SubjectCodec.encode(notify.metadata()));
                yield XmlElement.of("notify", children);
            }
            case Publication.Delete delete -> withFilter(XmlElement.of("delete", children), "filter", delete.filter());
        };
    }
}
