package net.weftnet.control.config.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.xml.XmlException;
import net.weftnet.control.config.client.ClientStatus.State;
import net.weftnet.control.config.graph.LiveConfigGraph;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with one of the servers: new session, subscription to everything below the root, then polls without end.
 * Whatever breaks it, the other servers are tried at once, then all again after a back-off. A server that marks revisions
 * is asked to go on from the one at hand; the full result of one that cannot is compared with the graph at hand. Either way
 * subscribers see differences only, and keep what they have while no server answers.
 *
 * <p>Runs on one virtual thread; a second one renews the session, which also finds out when a silent server is gone.
 */
public final class IfmapClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IfmapClient.class);

    private static final String SUBSCRIPTION = "root";
    private static final int MAX_DEPTH = 255;

    private final Settings settings;
    private final LiveConfigGraph graph;
    private final Health.Subject health;
    private final BackOff backOff;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread loop;

    private volatile ClientStatus status;
    /** What the graph shows; the loop's. */
    private Optional<RevisionMarker> reached = Optional.empty();

    private volatile long wholeReads;

    /**
     * Whom to talk to.
     *
     * @param servers tried in turn
     * @param renewal how often the session is renewed
     */
    public record Settings(List<URI> servers, SSLContext tls, String user, String password, Duration renewal) {
        public Settings {
            servers = List.copyOf(servers);
            if (servers.isEmpty()) {
                throw new IllegalArgumentException("No IF-MAP server is configured");
            }
        }

        @Override
        public String toString() {
            return user + "@" + servers;
        }
    }

    public IfmapClient(Settings settings, LiveConfigGraph graph, Health.Subject health, BackOff backOff, Clock clock) {
        this.settings = settings;
        this.graph = graph;
        this.health = health;
        this.backOff = backOff;
        this.clock = clock;
        status = status(settings.servers().get(0), State.CONNECTING, "");
        loop = Thread.ofVirtual().name("ifmap-client").unstarted(this::run);
    }

    /** Begins to connect. */
    public void start() {
        loop.start();
    }

    /** {@return how the session stands} */
    public ClientStatus status() {
        return status;
    }

    /** {@return how often all of the configuration was read, rather than what had changed} */
    public long wholeReads() {
        return wholeReads;
    }

    private void run() {
        int failures = 0;
        for (int attempt = 0; closing.getCount() > 0; attempt++) {
            var server = settings.servers().get(attempt % settings.servers().size());
            try (var connection = new IfmapConnection(server, settings.tls(), settings.user(), settings.password())) {
                status = status(server, State.CONNECTING, "");
                follow(server, connection);
            } catch (IOException | XmlException | IfmapException e) {
                failures = status.state() == State.UP ? 1 : failures + 1;
                down(server, e, failures);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                log.error("ifmap {}: the session failed", server, e);
                down(server, e, ++failures);
            }
        }
    }

    private void follow(URI server, IfmapConnection connection)
            throws IOException, XmlException, IfmapException, InterruptedException {
        if (!(connection.ask(new IfmapRequest.NewSession(OptionalLong.empty()))
                instanceof IfmapResponse.NewSessionResult session)) {
            throw new IfmapException(ErrorCode.FAILURE, "Not an answer to newSession");
        }
        var id = session.sessionId();
        status = status(server, State.READING, "session " + id);
        health.degraded(server + ": reading the configuration");
        var renewing = Thread.ofVirtual().name("ifmap-renewal").start(() -> renew(id, connection));
        try {
            // Only who marks revisions knows the attributes that say where to go on.
            var since = session.configuration().isPresent() ? reached : Optional.<RevisionMarker>empty();
            connection.ask(new IfmapRequest.Subscribe(
                    id,
                    List.of(new IfmapRequest.Subscription.Update(
                            SUBSCRIPTION, Search.everything(Contrail.ROOT, MAX_DEPTH), since))));
            var reader = new PollReader(session.configuration());
            while (closing.getCount() > 0) {
                poll(server, id, connection, reader);
            }
        } finally {
            if (closing.getCount() > 0) {
                renewing.interrupt();
            }
        }
    }

    private void poll(URI server, String session, IfmapConnection connection, PollReader reader)
            throws IOException, XmlException, IfmapException, InterruptedException {
        try (var body = connection.poll(session)) {
            var news = reader.read(body);
            IfmapConnection.drain(body);
            graph.commit(news.updates(), revision(news.marker()));
            reached = news.marker().or(() -> news.whole() ? Optional.empty() : reached);
            wholeReads = wholeReads + (news.whole() ? 1 : 0);
            up(server, session, news.whole() ? "read completely" : "gone on from before");
        }
    }

    private static OptionalLong revision(Optional<RevisionMarker> marker) {
        return marker.isPresent() ? OptionalLong.of(marker.get().revision()) : OptionalLong.empty();
    }

    private void up(URI server, String session, String how) {
        if (status.state() != State.UP) {
            health.ok(server + ": session " + session);
            status = status(server, State.UP, "session " + session);
            var revision = reached.map(RevisionMarker::revision);
            log.info("ifmap {}: session {} is up, {}, revision {}", server, session, how, revision.orElse(0L));
            backOff.reset();
        }
    }

    private void renew(String session, IfmapConnection connection) {
        try {
            while (!closing.await(settings.renewal().toMillis(), TimeUnit.MILLISECONDS)) {
                connection.ask(new IfmapRequest.RenewSession(session));
            }
            // The poll that waits is answered with the end of the session.
            connection.ask(new IfmapRequest.EndSession(session));
        } catch (IOException | XmlException | IfmapException | RuntimeException e) {
            if (!connection.isClosed()) {
                log.warn("ifmap: session {} cannot be renewed: {}", session, reason(e));
                connection.close();
            }
        } catch (InterruptedException _) {
            // the session is over
        }
    }

    /** @param failures how many attempts failed one after the other, this one included */
    private void down(URI server, Exception why, int failures) {
        if (closing.getCount() == 0) {
            return;
        }
        boolean othersLeft = failures % settings.servers().size() != 0;
        var wait = othersLeft ? Duration.ZERO : backOff.next();
        var problem = server + ": " + reason(why)
                + (othersLeft ? "; trying the next one" : "; next attempt in " + Math.max(1, wait.toSeconds()) + " s");
        if (status.state() == State.UP || status.state() == State.READING) {
            log.warn("ifmap {}", problem);
        } else {
            log.debug("ifmap {}", problem);
        }
        health.degraded(problem);
        status = status(server, State.DOWN, reason(why));
        try {
            closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(Exception why) {
        if (why instanceof ConnectException) {
            return "no connection";
        }
        var message = why.getMessage();
        return message == null || message.isEmpty() ? why.getClass().getSimpleName() : message;
    }

    private ClientStatus status(URI server, State state, String detail) {
        return new ClientStatus(server.toString(), state, detail, clock.instant());
    }

    /** Ends the session, and waits for that a moment. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!loop.join(Duration.ofSeconds(2))) {
                loop.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
