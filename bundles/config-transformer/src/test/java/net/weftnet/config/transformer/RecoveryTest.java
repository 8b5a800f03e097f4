package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.TestStore.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.transformer.api.GraphDelta;
import net.weftnet.config.transformer.api.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/** A change that cannot be followed is not lost: everything is derived again, and health says that something is wrong. */
class RecoveryTest {
    @TempDir
    Path directory;

    private final LinkedBlockingQueue<String> health = new LinkedBlockingQueue<>();

    @Test
    void derivesEverythingAgainWhenAChangeCannotBeFollowed() throws Exception {
        var isBroken = new AtomicBoolean();
        try (var store = new TestStore(directory);
                var transformer = new SchemaTransformer(broken(store.datastore, isBroken), recording())) {
            var deltas = new LinkedBlockingQueue<GraphDelta>();
            transformer.subscribe(_ -> {}, _ -> {
                throw new IllegalStateException("a follower that fails");
            });
            transformer.subscribe(_ -> {}, deltas::add);
            await("ok");
            isBroken.set(true);
            store.commit(network("front", "10.1.1.0/24"));
            await("degraded");
            isBroken.set(false);
            var instance = new ObjectName("routing-instance", "default-domain:demo:front:front");
            assertTrue(transformer.current().objects().containsKey(instance));
            // Who follows gets what is different, and nothing else.
            assertTrue(deltas.take().changes().stream()
                    .allMatch(change -> change.toString().contains("front")
                            || change.toString().contains("target")));
            store.commit(network("back", "10.1.2.0/24"));
            deltas.take();
            var whole = Scenario.state();
            whole.recompute(store.datastore.snapshot());
            assertEquals(whole.graph(), transformer.current());
        }
    }

    /** Changes that cannot be read, as long as it is broken. */
    private static ConfigDatastore broken(ConfigDatastore datastore, AtomicBoolean isBroken) {
        return (ConfigDatastore) Proxy.newProxyInstance(
                RecoveryTest.class.getClassLoader(), new Class<?>[] {ConfigDatastore.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("onCommit")) {
                        return method.invoke(datastore, arguments);
                    }
                    var listener = (CommitListener) arguments[0];
                    return datastore.onCommit((commit, change, after) ->
                            listener.committed(commit, isBroken.get() ? unreadable() : change, after));
                });
    }

    private static DataTreeCandidate unreadable() {
        return (DataTreeCandidate) Proxy.newProxyInstance(
                RecoveryTest.class.getClassLoader(), new Class<?>[] {DataTreeCandidate.class}, (_, _, _) -> {
                    throw new IllegalStateException("a change that cannot be read");
                });
    }

    private void await(String level) throws InterruptedException {
        while (!health.take().equals(level)) {
            // What was before.
        }
    }

    private Health recording() {
        return new Health() {
            @Override
            public Subject open(String role, String subject) {
                return new Subject() {
                    @Override
                    public void ok(String detail) {
                        health.add("ok");
                    }

                    @Override
                    public void degraded(String problem) {
                        health.add("degraded");
                    }

                    @Override
                    public void failed(String problem) {
                        health.add("failed");
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public List<Condition> conditions() {
                return List.of();
            }
        };
    }
}
