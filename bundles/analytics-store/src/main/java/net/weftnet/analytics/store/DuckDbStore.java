package net.weftnet.analytics.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.analytics.collector.api.MessageSink;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.analytics.store.RowQueue.Entry;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Cursor;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.analytics.store.api.StoreState;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The store of this node, in DuckDB. */
@Component(
        service = {AnalyticsStore.class, MessageSink.class},
        configurationPid = DuckDbStore.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DuckDbStore.Config.class)
public final class DuckDbStore implements AnalyticsStore, MessageSink {
    static final String PID = "net.weftnet.analytics.store";

    private static final Duration ROOM_PATIENCE = Duration.ofMillis(100);
    private static final long PURGE_SECONDS = 120;

    private final RowQueue queue;
    private final RowMaker rows;
    private final Queries queries;
    private final Writer writer;

    /** Configuration of the store. */
    @ObjectClassDefinition(name = "Analytics store")
    public @interface Config {
        @AttributeDefinition(
                description = "Folder of the database; empty for analytics in the state folder of the node")
        String directory() default "";

        @AttributeDefinition(description = "Memory outside of the heap that the database may use, MiB")
        int memoryMegabytes() default 256;

        @AttributeDefinition(description = "Threads of the database")
        int threads() default 2;

        @AttributeDefinition(description = "What all rows may take on the disk, MiB; the oldest go first")
        int maxMegabytes() default 2_048;

        @AttributeDefinition(description = "What queries may put on the disk when memory does not do, MiB")
        int maxSpillMegabytes() default 512;

        @AttributeDefinition(description = "Rows that may wait to be written")
        int queueRows() default 100_000;

        @AttributeDefinition(description = "What rows that wait may take of the heap, MiB")
        int queueMegabytes() default 64;

        @AttributeDefinition(description = "Queries that may run at a time")
        int maxQueries() default 4;

        @AttributeDefinition(description = "How long messages are kept")
        int messagesHours() default 168;

        @AttributeDefinition(description = "How long flow samples are kept")
        int flowsHours() default 48;

        @AttributeDefinition(description = "How long statistics are kept")
        int statsHours() default 168;

        @AttributeDefinition(description = "How long the history of UVEs is kept")
        int uvesHours() default 168;

        @AttributeDefinition(description = "How long the history of alarms is kept")
        int alarmsHours() default 2_160;
    }

    @Activate
    public DuckDbStore(@Reference NodeContext node, @Reference Health health, Config config) {
        this(
                folder(node, config.directory()),
                health.open("analytics", "analytics store"),
                Clock.systemUTC(),
                new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), ThreadLocalRandom.current()),
                config);
    }

    DuckDbStore(Path folder, Health.Subject health, Clock clock, BackOff backOff, Config config) {
        var open = new AtomicReference<@Nullable Database>();
        rows = new RowMaker(clock.instant());
        queue = new RowQueue(config.queueRows(), (long) config.queueMegabytes() << 20, ROOM_PATIENCE, rows::unwritten);
        queries = new Queries(open, config.maxQueries());
        var ages = Map.of(
                "messages", Duration.ofHours(config.messagesHours()),
                "objects", Duration.ofHours(config.messagesHours()),
                "flows", Duration.ofHours(config.flowsHours()),
                "stats", Duration.ofHours(config.statsHours()),
                "uves", Duration.ofHours(config.uvesHours()),
                "alarms", Duration.ofHours(config.alarmsHours()));
        writer = new Writer(
                new Database.Settings(
                        folder,
                        (long) config.memoryMegabytes() << 20,
                        config.threads(),
                        (long) config.maxSpillMegabytes() << 20),
                open,
                queries::closeAll,
                queue,
                new Retention(ages, (long) config.maxMegabytes() << 20),
                clock,
                backOff,
                health);
        writer.start();
    }

    private static Path folder(NodeContext node, String directory) {
        return directory.isEmpty() ? node.stateDirectory().resolve("analytics") : Path.of(directory);
    }

    @Deactivate
    public void close() {
        writer.close();
        queries.close();
    }

    @Override
    public boolean take(ReceivedMessage message) {
        return queue.offer(new Entry(message.levelOrType(), rows.rows(message)));
    }

    @Override
    public boolean record(AlarmEvent event) {
        return queue.offer(new Entry("ALARM", List.of(new Row.Alarm(event))));
    }

    @Override
    public Cursor query(String sql, List<?> parameters, Limits limits) throws QueryException, InterruptedException {
        return queries.open(sql, parameters, limits);
    }

    @Override
    public long purge(Instant before) throws QueryException {
        try {
            return writer.purge(before).get(PURGE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw new QueryException(Reason.UNAVAILABLE, "It is not purged: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(Reason.CANCELLED, "Interrupted", e);
        }
    }

    @Override
    public StoreState state() {
        var figures = writer.figures();
        return new StoreState(
                figures.problem(),
                queue.waiting(),
                figures.stored(),
                queue.lost(),
                figures.usedBytes(),
                figures.tables());
    }
}
