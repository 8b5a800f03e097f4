package net.weftnet.config.ifmap.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.ifmap.graph.Feeds;
import net.weftnet.config.ifmap.graph.MetadataStore;
import net.weftnet.config.ifmap.graph.SearchView;
import net.weftnet.config.ifmap.graph.Subscription;
import net.weftnet.protocol.ifmap.EncodedItems;
import net.weftnet.protocol.ifmap.EncodedResult;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.ResponseEncoder;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests. Sessions and metadata belong to the owner thread: whoever asks waits for it, and a poll gets a promise
 * that is kept once there is something to tell.
 */
public final class IfmapServer implements ServerView, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IfmapServer.class);
    private static final int SWEEPS_PER_TIMEOUT = 8;
    private static final int SESSION_ID_OCTETS = 16;
    /** How long a client that has a later revision than this server waits for this one to have it too. */
    private static final Duration CATCH_UP_PATIENCE = Duration.ofSeconds(10);

    private final OwnerThread owner;
    private final Clock clock;
    private final ServerLimits limits;
    private final IntConsumer sessionCount;
    private final SecureRandom random = new SecureRandom();
    private final MetadataStore store = new MetadataStore();
    private final Feeds feeds;
    private final ClientPublications publications;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    /** One publisher-id for each user: the user's sessions speak for the same IF-MAP client. */
    private final Map<String, String> publisherIds = new TreeMap<>();

    private volatile boolean closed;

    /**
     * A server without metadata.
     *
     * @param sessionCount is told how many sessions there are, whenever that changes
     */
    public IfmapServer(OwnerThread owner, Clock clock, ServerLimits limits, IntConsumer sessionCount) {
        this.owner = owner;
        this.clock = clock;
        this.limits = limits;
        this.sessionCount = sessionCount;
        feeds = new Feeds(store, limits.waiting());
        publications = new ClientPublications(store, clock, limits.metadata());
        scheduleSweep();
    }

    private void scheduleSweep() {
        owner.schedule(limits.sessionTimeout().dividedBy(SWEEPS_PER_TIMEOUT), this::sweep);
    }

    /** Changes metadata on behalf of the configuration; subscribers see it as one change. */
    public void publish(Consumer<MetadataStore> change) {
        owner.execute(() -> {
            change.accept(store);
            tellSubscribers();
        });
    }

    /**
     * Answers a request other than a poll.
     *
     * @param user who asks
     * @param connection by which it asks: the address of its other end
     */
    public IfmapResponse answer(String user, String connection, IfmapRequest request) {
        return owner.call(() -> {
            try {
                return handle(user, connection, request);
            } catch (IfmapException e) {
                log.debug("{}: {} refused: {}", connection, request.action(), e.toString());
                return refusal(e);
            }
        });
    }

    private static IfmapResponse refusal(IfmapException e) {
        return new IfmapResponse.ErrorResult(e.code(), String.valueOf(e.getMessage()), Optional.empty());
    }

    private IfmapResponse handle(String user, String connection, IfmapRequest request) throws IfmapException {
        return switch (request) {
            case IfmapRequest.NewSession(var maxPollResultSize) -> newSession(user, connection, maxPollResultSize);
            case IfmapRequest.Poll _ -> throw new IllegalArgumentException("A poll is not answered at once");
            case IfmapRequest.InSession inSession -> {
                var session = session(user, inSession.sessionId());
                session.askedBy(connection);
                yield handle(session, inSession);
            }
        };
    }

    private IfmapResponse handle(Session session, IfmapRequest.InSession request) throws IfmapException {
        return switch (request) {
            case IfmapRequest.RenewSession _ -> new IfmapResponse.RenewSessionResult();
            case IfmapRequest.EndSession _ -> {
                end(session, "ended by its client");
                yield new IfmapResponse.EndSessionResult();
            }
            case IfmapRequest.Subscribe subscribe -> subscribe(session, subscribe.subscriptions());
            case IfmapRequest.SearchOnce search -> search(search.search());
            case IfmapRequest.Publish publish -> publish(session, publish.publications());
            case IfmapRequest.PurgePublisher purge -> purge(session, purge.publisherId());
            case IfmapRequest.Poll _ -> throw new IllegalArgumentException("A poll is not answered at once");
        };
    }

    private Session session(String user, String id) throws IfmapException {
        var session = sessions.get(id);
        if (session == null || !session.publisherId().equals(publisherIds.get(user))) {
            throw new IfmapException(ErrorCode.INVALID_SESSION_ID, "No session " + id);
        }
        session.seen(clock.instant());
        return session;
    }

    private IfmapResponse newSession(String user, String connection, OptionalLong maxPollResultSize)
            throws IfmapException {
        if (sessions.size() >= limits.sessions()) {
            throw new IfmapException(ErrorCode.SYSTEM_ERROR, "There are " + limits.sessions() + " sessions already");
        }
        var publisherId = publisherIds.computeIfAbsent(user, _ -> user + "--" + (publisherIds.size() + 1));
        var octets = new byte[SESSION_ID_OCTETS];
        random.nextBytes(octets);
        var id = HexFormat.of().formatHex(octets);
        sessions.put(
                id,
                new Session(
                        id,
                        publisherId,
                        connection,
                        clock.instant(),
                        maxPollResultSize,
                        action -> new Pace(owner, clock, limits.answerGap(), action)));
        log.info("ifmap {}: session {} of {}", connection, id, publisherId);
        sessionCount.accept(sessions.size());
        return new IfmapResponse.NewSessionResult(
                id, publisherId, maxPollResultSize, Optional.of(MetadataStore.CONFIGURATION.publisherId()));
    }

    private IfmapResponse subscribe(Session session, List<IfmapRequest.Subscription> changes) throws IfmapException {
        if (session.subscriptions() + changes.size() > limits.subscriptions()) {
            throw new IfmapException(ErrorCode.FAILURE, "More than " + limits.subscriptions() + " subscriptions");
        }
        for (var change : changes) {
            switch (change) {
                case IfmapRequest.Subscription.Update(var name, var search, var since) ->
                    subscribe(session, new Subscription(name, search, since, feeds));
                case IfmapRequest.Subscription.Delete(var name) -> session.remove(name);
            }
        }
        session.answerIfNews();
        return new IfmapResponse.SubscribeReceived();
    }

    private void subscribe(Session session, Subscription subscription) {
        session.put(subscription);
        if (subscription.isAhead()) {
            owner.schedule(CATCH_UP_PATIENCE, () -> {
                subscription.waitNoLonger();
                session.answerIfNews();
            });
        }
    }

    private IfmapResponse search(Search search) throws IfmapException {
        var items = new EncodedItems(new SearchView(store, search).items());
        var response =
                new IfmapResponse.SearchReceived(new EncodedResult(SearchResult.Kind.SEARCH, Optional.empty(), items));
        if (search.maxSize().isPresent()
                && ResponseEncoder.size(response) > search.maxSize().getAsLong()) {
            throw new IfmapException(
                    ErrorCode.SEARCH_RESULTS_TOO_BIG,
                    "More than " + search.maxSize().getAsLong() + " octets");
        }
        return response;
    }

    private IfmapResponse publish(Session session, List<Publication> changes) throws IfmapException {
        publications.apply(session, changes);
        for (var change : changes) {
            if (change instanceof Publication.Notify(var subject, var metadata)) {
                feeds.pass(subject, publications.stamped(session, metadata));
            }
        }
        tellSubscribers();
        return new IfmapResponse.PublishReceived();
    }

    private IfmapResponse purge(Session session, String publisherId) throws IfmapException {
        if (!publisherId.equals(session.publisherId())) {
            throw new IfmapException(ErrorCode.ACCESS_DENIED, "Only " + publisherId + " may purge what it published");
        }
        publications.purge(publisherId);
        tellSubscribers();
        return new IfmapResponse.PurgePublisherReceived();
    }

    private void tellSubscribers() {
        var batch = store.takeBatch();
        if (!batch.changes().isEmpty()) {
            feeds.update(batch);
        }
        sessions.values().forEach(Session::answerIfNews);
    }

    /** {@return the answer to a poll, once there is something to tell or the session ends} */
    public CompletableFuture<IfmapResponse> poll(String user, String connection, String sessionId) {
        var answer = new CompletableFuture<IfmapResponse>();
        owner.execute(() -> {
            try {
                poll(session(user, sessionId), connection, answer);
            } catch (IfmapException e) {
                answer.complete(refusal(e));
            }
        });
        if (closed) {
            // The owner thread may have dropped it.
            answer.complete(new IfmapResponse.EndSessionResult());
        }
        return answer;
    }

    /** One poll at a time: with a second one the session ends, since nobody knows which of the two is read. */
    private void poll(Session session, String connection, CompletableFuture<IfmapResponse> answer)
            throws IfmapException {
        if (session.isPolling()) {
            end(session, "polled twice at the same time");
            throw new IfmapException(ErrorCode.INVALID_SESSION_ID, "Another poll was waiting; the session is over");
        }
        session.poll(connection, answer);
    }

    /** The connection of a poll closed before its answer had arrived, and with that the session ends. */
    public void lost(String sessionId, CompletableFuture<IfmapResponse> poll) {
        owner.execute(() -> {
            var session = sessions.get(sessionId);
            if (session != null) {
                end(session, "its connection for polls closed");
            }
            poll.complete(new IfmapResponse.EndSessionResult());
        });
    }

    private void sweep() {
        // First of all, so that no fault in here can be the end of it.
        scheduleSweep();
        var limit = clock.instant().minus(limits.sessionTimeout());
        for (var session : List.copyOf(sessions.values())) {
            if (session.isSilentSince(limit)) {
                end(session, "silent for " + limits.sessionTimeout().toSeconds() + " s");
            }
        }
    }

    private void end(Session session, String why) {
        sessions.remove(session.id());
        session.end();
        log.info("ifmap: session {} of {} is over: {}", session.id(), session.publisherId(), why);
        publications.end(session);
        tellSubscribers();
        sessionCount.accept(sessions.size());
    }

    @Override
    public List<SessionStatus> sessions() {
        return owner.call(() -> sessions.values().stream().map(Session::status).toList());
    }

    /** Ends every session; the clients go elsewhere, or come back. */
    @Override
    public void close() {
        closed = true;
        owner.call(() -> {
            List.copyOf(sessions.values()).forEach(Session::end);
            sessions.clear();
            return true;
        });
    }
}
