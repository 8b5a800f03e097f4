package net.weftnet.config.db;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore.Registration;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/** Tells the listeners of commits, in order, on a thread of its own, so that none of them holds up a writer. */
final class CommitFeed implements AutoCloseable {
    private final OwnerThread delivery = OwnerThread.named("config-feed");
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    Registration register(CommitListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void publish(Commit commit, DataTreeCandidate change, Snapshot after) {
        for (var listener : listeners) {
            delivery.execute(() -> listener.committed(commit, change, after));
        }
    }

    @Override
    public void close() {
        delivery.close();
    }
}
