package net.weftnet.config.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.http.server.LocalListener;
import net.weftnet.config.api.Api.Reply;
import net.weftnet.config.api.operations.DiffOperation;
import net.weftnet.config.api.operations.DraftOperations;
import net.weftnet.config.api.operations.HistoryOperations;
import net.weftnet.config.db.draft.Drafts;
import net.weftnet.test.SilentHealth;

/** All of the API over the real datastore: data, drafts, the past and the operations; on request behind the real server. */
final class RunningConfig implements AutoCloseable {

    final RealConfig config;
    final Drafts drafts;
    private final Views views;

    RunningConfig(Path directory) throws Exception {
        config = RealConfig.open(directory);
        var datastore = config.datastore();
        var access = new OpenAccess();
        drafts = new Drafts(config.store(), datastore, new SilentHealth());
        views = new Views(datastore, datastore, drafts, access, Api.MAX_BODY);
        config.api()
                .operations
                .addAll(List.of(
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

    Api api() {
        return config.api();
    }

    HttpReply reply(HttpCall call) throws IOException, InterruptedException {
        return Views.isPast(call) || call.path().startsWith(Views.DATASTORES)
                ? views.handle(call)
                : config.api().reply(call);
    }

    /** Sends JSON. */
    Reply call(String requestLine, String body) throws Exception {
        var reply = reply(TestCall.of(requestLine, body, "Content-Type: application/yang-data+json"));
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return new Reply(reply.status(), reply.headers(), out.toString(StandardCharsets.UTF_8));
    }

    Reply operation(String name, String input) throws Exception {
        return call(
                "POST /restconf/operations/weftnet-operations:" + name,
                "{\"weftnet-operations:input\": " + input + "}");
    }

    /** Opens the server, which knows one user, {@code admin}. */
    LocalListener listen(String password, long maxBodyBytes) {
        Accounts accounts = (credentials, peer) -> credentials.equals(new Credentials.Password("admin", password))
                ? new Verdict.Known(new Caller("admin", Set.of("admin")))
                : new Verdict.Unknown();
        return new LocalListener("rest", maxBodyBytes, accounts, new SilentHealth(), new Route());
    }

    private final class Route implements HttpRoute {
        @Override
        public String listener() {
            return "rest";
        }

        @Override
        public String path() {
            return RestconfResources.ROOT;
        }

        @Override
        public Set<String> roles() {
            return Set.of("admin");
        }

        @Override
        public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
            return reply(call);
        }

        @Override
        public HttpReply refuse(int status, String reason, List<String> accept) {
            return RestconfResources.refuse(status, reason, accept);
        }
    }

    @Override
    public void close() {
        config.api().stream.close();
        drafts.close();
        config.close();
    }
}
