package net.weftnet.config.db;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.CommitLog.Position;
import net.weftnet.config.db.log.LogEntry;
import net.weftnet.config.db.model.Modules;
import net.weftnet.config.db.rules.AddressRule;
import net.weftnet.config.db.rules.IdentityRule;
import net.weftnet.config.db.rules.NetworkRule;
import net.weftnet.config.db.rules.NumberRule;
import net.weftnet.config.db.rules.PortRule;
import net.weftnet.config.db.view.WorkingTree;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.api.YangParserFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datastore over a commit log. Any number of these, on any number of nodes, may share one log: each follows the
 * others, and a writer that was not first tries again on the newer tree.
 *
 * <p>Writers queue up. The one that holds the lock decides about all that wait, and makes them durable together.
 */
@Component(service = ConfigDatastore.class)
public final class LogDatastore implements ConfigDatastore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogDatastore.class);
    private static final String TOPIC = "config-commit";
    private static final int GROUP = 256;

    private final EffectiveModelContext modules;
    private final ConfigSchema schema;
    private final CommitLog commits;
    private final ChangeSetCodec changeSets;
    private final Bus bus;
    private final Bus.Subscription hints;
    private final Health.Subject health;
    private final Clock clock;
    private final CommitFeed feed = new CommitFeed();
    private final ConcurrentLinkedQueue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private final WorkingTree working;

    /** Guarded by {@link #lock}. */
    private boolean isClosed;

    /** The newest durable state; written under {@link #lock}. */
    private volatile State state;

    /** The newest commit, if there is one, and its tree. */
    private record State(Optional<Commit> newest, Snapshot snapshot) {
        Optional<Position> position() {
            return newest.map(Position::of);
        }
    }

    /** A commit that is not durable yet. */
    private record Tentative(Commit commit, DataTreeCandidate change, Snapshot after) {}

    /** Opens the log and replays it; in a new system, makes the objects that are always there. */
    @Activate
    public LogDatastore(
            @Reference TableStore store,
            @Reference Coordination coordination,
            @Reference Bus bus,
            @Reference YangParserFactory parsers,
            @Reference DataTreeFactory trees,
            @Reference Health health)
            throws StorageException, ConfigException {
        this(store, coordination, bus, Modules.parse(parsers), trees, health, Clock.systemUTC());
    }

    /** Opens the log with modules that are parsed already. */
    public LogDatastore(
            TableStore store,
            Coordination coordination,
            Bus bus,
            EffectiveModelContext modules,
            DataTreeFactory trees,
            Health health,
            Clock clock)
            throws StorageException, ConfigException {
        this.modules = modules;
        this.bus = bus;
        this.clock = clock;
        this.health = health.open("config", "commit log");
        schema = ConfigSchema.of(modules, ConfigSchema.CONFIG);
        commits = new CommitLog(store, coordination);
        changeSets = new ChangeSetCodec(modules);
        working = new WorkingTree(
                modules,
                schema,
                trees,
                // Networks before addresses, so that an address is not taken that becomes a gateway.
                List.of(new IdentityRule(), new NumberRule(), new NetworkRule(), new PortRule(), new AddressRule()),
                (series, first) ->
                        coordination.numbers("config-" + series, first).next());
        state = new State(Optional.empty(), new Snapshot(0, Instant.EPOCH, working.snapshot()));
        catchUp();
        if (state.newest().isEmpty()) {
            commit("system", "What every system has", new Defaults(schema));
        }
        hints = bus.subscribe(TOPIC, revision -> follow(Long.parseLong(revision)));
        reportHealth();
        log.info("config: at revision {}", state.snapshot().revision());
    }

    @Override
    public EffectiveModelContext modelContext() {
        return modules;
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public Snapshot snapshot() {
        return state.snapshot();
    }

    @Override
    public Registration onCommit(CommitListener listener) {
        return feed.register(listener);
    }

    @Override
    public List<Commit> commitsSince(long revision, int limit) throws ConfigException {
        try {
            return commits.since(revision).stream()
                    .map(LogEntry::commit)
                    .limit(limit)
                    .toList();
        } catch (StorageException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<String> changeSet(UUID commit) throws ConfigException {
        try {
            return commits.since(0).stream()
                    .filter(entry -> entry.commit().id().equals(commit))
                    .findFirst()
                    .map(entry -> entry.edits().toString());
        } catch (StorageException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        var mine = new PendingCommit(author, comment, edit);
        waiting.add(mine);
        lock.lock();
        try {
            while (!mine.isDecided()) {
                decide(nextGroup());
            }
        } finally {
            lock.unlock();
        }
        return mine.result();
    }

    private List<PendingCommit> nextGroup() {
        var group = new ArrayList<PendingCommit>();
        while (group.size() < GROUP && waiting.peek() != null) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void decide(List<PendingCommit> group) {
        try {
            while (!tryCommit(group)) {
                working.reset(state.snapshot().tree());
                catchUp();
            }
        } catch (StorageException | ConfigException e) {
            log.error("config: a commit failed, nothing has changed", e);
            health.failed("cannot commit: " + e.getMessage());
            takeBack();
            group.forEach(pending -> pending.refuse(unavailable(e)));
        }
    }

    private void takeBack() {
        try {
            working.reset(state.snapshot().tree());
        } catch (ConfigException e) {
            throw new IllegalStateException("A tree that was valid before is not any more", e);
        }
    }

    /** {@return false when another writer was first, and everything must be tried again} */
    private boolean tryCommit(List<PendingCommit> group) throws StorageException {
        var tentative = new ArrayList<Tentative>();
        var outcomes = new LinkedHashMap<PendingCommit, Tentative>();
        var refusals = new LinkedHashMap<PendingCommit, ConfigException>();
        for (var pending : group) {
            try {
                prepare(pending, tentative);
                if (!tentative.isEmpty()) {
                    outcomes.put(pending, tentative.getLast());
                }
            } catch (ConfigException e) {
                refusals.put(pending, e);
            }
        }
        if (!tentative.isEmpty() && !append(tentative)) {
            return false;
        }
        tentative.forEach(this::publish);
        answer(group, outcomes, refusals);
        return true;
    }

    private void prepare(PendingCommit pending, List<Tentative> tentative) throws ConfigException, StorageException {
        var change = working.change(pending.edit);
        if (change.isEmpty()) {
            return;
        }
        var predecessor = tentative.isEmpty()
                ? state.newest()
                : Optional.of(tentative.getLast().commit());
        var commit = new Commit(
                predecessor.map(Commit::revision).orElse(0L) + 1,
                UUID.randomUUID(),
                predecessor.map(Commit::id),
                clock.instant(),
                pending.author,
                pending.comment);
        var after = new Snapshot(commit.revision(), commit.time(), working.snapshot());
        tentative.add(new Tentative(commit, change.get(), after));
    }

    private boolean append(List<Tentative> tentative) throws StorageException {
        var entries = tentative.stream()
                .map(t -> new LogEntry(t.commit(), changeSets.encode(t.change())))
                .toList();
        return commits.append(state.position(), entries);
    }

    private void answer(
            List<PendingCommit> group,
            Map<PendingCommit, Tentative> outcomes,
            Map<PendingCommit, ConfigException> refusals) {
        for (var pending : group) {
            var refusal = refusals.get(pending);
            var outcome = outcomes.get(pending);
            if (refusal != null) {
                pending.refuse(refusal);
            } else {
                pending.succeed(
                        outcome != null ? outcome.commit() : state.newest().orElseThrow());
            }
        }
        reportHealth();
    }

    private void publish(Tentative made) {
        var commit = made.commit();
        state = new State(Optional.of(commit), made.after());
        feed.publish(commit, made.change(), made.after());
        bus.publish(TOPIC, Long.toString(commit.revision()));
        log.debug("config: revision {} by {}: {}", commit.revision(), commit.author(), commit.comment());
    }

    /** Another node, or this one, has committed. */
    private void follow(long revision) {
        if (revision <= state.snapshot().revision()) {
            return;
        }
        lock.lock();
        try {
            if (!isClosed) {
                catchUp();
            }
        } catch (StorageException | ConfigException e) {
            log.error("config: cannot follow the log", e);
            health.failed("cannot follow the log: " + e.getMessage());
            takeBack();
        } finally {
            lock.unlock();
        }
    }

    /** Applies what is in the log and not yet here. */
    private void catchUp() throws StorageException, ConfigException {
        if (commits.newest().equals(state.position())) {
            return;
        }
        for (var entry : commits.since(state.snapshot().revision())) {
            var commit = entry.commit();
            var change = working.replay(tree -> changeSets.apply(entry.edits(), tree));
            publish(new Tentative(commit, change, new Snapshot(commit.revision(), commit.time(), working.snapshot())));
        }
    }

    private void reportHealth() {
        health.ok("revision " + state.snapshot().revision());
    }

    private static ConfigException unavailable(Exception e) {
        return new ConfigException(
                Kind.UNAVAILABLE,
                YangInstanceIdentifier.of(),
                "The configuration store is not available: " + e.getMessage(),
                e);
    }

    @Deactivate
    @Override
    public void close() {
        lock.lock();
        isClosed = true;
        lock.unlock();
        hints.close();
        feed.close();
        health.close();
    }
}
