package net.weftnet.control.config.client;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.control.config.graph.GraphUpdate;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.ResponseEvent;
import net.weftnet.protocol.ifmap.ResponseReader;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.SearchResult;

/**
 * Reads the poll results of a session as they arrive. Only the facts are kept, never the message; what was read of a result
 * that breaks off is dropped as a whole, and read again after the reconnect.
 *
 * <p>Who publishes the revision marker, on the root and so first of all, publishes the configuration: what other clients of
 * the server say in Contrail's words is not taken for it.
 */
final class PollReader {
    /** For one item: an object has tens of properties; an access list may have thousands of entries. */
    private static final XmlLimits ITEM = new XmlLimits(64, 1_000_000, 64L << 20);

    private Optional<String> publisher = Optional.empty();
    private List<GraphUpdate> updates = List.of();
    private OptionalLong revision = OptionalLong.empty();

    /** What a poll told. */
    record PollNews(List<GraphUpdate> updates, OptionalLong revision) {}

    /**
     * Reads one poll result to its end.
     *
     * @throws IfmapException if the server refuses the poll, or ends the session or the subscription
     */
    PollNews read(InputStream message) throws XmlException, IfmapException {
        updates = new ArrayList<>();
        revision = OptionalLong.empty();
        try (var reader = ResponseReader.open(message, ITEM)) {
            while (take(reader.next(), reader)) {
                // take does the work
            }
        }
        return new PollNews(updates, revision);
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
            ContrailFacts.marker(item).ifPresent(this::mark);
            ContrailFacts.read(item, publisher, kind == SearchResult.Kind.DELETE, changes);
        }
        // A notification passes by; it says nothing about the graph.
        if (kind != SearchResult.Kind.NOTIFY) {
            updates.add(new GraphUpdate(kind == SearchResult.Kind.SEARCH, changes));
        }
    }

    private void mark(Metadata marker) {
        publisher = marker.publisherId();
        revision = RevisionMarker.revision(marker);
    }
}
