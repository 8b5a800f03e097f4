package net.weftnet.analytics.collector;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;

/** Asks generators on their sessions. Thread-safe. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final GeneratorName collector;
    private final CollectorState state;
    private final MessageHub hub;
    private final AtomicInteger numbers = new AtomicInteger();

    Questions(GeneratorName collector, CollectorState state, MessageHub hub) {
        this.collector = collector;
        this.state = state;
        this.hub = hub;
    }

    CompletableFuture<SandeshMessage> ask(
            GeneratorName generator, String request, Map<String, String> arguments, String context) {
        var session = state.session(generator);
        if (session.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException(generator + " is not connected"));
        }
        var message = message(request, arguments, context);
        var answer = hub.await(context, PATIENCE);
        // A generator that does not read must not hold up who asks.
        Thread.ofVirtual().name("request to " + generator).start(() -> {
            try {
                session.get().send(message);
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private SandeshMessage message(String request, Map<String, String> arguments, String context) {
        var fields = new ArrayList<Field>();
        arguments.forEach((name, text) -> fields.add(Field.of(name, fields.size() + 1, Value.string(text))));
        var header = SandeshHeader.of(
                collector,
                SandeshHeader.micros(Instant.now()),
                SandeshType.REQUEST,
                numbers.incrementAndGet(),
                0,
                SandeshHeader.NO_LEVEL,
                "");
        return new SandeshMessage(header.inContext(context), request, fields);
    }
}
