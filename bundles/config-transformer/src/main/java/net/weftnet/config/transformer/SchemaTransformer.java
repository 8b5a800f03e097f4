package net.weftnet.config.transformer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.CompiledState;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.GraphFeed;
import net.weftnet.config.transformer.api.ObjectGraph;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Follows the datastore, and tells who follows the graph. Needs no leader: what it derives is a pure function of the log,
 * so every node derives the same for the same revision.
 */
@Component(service = {GraphFeed.class, CompiledState.class})
public final class SchemaTransformer implements GraphFeed, CompiledState, AutoCloseable {
    private final OwnerThread owner = OwnerThread.named("config-transformer");
    private final List<Consumer<GraphDelta>> followers = new CopyOnWriteArrayList<>();
    private final DerivedState state;
    private final ConfigDatastore.Registration registration;
    private final Health.Subject health;

    /** Derives everything from the newest revision, then follows. */
    @Activate
    public SchemaTransformer(@Reference ConfigDatastore datastore, @Reference Health health) {
        this.health = health.open("config", "schema transformer");
        state = new DerivedState(datastore.schema(), ConfigSchema.of(datastore.modelContext(), ConfigSchema.COMPILED));
        registration =
                datastore.onCommit((commit, change, after) -> owner.execute(() -> committed(commit, change, after)));
        // Registered first, so no commit is missed; those that the snapshot has already are ignored.
        owner.execute(() -> tell(state.recompute(datastore.snapshot())));
    }

    private void committed(Commit commit, DataTreeCandidate change, Snapshot after) {
        owner.check();
        if (commit.revision() <= state.revision()) {
            return;
        }
        boolean isNext = commit.revision() == state.revision() + 1;
        tell(isNext ? state.onChange(change, after) : state.recompute(after));
    }

    private void tell(GraphDelta delta) {
        followers.forEach(follower -> follower.accept(delta));
        reportHealth();
    }

    private void reportHealth() {
        health.ok("revision " + state.revision());
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
    public Compiled compiled() {
        return owner.call(state::compiled);
    }

    @Deactivate
    @Override
    public void close() {
        registration.close();
        owner.close();
        health.close();
    }
}
