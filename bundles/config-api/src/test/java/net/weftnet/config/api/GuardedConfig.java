package net.weftnet.config.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.api.Api.Reply;
import net.weftnet.config.api.operations.DiffOperation;
import net.weftnet.config.api.operations.DraftOperations;
import net.weftnet.config.api.operations.HistoryOperations;
import net.weftnet.config.db.draft.Drafts;
import net.weftnet.test.SilentHealth;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;

/** The API with everything behind it, for callers of any role. */
final class GuardedConfig implements AutoCloseable {
    static final Caller ADMIN = new Caller("root", Set.of("admin"));

    final RealConfig config;
    final StoredAccess access;
    final Api api;
    private final Drafts drafts;
    private final Views views;

    GuardedConfig(Path directory) throws Exception {
        config = RealConfig.open(directory);
        var datastore = config.datastore();
        var health = new SilentHealth();
        access = new StoredAccess(
                config.store(),
                new TableCoordination(config.store()),
                config.bus(),
                datastore,
                new InMemoryDataTreeFactory(),
                health);
        var never = Duration.ofHours(1);
        api = new Api(
                datastore,
                ServerState.of(datastore.modelContext(), Instant.EPOCH),
                new ChangeStream.Limits(8, 100, never, never),
                Clock.systemUTC(),
                access);
        drafts = new Drafts(config.store(), datastore, health);
        views = new Views(datastore, datastore, drafts, access, Api.MAX_BODY);
        api.operations.addAll(List.of(
                new HistoryOperations.Commits(datastore, access),
                new HistoryOperations.Rollback(datastore, datastore, access),
                new HistoryOperations.Export(datastore, datastore, access),
                new HistoryOperations.Import(datastore, access),
                new DraftOperations.Check(drafts, access),
                new DraftOperations.Commit(drafts, access),
                new DraftOperations.Confirm(drafts, access),
                new DraftOperations.Discard(drafts, access),
                new DiffOperation(datastore, datastore, drafts, candidate -> List.of(), access)));
    }

    /** Makes a call as the server would hand it over, to the route that it belongs to. */
    Reply call(Caller caller, String requestLine, String body) throws Exception {
        var call = TestCall.of(requestLine, body, "Content-Type: application/yang-data+json")
                .as(caller);
        if (Views.isPast(call) || call.path().startsWith(Views.DATASTORES)) {
            return written(views.handle(call));
        }
        return api.call(call);
    }

    Reply patch(Caller caller, String path, String body) {
        return api.call(TestCall.of("PATCH " + path, body, "Content-Type: application/yang-patch+json")
                .as(caller));
    }

    Reply get(Caller caller, String path) throws Exception {
        return call(caller, "GET /restconf/data" + path, "");
    }

    private static Reply written(HttpReply reply) throws Exception {
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return new Reply(reply.status(), reply.headers(), out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        drafts.close();
        access.close();
        api.stream.close();
        config.close();
    }
}
