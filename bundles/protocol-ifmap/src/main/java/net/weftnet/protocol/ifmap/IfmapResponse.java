package net.weftnet.protocol.ifmap;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server answers (IF-MAP 2.0 section 3.7). */
public sealed interface IfmapResponse {

    /**
     * A session is there.
     *
     * @param configuration the publisher of the configuration, if the server says so: such a server marks each revision
     *     ({@link RevisionMarker}), and lets a subscription go on from one
     */
    record NewSessionResult(
            String sessionId, String publisherId, OptionalLong maxPollResultSize, Optional<String> configuration)
            implements IfmapResponse {}

    /** The session goes on. */
    record RenewSessionResult() implements IfmapResponse {}

    /** The session is over; also the answer to a poll that was waiting. */
    record EndSessionResult() implements IfmapResponse {}

    /** What the publisher published is gone. */
    record PurgePublisherReceived() implements IfmapResponse {}

    /** The subscriptions are as asked. */
    record SubscribeReceived() implements IfmapResponse {}

    /** The metadata is as asked. */
    record PublishReceived() implements IfmapResponse {}

    /** The answer to a search. */
    record SearchReceived(Found result) implements IfmapResponse {}

    /** The answer to a poll. */
    record PollResult(List<PollItem> results) implements IfmapResponse {
        public PollResult {
            results = List.copyOf(results);
        }
    }

    /**
     * The request was refused.
     *
     * @param name the subscription that was refused, if it was one
     */
    record ErrorResult(ErrorCode code, String message, Optional<String> name) implements IfmapResponse {}
}
