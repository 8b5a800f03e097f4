package net.weftnet.analytics.query;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Limits;

/** The queries whose answers are fetched later: not too many, and not for ever. Thread-safe. */
final class Jobs {
    private static final int MOST = 20;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    Jobs(Clock clock) {
        this.clock = clock;
    }

    /** Starts a query; nothing if too many run already. */
    Optional<Job> start(AnalyticsStore store, JsonQuery query, Limits limits) throws InvalidQuery {
        var job = new Job(UUID.randomUUID().toString(), query, Translator.translate(query), clock.instant());
        synchronized (this) {
            jobs.values().removeIf(old -> old.isDone() && old.begun().plus(KEPT).isBefore(clock.instant()));
            if (jobs.size() >= MOST) {
                jobs.values().stream().filter(Job::isDone).findFirst().ifPresent(oldest -> jobs.remove(oldest.id()));
            }
            if (jobs.size() >= MOST) {
                return Optional.empty();
            }
            jobs.put(job.id(), job);
        }
        Thread.ofVirtual().name("query " + job.id()).start(() -> job.run(store, limits));
        return Optional.of(job);
    }

    synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Ends a query and forgets it. */
    boolean remove(String id) {
        Job job;
        synchronized (this) {
            job = jobs.remove(id);
        }
        if (job == null) {
            return false;
        }
        job.cancel();
        return true;
    }

    /** Ends all. */
    void close() {
        all().forEach(Job::cancel);
    }
}
