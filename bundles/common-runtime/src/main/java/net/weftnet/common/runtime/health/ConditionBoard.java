package net.weftnet.common.runtime.health;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.common.runtime.api.Health;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the condition of every open subject in memory. Thread-safe. */
@Component
public final class ConditionBoard implements Health {
    private static final Logger log = LoggerFactory.getLogger(ConditionBoard.class);

    private final ConcurrentMap<Name, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;

    @Activate
    public ConditionBoard() {
        this(Clock.systemUTC());
    }

    ConditionBoard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Subject open(String role, String subject) {
        var entry = new Entry(new Name(role, subject));
        entries.put(entry.name, entry);
        return entry;
    }

    @Override
    public List<Condition> conditions() {
        return entries.values().stream()
                .map(entry -> entry.condition.get())
                .sorted(Comparator.comparing(Condition::role).thenComparing(Condition::subject))
                .toList();
    }

    private record Name(String role, String subject) {}

    private final class Entry implements Subject {
        private final Name name;
        private final AtomicReference<Condition> condition;

        Entry(Name name) {
            this.name = name;
            condition = new AtomicReference<>(
                    new Condition(name.role, name.subject, Level.DEGRADED, "starting", clock.instant()));
        }

        @Override
        public void ok(String detail) {
            become(Level.OK, detail);
        }

        @Override
        public void degraded(String problem) {
            become(Level.DEGRADED, problem);
        }

        @Override
        public void failed(String problem) {
            become(Level.FAILED, problem);
        }

        private void become(Level level, String detail) {
            var now = clock.instant();
            var before = condition.getAndUpdate(old ->
                    new Condition(old.role(), old.subject(), level, detail, old.level() == level ? old.since() : now));
            if (before.level() != level) {
                log.info("{} {}: {} -> {}: {}", name.role, name.subject, before.level(), level, detail);
            }
        }

        @Override
        public void close() {
            entries.remove(name, this);
        }
    }
}
