package net.weftnet.protocol.ifmap;

import java.util.Optional;

/** A piece of a response, as {@link ResponseReader} comes upon it. */
public sealed interface ResponseEvent {

    /** A response without results, whole. */
    record Plain(IfmapResponse response) implements ResponseEvent {}

    /** A poll result begins; its parts follow. */
    record PollStart() implements ResponseEvent {}

    /** A result begins; its items follow. */
    record ResultStart(SearchResult.Kind kind, Optional<String> name) implements ResponseEvent {}

    /** One item of the result. */
    record Item(ResultItem item) implements ResponseEvent {}

    /** The result is complete. */
    record ResultEnd() implements ResponseEvent {}

    /** A subscription of the poll failed, and is gone. */
    record Failed(PollItem.SubscriptionError error) implements ResponseEvent {}

    /** The response is complete. */
    record End() implements ResponseEvent {}
}
