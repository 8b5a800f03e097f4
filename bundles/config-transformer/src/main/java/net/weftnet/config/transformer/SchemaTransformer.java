package net.weftnet.config.transformer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.CompiledDelta;
import net.weftnet.config.transformer.api.CompiledFeed;
import net.weftnet.config.transformer.api.CompiledPreview;
import net.weftnet.config.transformer.api.CompiledState;
import net.weftnet.config.transformer.api.Explanations;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.GraphFeed;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the datastore, and tells who follows the graph. Needs no leader: what it derives is a pure function of the log,
 * so every node derives the same for the same revision.
 */
@Component(
        service = {GraphFeed.class, CompiledState.class, CompiledFeed.class, CompiledPreview.class, Explanations.class})
public final class SchemaTransformer
        implements GraphFeed, CompiledState, CompiledFeed, CompiledPreview, Explanations, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchemaTransformer.class);

    /** How many faults a message names. */
    private static final int NAMED_FAULTS = 3;

    private final OwnerThread owner = OwnerThread.named("config-transformer");
    private final List<Consumer<GraphDelta>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<CompiledDelta>> entryFollowers = new CopyOnWriteArrayList<>();
    private final DerivedState state;
    private final NumberProvider numbers;
    private final ConfigDatastore.Registration completion;
    private final ConfigDatastore.Registration registration;
    private final Health.Subject health;

    /** What went wrong and was repaired; shown until the process starts again, since it is a defect. */
    private @Nullable String recovered;

    /** Derives everything from the newest revision, then follows. */
    @Activate
    public SchemaTransformer(@Reference ConfigDatastore datastore, @Reference Health health) {
        this.health = health.open("config", "schema transformer");
        state = new DerivedState(datastore.schema(), ConfigSchema.of(datastore.modelContext(), ConfigSchema.COMPILED));
        numbers = new NumberProvider(owner, datastore, state::numbersToBeProvided);
        completion = datastore.onChange(new NumberPlanner());
        registration =
                datastore.onCommit((commit, change, after) -> owner.execute(() -> committed(commit, change, after)));
        // Registered first, so no commit is missed; those that the snapshot has already are ignored.
        owner.execute(() -> recompute(datastore.snapshot()));
    }

    private void committed(Commit commit, DataTreeCandidate change, Snapshot after) {
        owner.check();
        if (commit.revision() <= state.revision()) {
            return;
        }
        if (!state.isWhole() || commit.revision() != state.revision() + 1) {
            recompute(after);
            return;
        }
        try {
            tell(state.onChange(change, after));
        } catch (RuntimeException e) {
            log.error("transformer: revision {} cannot be followed, everything is derived again", commit.revision(), e);
            recovered = "revision " + commit.revision() + " could not be followed (" + e + "), all was derived again";
            recompute(after);
        }
    }

    /** Derives everything from nothing. If not even that works, what is published stays, and the next commit tries again. */
    private void recompute(Snapshot snapshot) {
        try {
            tell(state.recompute(snapshot));
        } catch (RuntimeException e) {
            log.error("transformer: revision {} cannot be derived", snapshot.revision(), e);
            health.failed("revision " + snapshot.revision() + " cannot be derived, published is " + state.revision()
                    + ": " + e);
        }
    }

    private void tell(GraphDelta delta) {
        tell(followers, delta);
        tell(entryFollowers, state.compiledDelta());
        numbers.check();
        reportHealth();
    }

    /** A follower that fails does not keep others from following. */
    private <T> void tell(List<Consumer<T>> all, T delta) {
        for (var follower : all) {
            try {
                follower.accept(delta);
            } catch (RuntimeException e) {
                log.error("transformer: a follower failed at revision {}", state.revision(), e);
            }
        }
    }

    private void reportHealth() {
        var faults = state.faults();
        if (!faults.isEmpty()) {
            var named = String.join("; ", faults.subList(0, Math.min(NAMED_FAULTS, faults.size())));
            health.degraded("revision " + state.revision() + ", " + faults.size() + " cannot be derived: " + named);
        } else if (recovered != null) {
            health.degraded(recovered);
        } else {
            health.ok("revision " + state.revision());
        }
    }

    @Override
    public ObjectGraph current() {
        return owner.call(state::graph);
    }

    @Override
    public Subscription subscribe(Consumer<ObjectGraph> whole, Consumer<GraphDelta> delta) {
        owner.execute(() -> {
            whole.accept(state.graph());
            followers.add(delta);
        });
        return () -> owner.execute(() -> followers.remove(delta));
    }

    @Override
    public Subscription follow(Consumer<CompiledDelta> listener) {
        owner.execute(() -> {
            listener.accept(state.allEntries());
            entryFollowers.add(listener);
        });
        return () -> owner.execute(() -> entryFollowers.remove(listener));
    }

    @Override
    public Compiled compiled() {
        return owner.call(state::compiled);
    }

    @Override
    public List<EntryChange> preview(Candidate candidate) {
        return owner.call(() -> state.preview(candidate));
    }

    @Override
    public Optional<Explanation> why(String list, String name, OptionalInt rule) {
        return owner.call(() -> state.why(new Key(list, name), rule));
    }

    @Deactivate
    @Override
    public void close() {
        registration.close();
        completion.close();
        owner.close();
        health.close();
    }
}
