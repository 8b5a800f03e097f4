package net.weftnet.config.db;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitCompletion;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectTimes;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.ConfigFile;
import net.weftnet.config.db.log.Snapshots;
import net.weftnet.config.db.log.TimeTable;
import net.weftnet.config.db.log.TreeDifference;
import net.weftnet.config.db.model.Modules;
import net.weftnet.config.db.rules.AddressRule;
import net.weftnet.config.db.rules.IdentityRule;
import net.weftnet.config.db.rules.NetworkRule;
import net.weftnet.config.db.rules.NumberRule;
import net.weftnet.config.db.rules.PortRule;
import net.weftnet.config.db.rules.QuotaRule;
import net.weftnet.config.db.rules.Rule;
import net.weftnet.config.db.view.Restoration;
import net.weftnet.config.db.view.WorkingTree;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
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
 */
@Component(
        service = {ConfigDatastore.class, ConfigHistory.class, ObjectTimes.class, LogDatastore.class},
        configurationPid = "net.weftnet.config.db")
public final class LogDatastore implements ConfigDatastore, ConfigHistory, ObjectTimes, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogDatastore.class);
    private static final Duration FOLLOW_INTERVAL = Duration.ofSeconds(1);
    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);

    private final EffectiveModelContext modules;
    private final ConfigSchema schema;
    private final ChangeSetCodec changeSets;
    private final Past past;
    private final TimeTable times;
    private final ConfigFile files;
    private final SnapshotKeeper keeper;
    private final Committer committer;
    private final CommitFeed feed = new CommitFeed();
    private final Bus bus;
    private final LogFollower follower;
    private final Freshness freshness;
    private final Health.Subject health;

    /** Opens the log and replays it; in a new system, makes the objects that are always there. */
    @Activate
    public LogDatastore(
            @Reference TableStore store,
            @Reference Coordination coordination,
            @Reference Bus bus,
            @Reference YangParserFactory parsers,
            @Reference DataTreeFactory trees,
            @Reference Health health,
            Retention retention)
            throws StorageException, ConfigException {
        this(
                store,
                coordination,
                bus,
                Modules.parse(parsers),
                trees,
                health,
                Clock.systemUTC(),
                new Limits(retention.snapshotEvery(), retention.keepCommits(), retention.maxChangeBytes()));
    }

    /**
     * Opens the log with modules that are parsed already, and keeps the past as is the default. No constructor: it would
     * have as many parameters as the one that Declarative Services look for.
     */
    public static LogDatastore open(
            TableStore store,
            Coordination coordination,
            Bus bus,
            EffectiveModelContext modules,
            DataTreeFactory trees,
            Health health,
            Clock clock)
            throws StorageException, ConfigException {
        return new LogDatastore(store, coordination, bus, modules, trees, health, clock, Limits.DEFAULT);
    }

    /** Opens the log with modules that are parsed already. */
    public LogDatastore(
            TableStore store,
            Coordination coordination,
            Bus bus,
            EffectiveModelContext modules,
            DataTreeFactory trees,
            Health health,
            Clock clock,
            Limits limits)
            throws StorageException, ConfigException {
        this.modules = modules;
        this.bus = bus;
        this.health = health.open("config", "commit log");
        schema = ConfigSchema.of(modules, ConfigSchema.CONFIG);
        changeSets = new ChangeSetCodec(modules);
        var commits = new CommitLog(store, coordination);
        var snapshots = new Snapshots(store, changeSets);
        var working = new WorkingTree(modules, schema, trees, rules(), (series, first) -> coordination
                .numbers("config-" + series, first)
                .next());
        times = new TimeTable(schema);
        var replica = new Replica(commits, snapshots, changeSets, working, times, this::publish);
        past = new Past(commits, new History(commits, snapshots, changeSets, modules, trees));
        files = new ConfigFile(changeSets, schema);
        keeper = new SnapshotKeeper(commits, snapshots, times, limits.snapshotEvery(), limits.keepCommits());
        freshness = new Freshness(clock, this.health);
        committer = new Committer(commits, replica, changeSets, clock, limits.changeBytes(), freshness);
        committer.follow();
        if (committer.state().newest().isEmpty()) {
            commit("system", "What every system has", new Defaults(changeSets));
        }
        follower = new LogFollower(committer, bus, FOLLOW_INTERVAL);
        log.info("config: at revision {}", snapshot().revision());
    }

    /** In their order: networks get their gateway before addresses are taken from them. */
    private static List<Rule> rules() {
        return List.of(
                new IdentityRule(),
                new NumberRule(),
                new NetworkRule(),
                new PortRule(),
                new AddressRule(),
                new QuotaRule());
    }

    private void publish(MadeCommit made) {
        feed.publish(made.commit(), made.change(), made.after());
        keeper.committed(made.commit(), made.after());
        LogFollower.hint(bus, made.commit().revision());
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
        return committer.state().snapshot();
    }

    @Override
    public Optional<Instant> staleSince() {
        return freshness.staleSince();
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        return commit(UUID.randomUUID(), author, comment, edit);
    }

    /** As {@link ConfigDatastore#commit}, under an identity that the caller chose, to find it whatever happens. */
    public Commit commit(UUID id, String author, String comment, Edit edit) throws ConfigException {
        return committer.commit(id, author, comment, edit);
    }

    /** {@return what an edit would make; empty when it would change nothing} */
    public Optional<Candidate> check(Edit edit) throws ConfigException {
        return committer.check(edit);
    }

    /** {@return a configuration with an edit, of which only the shape is checked} */
    public Snapshot shaped(Snapshot base, Edit edit) throws ConfigException {
        return new Snapshot(base.revision(), base.time(), WorkingTree.shaped(base.tree(), edit));
    }

    /** {@return the commit of this identity, if it was ever made and is kept} */
    public Optional<Commit> find(UUID commit) throws StorageException {
        return past.find(commit);
    }

    /** Takes back what a commit changed, and leaves alone what else was changed since. */
    public Commit takeBack(long revision, String author, String comment) throws ConfigException {
        var change = TreeDifference.between(CONFIG, config(at(revision - 1)), config(at(revision)));
        return commit(author, comment, Restoration.inverse(change));
    }

    @Override
    public Registration onCommit(CommitListener listener) {
        return feed.register(listener);
    }

    @Override
    public Registration onChange(CommitCompletion completion) {
        committer.complete(Optional.of(completion));
        return () -> committer.complete(Optional.empty());
    }

    @Override
    public Optional<Times> times(UUID object) {
        return times.times(object);
    }

    @Override
    public List<Commit> commitsSince(long revision, int limit) throws ConfigException {
        return past.since(revision, limit);
    }

    @Override
    public Optional<String> changeSet(UUID commit) throws ConfigException {
        return past.changeSet(commit);
    }

    @Override
    public Optional<String> changeSet(Commit commit) throws ConfigException {
        return past.changeSet(commit);
    }

    @Override
    public Snapshot at(long revision) throws ConfigException {
        return past.at(revision, snapshot());
    }

    @Override
    public Snapshot at(Instant time) throws ConfigException {
        return past.at(time, snapshot());
    }

    @Override
    public String difference(Snapshot before, Snapshot after) {
        return changeSets.encode(TreeDifference.between(CONFIG, config(before), config(after)));
    }

    private static @Nullable NormalizedNode config(Snapshot snapshot) {
        return snapshot.tree().readNode(CONFIG).orElse(null);
    }

    @Override
    public Commit rollBack(long revision, String author, String comment) throws ConfigException {
        var before = at(revision).tree().readNode(CONFIG).orElseThrow();
        return commit(author, comment, Restoration.of(before));
    }

    @Override
    public String exported(Snapshot snapshot) {
        return files.write(snapshot.tree().readNode(CONFIG).orElseThrow());
    }

    @Override
    public Commit imported(String file, String author, String comment) throws ConfigException {
        try {
            return commit(author, comment, Restoration.of(files.read(file)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(ConfigException.Kind.INVALID, CONFIG, String.valueOf(e.getMessage()), e);
        }
    }

    @Deactivate
    @Override
    public void close() {
        follower.close();
        committer.close();
        keeper.close();
        feed.close();
        health.close();
    }
}
