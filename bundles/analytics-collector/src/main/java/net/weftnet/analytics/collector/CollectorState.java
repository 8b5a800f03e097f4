package net.weftnet.analytics.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.analytics.collector.api.GeneratorState;
import net.weftnet.analytics.collector.api.UveState;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FrameReader;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.jspecify.annotations.Nullable;

/**
 * The generators, and what they told. Each session's thread calls it directly, under its monitor, rather than through a
 * queue: a generator that sends faster than its messages are taken in is held back by TCP, and nothing piles up.
 */
final class CollectorState {
    /** Message names counted one by one for a generator; the rest is counted as one. */
    private static final int COUNTED_NAMES = 500;

    private static final String OTHER_NAMES = "(other)";

    private final Clock clock;
    private final UveStore store;
    private final Map<GeneratorName, Generator> generators = new HashMap<>();

    /** What the operator is told at a glance. */
    record Summary(long connected, int uves, long refusedUves) {}

    private static final class Generator {
        private final Map<String, Long> messages = new HashMap<>();
        /** Null while it is not connected. */
        private @Nullable GeneratorSession session;

        private Instant since = Instant.EPOCH;
        private int sessions;
        private long octets;
        private final Map<String, Long> lost = new HashMap<>();
        private Duration skew = Duration.ZERO;
    }

    CollectorState(Clock clock, int maxUves) {
        this.clock = clock;
        store = new UveStore(maxUves);
    }

    /** How a session begins: what the generator is told, and the session it replaces. */
    record Opening(ControlMessages.Welcome welcome, Optional<GeneratorSession> replaced) {}

    /**
     * Begins a generator's session. One it already has is of no more use: its end has not been noticed yet, or another
     * process goes by the same name.
     */
    synchronized Opening open(ControlMessages.Hello hello, GeneratorSession session) {
        var generator = generators.computeIfAbsent(hello.generator(), _ -> new Generator());
        var replaced = Optional.ofNullable(generator.session);
        generator.session = session;
        generator.since = clock.instant();
        generator.sessions++;
        if (hello.connection() <= 1) {
            store.forget(hello.generator()); // a new life of the generator: its numbers begin again
        }
        return new Opening(new ControlMessages.Welcome(store.numbers(hello.generator()), true), replaced);
    }

    /** Takes a message; false when the session is not the generator's any more. */
    synchronized boolean receive(GeneratorName name, GeneratorSession session, FrameReader.Received received) {
        var generator = generators.get(name);
        if (generator == null || generator.session != session) {
            return false;
        }
        var message = received.message();
        generator.octets += received.octets();
        generator.skew = Duration.between(clock.instant(), message.header().time());
        boolean counted = generator.messages.containsKey(message.name()) || generator.messages.size() < COUNTED_NAMES;
        generator.messages.merge(counted ? message.name() : OTHER_NAMES, 1L, Long::sum);
        if (message.header().type() == SandeshType.UVE) {
            var header = message.header();
            ReceivedUve.of(message)
                    .ifPresent(uve -> store.apply(name, message.name(), header.sequenceNumber(), header.time(), uve));
        }
        return true;
    }

    /** Counts a message that was received and could not be kept. */
    synchronized void lost(GeneratorName name, String levelOrType) {
        var generator = generators.get(name);
        if (generator != null) {
            generator.lost.merge(levelOrType, 1L, Long::sum);
        }
    }

    /** {@return the session of a generator that is connected} */
    synchronized Optional<GeneratorSession> session(GeneratorName name) {
        return Optional.ofNullable(generators.get(name)).map(generator -> generator.session);
    }

    /** Ends a session; nothing when it was replaced before, else when it ended, for {@link #forget}. */
    synchronized Optional<Instant> close(GeneratorName name, GeneratorSession session) {
        var generator = generators.get(name);
        if (generator == null || generator.session != session) {
            return Optional.empty();
        }
        generator.session = null;
        generator.since = clock.instant();
        return Optional.of(generator.since);
    }

    /** Forgets a generator, and what it told, unless it came back since. */
    synchronized boolean forget(GeneratorName name, Instant gone) {
        var generator = generators.get(name);
        if (generator == null || generator.session != null || !generator.since.equals(gone)) {
            return false;
        }
        generators.remove(name);
        store.forget(name);
        return true;
    }

    synchronized Summary summary() {
        return new Summary(
                generators.values().stream().filter(g -> g.session != null).count(), store.size(), store.refused());
    }

    public synchronized List<GeneratorState> generators() {
        return generators.entrySet().stream()
                .map(entry -> state(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(state -> state.name().toString()))
                .toList();
    }

    private GeneratorState state(GeneratorName name, Generator generator) {
        return new GeneratorState(
                name,
                Optional.ofNullable(generator.session).map(GeneratorSession::peer),
                generator.since,
                generator.sessions,
                generator.messages,
                generator.octets,
                store.size(name),
                generator.lost,
                generator.skew);
    }

    public synchronized Set<String> types() {
        return new TreeSet<>(store.types());
    }

    public synchronized Set<String> names(String type) {
        return new TreeSet<>(store.names(type));
    }

    public synchronized List<UveState> uves(String type, String name) {
        return store.uves(type, name);
    }
}
