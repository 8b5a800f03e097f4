package net.weftnet.analytics.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import net.weftnet.analytics.collector.api.MessageSink;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what comes in: to the sinks, and answers to who waits for them. Thread-safe. */
final class MessageHub {
    private static final Logger log = LoggerFactory.getLogger(MessageHub.class);

    private final CollectorState state;
    private final List<MessageSink> sinks = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<SandeshMessage>> waiting = new ConcurrentHashMap<>();

    MessageHub(CollectorState state) {
        this.state = state;
    }

    void add(MessageSink sink) {
        sinks.add(sink);
    }

    void remove(MessageSink sink) {
        sinks.remove(sink);
    }

    void pass(GeneratorName generator, Instant time, SandeshMessage message) {
        var received = new ReceivedMessage(generator, time, message);
        boolean kept = true;
        for (var sink : sinks) {
            kept &= take(sink, received);
        }
        if (!kept) {
            state.lost(generator, received.levelOrType());
        }
        if (message.header().type() == SandeshType.RESPONSE) {
            var asker = waiting.remove(message.header().context());
            if (asker != null) {
                asker.complete(message);
            }
        }
    }

    /** A sink that fails is as good as full; the session goes on. */
    private static boolean take(MessageSink sink, ReceivedMessage received) {
        try {
            return sink.take(received);
        } catch (RuntimeException e) {
            log.error("{}: a sink failed", received.message().name(), e);
            return false;
        }
    }

    /**
     * Makes a place for the answer of this context.
     *
     * @param patience after which it is completed with a {@code TimeoutException}
     */
    CompletableFuture<SandeshMessage> await(String context, Duration patience) {
        var answer = new CompletableFuture<SandeshMessage>();
        if (waiting.putIfAbsent(context, answer) != null) {
            throw new IllegalArgumentException("Already asked in the context " + context);
        }
        answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> waiting.remove(context, answer));
        return answer;
    }
}
