package net.weftnet.control.config.client;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.control.config.graph.GraphUpdate;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.ResponseEvent;
import net.weftnet.protocol.ifmap.ResponseReader;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.SearchResult;

/**
 * Reads the poll results of a session as they arrive. Only the facts are kept, never the message; what was read of a result
 * that breaks off is dropped as a whole, and read again after the reconnect.
 *
 * <p>A server that names the publisher of its configuration ends each result of it with the marker of the revision, which
 * is the end of the configuration: a full result without one is not whole. What other clients of that server say in
 * Contrail's words is not taken for the configuration.
 */
final class PollReader {
    /** For one item: an object has tens of properties; an access list may have thousands of entries. */
    private static final XmlLimits ITEM = new XmlLimits(64, 1_000_000, 64L << 20);

    private final Optional<String> publisher;
    private List<GraphUpdate> updates = List.of();
    private Optional<RevisionMarker> marker = Optional.empty();

    /** What a poll told. */
    record PollNews(List<GraphUpdate> updates, Optional<RevisionMarker> marker) {
        /** {@return whether the whole configuration was told} */
        boolean whole() {
            return updates.stream().anyMatch(GraphUpdate::whole);
        }
    }

    /** @param publisher whose metadata is the configuration; empty if the server does not say */
    PollReader(Optional<String> publisher) {
        this.publisher = publisher;
    }

    /**
     * Reads one poll result to its end.
     *
     * @throws IfmapException if the server refuses the poll, ends the session or the subscription, or tells a configuration
     *     that is not whole
     */
    PollNews read(InputStream message) throws XmlException, IfmapException {
        updates = new ArrayList<>();
        marker = Optional.empty();
        try (var reader = ResponseReader.open(message, ITEM)) {
            while (take(reader.next(), reader)) {
                // take does the work
            }
        }
        var news = new PollNews(updates, marker);
        if (publisher.isPresent() && news.whole() && marker.isEmpty()) {
            throw new IfmapException(ErrorCode.FAILURE, "The configuration ends without its revision");
        }
        return news;
    }

    private boolean take(ResponseEvent event, ResponseReader reader) throws XmlException, IfmapException {
        switch (event) {
            case ResponseEvent.PollStart() -> {
                return true;
            }
            case ResponseEvent.ResultStart start -> {
                result(start.kind(), reader);
                return true;
            }
            case ResponseEvent.End() -> {
                return false;
            }
            case ResponseEvent.Plain(var response) -> throw refusal(response);
            case ResponseEvent.Failed(var error) -> throw new IfmapException(error.code(), error.message());
            case ResponseEvent.Item _, ResponseEvent.ResultEnd _ ->
                throw new IfmapException(ErrorCode.FAILURE, "An item outside of a result");
        }
    }

    private static IfmapException refusal(IfmapResponse response) {
        return switch (response) {
            case IfmapResponse.ErrorResult error -> new IfmapException(error.code(), error.message());
            case IfmapResponse.EndSessionResult() ->
                new IfmapException(ErrorCode.INVALID_SESSION_ID, "The server ended the session");
            default -> new IfmapException(ErrorCode.FAILURE, "Not an answer to a poll: " + response);
        };
    }

    private void result(SearchResult.Kind kind, ResponseReader reader) throws XmlException, IfmapException {
        var changes = new ArrayList<GraphUpdate.Change>();
        while (reader.next() instanceof ResponseEvent.Item(var item)) {
            marker = ContrailFacts.marker(item, publisher).or(() -> marker);
            ContrailFacts.read(item, publisher, kind == SearchResult.Kind.DELETE, changes);
        }
        // A notification passes by; it says nothing about the graph.
        if (kind != SearchResult.Kind.NOTIFY) {
            updates.add(new GraphUpdate(kind == SearchResult.Kind.SEARCH, changes));
        }
    }
}
