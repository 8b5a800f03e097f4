package net.weftnet.config.db.draft;

import com.google.gson.JsonArray;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Draft;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Drafts as change sets in a table. Editors of one node take turns; of two nodes that edit one draft, the last wins. */
@Component(service = ConfigDrafts.class, immediate = true)
public final class Drafts implements ConfigDrafts, AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);

    private final DraftTable table;
    private final LogDatastore datastore;
    private final ChangeSetCodec codec;
    private final Clock clock;
    private final Health.Subject health;
    private final Confirmations confirmations;
    private final ReentrantLock lock = new ReentrantLock();

    /** Opens the drafts of the system. */
    @Activate
    public Drafts(@Reference TableStore store, @Reference LogDatastore datastore, @Reference Health health)
            throws StorageException {
        this(store, datastore, health, Clock.systemUTC());
    }

    /** Opens the drafts; deadlines go by this clock. */
    public Drafts(TableStore store, LogDatastore datastore, Health health, Clock clock) throws StorageException {
        this.datastore = datastore;
        this.clock = clock;
        this.health = health.open("config", "confirmed commits");
        table = new DraftTable(store);
        codec = new ChangeSetCodec(datastore.modelContext());
        confirmations = new Confirmations(table, datastore, clock, this.health);
    }

    private interface Action<T> {
        T run() throws StorageException, ConfigException;
    }

    private <T> T alone(Action<T> action) throws ConfigException {
        lock.lock();
        try {
            return action.run();
        } catch (StorageException e) {
            throw new ConfigException(Kind.UNAVAILABLE, CONFIG, "The drafts are not available: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Draft> drafts() throws ConfigException {
        return alone(table::drafts);
    }

    @Override
    public Optional<Draft> draft(String name) throws ConfigException {
        return alone(() -> table.draft(name));
    }

    private Draft existing(String name) throws StorageException, ConfigException {
        return table.draft(name)
                .orElseThrow(() -> new ConfigException(Kind.MISSING, CONFIG, "There is no draft " + name));
    }

    @Override
    public Snapshot view(String name) throws ConfigException {
        return alone(() -> {
            var edits = DraftTable.edits(existing(name));
            return datastore.shaped(datastore.snapshot(), tree -> apply(edits, tree));
        });
    }

    @Override
    public void edit(String name, String author, Edit edit) throws ConfigException {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(
                    Kind.INVALID, CONFIG, "A draft's name has up to 64 letters, digits, hyphens, dots and underscores");
        }
        alone(() -> {
            var edits = table.draft(name).map(DraftTable::edits).orElseGet(JsonArray::new);
            var before = datastore.snapshot();
            var after = datastore.shaped(before, tree -> {
                apply(edits, tree);
                edit.apply(tree);
            });
            table.put(new Draft(name, author, clock.instant(), datastore.difference(before, after)));
            return name;
        });
    }

    private void apply(JsonArray edits, DataTreeModification tree) {
        codec.apply(edits, tree);
    }

    @Override
    public Optional<Candidate> check(String name) throws ConfigException {
        return alone(() -> {
            var edits = DraftTable.edits(existing(name));
            return datastore.check(tree -> apply(edits, tree));
        });
    }

    @Override
    public Commit commit(String name, String author, String comment, Optional<Duration> confirmWithin)
            throws ConfigException {
        return alone(() -> {
            var draft = existing(name);
            var edits = DraftTable.edits(draft);
            var commit = confirmWithin.isPresent()
                    ? commitForNow(author, comment, edits, confirmWithin.get())
                    : datastore.commit(author, comment, tree -> apply(edits, tree));
            table.delete(draft);
            return commit;
        });
    }

    private Commit commitForNow(String author, String comment, JsonArray edits, Duration within)
            throws StorageException, ConfigException {
        var confirmation = confirmations.expect(UUID.randomUUID(), within);
        try {
            var commit = datastore.commit(confirmation.commit(), author, comment, tree -> apply(edits, tree));
            confirmations.begin(within);
            return commit;
        } catch (ConfigException e) {
            // What became of it is not known when the store was not available.
            if (e.kind() != Kind.UNAVAILABLE) {
                confirmations.forget(confirmation);
            }
            throw e;
        }
    }

    @Override
    public void confirm(long revision) throws ConfigException {
        alone(() -> {
            var commit = datastore.commitsSince(revision - 1, 1);
            if (commit.isEmpty()
                    || commit.getFirst().revision() != revision
                    || !confirmations.confirm(commit.getFirst())) {
                throw new ConfigException(
                        Kind.MISSING, CONFIG, "Revision " + revision + " does not wait to be confirmed");
            }
            return revision;
        });
    }

    @Override
    public boolean discard(String name) throws ConfigException {
        return alone(() -> {
            var draft = table.draft(name);
            if (draft.isPresent()) {
                table.delete(draft.get());
            }
            return draft.isPresent();
        });
    }

    @Deactivate
    @Override
    public void close() {
        confirmations.close();
        health.close();
    }
}
