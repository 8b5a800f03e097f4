package net.weftnet.common.sandesh;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.sandesh.api.ClientState;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FrameReader;
import net.weftnet.common.sandesh.api.wire.SandeshException;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with one of the collectors, from a thread of its own: connects, says hello, sends what the outbox
 * has, and after a failure tries the next collector, with a growing pause. A second thread reads what the collector
 * says.
 */
final class CollectorLine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CollectorLine.class);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

    /** What a write may take; the original's TCP user timeout. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(30);

    /** How long the sender waits for work before it looks whether the session is still there. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int LONGEST_FRAME = 1 << 20;
    private static final int SERVED_AT_A_TIME = 8;

    private final GeneratorName generator;
    private final List<CollectorAddress> collectors;
    private final Optional<SSLContext> tls;
    private final Outbox outbox;
    private final Requests requests;
    private final Semaphore serving = new Semaphore(SERVED_AT_A_TIME);
    private final BackOff backOff;
    private final Health.Subject health;
    private final OwnerThread timers = OwnerThread.named("sandesh-timers");
    private final Encoder encoder;
    private final Thread sender;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();

    /** Written by the sender only. */
    private volatile int sessions;

    private volatile @Nullable CollectorAddress connectedTo;
    private volatile @Nullable CollectorConnection connection;
    private volatile boolean closed;

    CollectorLine(
            GeneratorName generator,
            List<CollectorAddress> collectors,
            Optional<SSLContext> tls,
            Outbox outbox,
            Requests requests,
            BackOff backOff,
            Health.Subject health) {
        this.generator = generator;
        this.collectors = collectors;
        this.tls = tls;
        this.outbox = outbox;
        this.requests = requests;
        this.backOff = backOff;
        this.health = health;
        encoder = new Encoder(generator, Clock.systemUTC());
        sender = Thread.ofPlatform().name("sandesh-sender").daemon().unstarted(this::run);
    }

    void start() {
        if (collectors.isEmpty()) {
            health.ok("no collector is configured");
            return;
        }
        sender.start();
    }

    private void run() {
        for (int turn = 0; !closed; turn++) {
            var collector = collectors.get(turn % collectors.size());
            try {
                session(collector);
            } catch (IOException | SandeshException e) {
                report(collector, e);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                log.error("{}: the session failed", collector, e);
                report(collector, e);
            }
            if (!pause()) {
                return;
            }
        }
    }

    private void report(CollectorAddress collector, Exception e) {
        if (!closed) {
            var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            health.degraded("no session with " + collector + ": " + reason);
            log.debug("{}: {}", collector, reason, e);
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

    /** One session, from connect to loss; returns when the session was ended from here. */
    private void session(CollectorAddress collector) throws IOException, SandeshException, InterruptedException {
        try (var open = CollectorConnection.open(collector, tls, ANSWER_PATIENCE)) {
            connection = open;
            var reader = new FrameReader(open.in(), LONGEST_FRAME);
            greet(open, reader);
            established(collector);
            var receiver = Thread.ofVirtual().name("sandesh-receiver").start(() -> receive(open, reader));
            try {
                sendWhile(open, receiver);
            } finally {
                open.abort();
                receiver.join();
            }
        } finally {
            connection = null;
            if (connectedTo != null) {
                connectedTo = null;
                log.info("{}: session ended", collector);
            }
        }
    }

    private void greet(CollectorConnection open, FrameReader reader) throws IOException, SandeshException {
        int number = outbox.startsOver() ? 1 : sessions + 1;
        write(
                open,
                encoder.hello(new ControlMessages.Hello(
                        generator,
                        number,
                        List.copyOf(outbox.messages()),
                        ProcessHandle.current().pid(),
                        0)));
        open.out().flush();
        var answer = reader.next().orElseThrow(() -> new IOException("The collector hung up"));
        accept(ControlMessages.welcome(answer.message()));
        open.waitForever();
    }

    private void accept(ControlMessages.Welcome welcome) throws SandeshException {
        if (!welcome.success()) {
            throw new SandeshException("The collector does not want the session");
        }
        outbox.beginSession(welcome.sequenceNumbers());
    }

    private void established(CollectorAddress collector) {
        sessions++;
        connectedTo = collector;
        backOff.reset();
        health.ok("connected to " + collector);
        log.info("{}: session established", collector);
    }

    private void sendWhile(CollectorConnection open, Thread receiver) throws IOException, InterruptedException {
        while (receiver.isAlive() && !closed) {
            var next = outbox.take(IDLE);
            if (next.isPresent()) {
                write(open, encoder.frame(next.get()));
            } else if (outbox.startsOver()) {
                return;
            }
            if (outbox.isEmpty()) {
                guarded(open, () -> open.out().flush());
            }
        }
        if (!closed) {
            throw new IOException("The collector hung up");
        }
    }

    private void write(CollectorConnection open, byte[] frame) throws IOException {
        guarded(open, () -> open.out().write(frame));
        sent.incrementAndGet();
        sentBytes.addAndGet(frame.length);
    }

    private interface Write {
        void run() throws IOException;
    }

    /** A blocking write has no time limit of its own. */
    private void guarded(CollectorConnection open, Write write) throws IOException {
        var limit = timers.schedule(WRITE_PATIENCE, open::abort);
        try {
            write.run();
        } finally {
            limit.cancel();
        }
    }

    /** The collector may tell again what it has, and may ask. */
    private void receive(CollectorConnection open, FrameReader reader) {
        try {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                var message = next.get().message();
                if (message.header().isControl()) {
                    accept(ControlMessages.welcome(message));
                } else {
                    serve(message);
                }
            }
        } catch (IOException | SandeshException e) {
            log.debug("The session ends", e);
        } finally {
            open.abort();
        }
    }

    /** A request that comes while as many as may be are served waits, and with it all that comes after. */
    private void serve(SandeshMessage message) {
        if (message.header().type() != SandeshType.REQUEST) {
            log.debug("{}: {} is no request", message.header().generator(), message.name());
            return;
        }
        serving.acquireUninterruptibly();
        Thread.ofVirtual().name("sandesh " + message.name()).start(() -> {
            try {
                var arguments = new LinkedHashMap<String, String>();
                message.fields()
                        .forEach(field ->
                                arguments.put(field.name(), field.value().toString()));
                var answer = requests.answer(message.name(), arguments);
                outbox.put(new Outbox.Outgoing.Response(answer, message.header().context()));
            } finally {
                serving.release();
            }
        });
    }

    ClientState state() {
        var counts = outbox.counts();
        return new ClientState(
                generator,
                Optional.ofNullable(connectedTo).map(CollectorAddress::toString),
                sessions,
                counts.uves(),
                counts.waiting(),
                sent.get(),
                sentBytes.get(),
                counts.droppedLogs().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                counts.droppedUves(),
                counts.droppedLogs());
    }

    @Override
    public void close() {
        closed = true;
        var open = connection;
        if (open != null) {
            open.abort();
        }
        sender.interrupt();
        timers.close();
        health.close();
    }
}
