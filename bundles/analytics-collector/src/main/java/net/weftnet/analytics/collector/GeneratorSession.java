package net.weftnet.analytics.collector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FrameReader;
import net.weftnet.common.sandesh.api.wire.KeepAlive;
import net.weftnet.common.sandesh.api.wire.MessageWriter;
import net.weftnet.common.sandesh.api.wire.SandeshException;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from a generator, on a virtual thread of its own. Whatever comes that is not Sandesh ends this session
 * and no other.
 */
final class GeneratorSession {
    private static final Logger log = LoggerFactory.getLogger(GeneratorSession.class);

    private static final int BUFFER = 32 << 10;

    /** For the TLS handshake and the hello. */
    private static final Duration HELLO_PATIENCE = Duration.ofSeconds(15);

    private final Socket socket;
    private final GeneratorName collector;
    private final CollectorState state;
    private final MessageHub hub;
    private final int longestFrame;
    private final Clock clock;
    private final Departure departure;
    private final ReentrantLock sending = new ReentrantLock();

    /** Told when a generator has gone, and when. */
    interface Departure {
        void gone(GeneratorName generator, Instant time);
    }

    GeneratorSession(
            Socket socket,
            GeneratorName collector,
            CollectorState state,
            MessageHub hub,
            int longestFrame,
            Clock clock,
            Departure departure) {
        this.socket = socket;
        this.collector = collector;
        this.state = state;
        this.hub = hub;
        this.longestFrame = longestFrame;
        this.clock = clock;
        this.departure = departure;
    }

    /** {@return the address it comes from} */
    String peer() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** Runs to the end of the session. */
    void run() {
        try (socket) {
            KeepAlive.enable(socket);
            socket.setSoTimeout((int) HELLO_PATIENCE.toMillis());
            var reader = new FrameReader(new BufferedInputStream(socket.getInputStream(), BUFFER), longestFrame);
            var first = reader.next();
            if (first.isPresent()) {
                serve(ControlMessages.hello(first.get().message()), reader);
            }
        } catch (IOException | SandeshException e) {
            // Before a hello anybody may cause this at any rate.
            log.debug("{}: no generator: {}", peer(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("{}: the session failed", peer(), e);
        }
    }

    private void serve(ControlMessages.Hello hello, FrameReader reader) throws IOException {
        var name = hello.generator();
        var opening = state.open(hello, this);
        opening.replaced().ifPresent(GeneratorSession::abort);
        var reason = "it hung up";
        try {
            log.info("{}: connected from {}, session {}", name, peer(), hello.connection());
            long micros = SandeshHeader.micros(clock.instant());
            send(ControlMessages.message(opening.welcome(), collector, micros, 1));
            socket.setSoTimeout(0);
            receive(name, reader);
        } catch (IOException | SandeshException e) {
            reason = String.valueOf(e.getMessage()).lines().findFirst().orElse(""); // it may quote the peer
        } finally {
            log.info("{}: session with {} ended: {}", name, peer(), reason);
            state.close(name, this).ifPresent(time -> departure.gone(name, time));
        }
    }

    private void receive(GeneratorName name, FrameReader reader) throws IOException, SandeshException {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            if (next.get().message().header().isControl()) {
                throw new SandeshException("A second hello");
            }
            if (!state.receive(name, this, next.get())) {
                throw new SandeshException("Another session took its place");
            }
            hub.pass(name, clock.instant(), next.get().message());
        }
    }

    /** Sends a message; waits for a generator that does not read. */
    void send(SandeshMessage message) throws IOException {
        var frame = MessageWriter.frame(message);
        sending.lock();
        try {
            socket.getOutputStream().write(frame);
        } finally {
            sending.unlock();
        }
    }

    /** Ends it from another thread. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("{}: {}", peer(), e.getMessage());
        }
    }
}
