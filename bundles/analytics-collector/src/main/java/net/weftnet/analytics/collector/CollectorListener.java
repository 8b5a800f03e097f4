package net.weftnet.analytics.collector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.sandesh.api.GeneratorName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one address and gives each connection a session. Where the address cannot be listened on (yet), it tries
 * again.
 */
final class CollectorListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CollectorListener.class);

    private static final int BACKLOG = 128;

    private final InetSocketAddress address;
    private final Optional<SSLContext> tls;
    private final Settings settings;
    private final BackOff backOff;
    private final Health.Subject health;
    private final Set<GeneratorSession> sessions = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    private volatile @Nullable ServerSocket server;
    private volatile boolean closed;

    /** What every session of a listener needs. */
    record Settings(
            GeneratorName collector,
            CollectorState state,
            MessageHub hub,
            int longestFrame,
            int maxSessions,
            Clock clock,
            GeneratorSession.Departure departure) {}

    /**
     * Makes a listener that {@link #start} starts.
     *
     * @param tls with which both ends prove who they are; nothing for connections without encryption
     */
    CollectorListener(
            InetSocketAddress address,
            Optional<SSLContext> tls,
            Settings settings,
            BackOff backOff,
            Health.Subject health) {
        this.address = address;
        this.tls = tls;
        this.settings = settings;
        this.backOff = backOff;
        this.health = health;
        acceptor = Thread.ofVirtual().name("collector " + address).unstarted(this::run);
    }

    void start() {
        acceptor.start();
    }

    /** {@return the port it listens on; 0 while it does not} */
    int port() {
        var open = server;
        return open == null ? 0 : open.getLocalPort();
    }

    private void run() {
        while (!closed) {
            try (var open = open()) {
                server = open;
                backOff.reset();
                health.ok("listening");
                accept(open);
            } catch (IOException e) {
                if (!closed) {
                    health.degraded("cannot listen: " + e.getMessage());
                    log.debug("{}", address, e);
                }
            }
            server = null;
            if (!closed && !pause()) {
                return;
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(backOff.next());
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private ServerSocket open() throws IOException {
        // Closed by who called, or here when it cannot be bound.
        var open = tls.isPresent() ? tls.get().getServerSocketFactory().createServerSocket() : new ServerSocket();
        try {
            if (open instanceof SSLServerSocket secure) {
                secure.setNeedClientAuth(true);
            }
            open.setReuseAddress(true);
            open.bind(address, BACKLOG);
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private void accept(ServerSocket open) throws IOException {
        while (!closed) {
            var socket = open.accept();
            if (sessions.size() >= settings.maxSessions()) {
                log.debug("{}: refused, {} sessions are open", socket.getRemoteSocketAddress(), sessions.size());
                socket.close();
            } else {
                begin(socket);
            }
        }
    }

    private void begin(Socket socket) {
        var session = new GeneratorSession(
                socket,
                settings.collector(),
                settings.state(),
                settings.hub(),
                settings.longestFrame(),
                settings.clock(),
                settings.departure());
        sessions.add(session);
        Thread.ofVirtual().name("generator " + session.peer()).start(() -> {
            try {
                session.run();
            } finally {
                sessions.remove(session);
            }
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        acceptor.interrupt();
        var open = server;
        if (open != null) {
            open.close();
        }
        sessions.forEach(GeneratorSession::abort);
        health.close();
    }
}
