package net.weftnet.config.ifmap.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.weftnet.config.ifmap.graph.Subscription;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.PollItem;
import net.weftnet.protocol.ifmap.ResponseEncoder;
import org.jspecify.annotations.Nullable;

/** A client's session. Belongs to the server's thread. */
final class Session {
    private final String id;
    private final String publisherId;
    private final String client;
    private final Instant since;
    private final OptionalLong maxPollResultSize;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Pace answers;

    private Instant lastSeen;
    /** The connections for requests and for polls (SSRC and ARC, IF-MAP 2.0 section 3.7.1), by their other ends. */
    private String requests = "";

    private String polls = "";
    private @Nullable CompletableFuture<IfmapResponse> waitingPoll;

    /** @param pace makes what lets the answers to polls keep their distance */
    Session(
            String id,
            String publisherId,
            String client,
            Instant since,
            OptionalLong maxPollResultSize,
            Function<Runnable, Pace> pace) {
        this.id = id;
        this.publisherId = publisherId;
        this.client = client;
        this.since = since;
        this.maxPollResultSize = maxPollResultSize;
        answers = pace.apply(this::answer);
        lastSeen = since;
    }

    String id() {
        return id;
    }

    String publisherId() {
        return publisherId;
    }

    int subscriptions() {
        return subscriptions.size();
    }

    void put(Subscription subscription) {
        var old = subscriptions.put(subscription.name(), subscription);
        if (old != null) {
            old.close();
        }
    }

    void remove(String subscription) {
        var removed = subscriptions.remove(subscription);
        if (removed != null) {
            removed.close();
        }
    }

    void seen(Instant now) {
        lastSeen = now;
    }

    /** {@return whether nothing was heard since then, and no poll is waiting} */
    boolean isSilentSince(Instant limit) {
        return waitingPoll == null && lastSeen.isBefore(limit);
    }

    /**
     * Notes by which connection a request other than a poll came.
     *
     * @throws IfmapException if that is the one for polls
     */
    void askedBy(String connection) throws IfmapException {
        if (connection.equals(polls)) {
            throw new IfmapException(ErrorCode.FAILURE, "This connection is for polls (ARC)");
        }
        requests = connection;
    }

    boolean isPolling() {
        return waitingPoll != null;
    }

    /**
     * Takes a poll.
     *
     * @throws IfmapException if it came by the connection for other requests
     */
    void poll(String connection, CompletableFuture<IfmapResponse> poll) throws IfmapException {
        if (connection.equals(requests)) {
            throw new IfmapException(ErrorCode.FAILURE, "A poll needs a connection of its own (ARC)");
        }
        polls = connection;
        waitingPoll = poll;
        answerIfNews();
    }

    /** Answers the waiting poll, if one waits and there is something to tell: at once, unless it has just answered one. */
    void answerIfNews() {
        if (hasNews()) {
            answers.ask();
        }
    }

    private boolean hasNews() {
        return waitingPoll != null && subscriptions.values().stream().anyMatch(s -> s.waiting() > 0);
    }

    private void answer() {
        if (!hasNews()) {
            return;
        }
        var results = new ArrayList<PollItem>();
        for (var subscription : List.copyOf(subscriptions.values())) {
            results.addAll(results(subscription));
        }
        if (!results.isEmpty()) {
            answerWaiting(new IfmapResponse.PollResult(withinSize(results)));
        }
    }

    private List<? extends PollItem> results(Subscription subscription) {
        var results = subscription.take();
        var maxSize = subscription.search().maxSize();
        if (maxSize.isPresent() && size(results) > maxSize.getAsLong()) {
            return List.of(refuse(subscription.name(), ErrorCode.SEARCH_RESULTS_TOO_BIG, maxSize.getAsLong()));
        }
        return results;
    }

    private List<PollItem> withinSize(List<PollItem> results) {
        if (maxPollResultSize.isEmpty() || size(results) <= maxPollResultSize.getAsLong()) {
            return results;
        }
        var refused = new ArrayList<PollItem>();
        for (var name : List.copyOf(subscriptions.keySet())) {
            refused.add(refuse(name, ErrorCode.POLL_RESULTS_TOO_BIG, maxPollResultSize.getAsLong()));
        }
        return refused;
    }

    private PollItem refuse(String subscription, ErrorCode code, long size) {
        remove(subscription);
        return new PollItem.SubscriptionError(subscription, code, "More than " + size + " octets");
    }

    private static long size(List<? extends PollItem> results) {
        return ResponseEncoder.size(new IfmapResponse.PollResult(List.copyOf(results)));
    }

    /** The session is over: a waiting poll is told. */
    void end() {
        List.copyOf(subscriptions.keySet()).forEach(this::remove);
        answerWaiting(new IfmapResponse.EndSessionResult());
    }

    private void answerWaiting(IfmapResponse response) {
        var poll = waitingPoll;
        waitingPoll = null;
        if (poll != null) {
            poll.complete(response);
        }
    }

    SessionStatus status() {
        return new SessionStatus(
                id,
                publisherId,
                client,
                since,
                waitingPoll != null,
                List.copyOf(subscriptions.keySet()),
                subscriptions.values().stream().mapToLong(Subscription::waiting).sum());
    }
}
