package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.api.Api.Reply;
import net.weftnet.config.api.operations.DiffOperation;
import net.weftnet.config.api.operations.DraftOperations;
import net.weftnet.config.api.operations.HistoryOperations;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.db.draft.Drafts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past and drafts over the real datastore. */
class HistoryAndDraftsTest {
    private static final String PROJECT = "/weftnet-config:config/domain=default-domain/project=default-project";
    private static final String NETWORK =
            """
            {"weftnet-config:virtual-network": [{"name": "front", "network-ipam": [{
              "fq-name": "default-domain:default-project:default-network-ipam",
              "ipam-subnets": [{"subnet": "10.1.0.0/16"}]}]}]}""";

    @TempDir
    Path directory;

    private RealConfig config;
    private Drafts drafts;
    private Views views;

    @BeforeEach
    void open() throws Exception {
        config = RealConfig.open(directory);
        var datastore = config.datastore();
        ConfigHistory history = datastore;
        drafts = new Drafts(config.store(), datastore, new RealConfig.SilentHealth());
        views = new Views(datastore, history, drafts, Api.MAX_BODY);
        config.api()
                .operations
                .addAll(List.of(
                        new HistoryOperations.Commits(datastore),
                        new HistoryOperations.Rollback(history),
                        new HistoryOperations.Export(datastore, history),
                        new HistoryOperations.Import(history),
                        new DraftOperations.Check(drafts),
                        new DraftOperations.Commit(drafts),
                        new DraftOperations.Confirm(drafts),
                        new DraftOperations.Discard(drafts),
                        new DiffOperation(datastore, history, drafts, candidate -> List.of())));
    }

    @AfterEach
    void close() {
        drafts.close();
        config.close();
    }

    private Reply view(String requestLine, String body) throws Exception {
        HttpReply reply = views.handle(TestCall.of(requestLine, body, "Content-Type: application/yang-data+json"));
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return new Reply(reply.status(), reply.headers(), out.toString(StandardCharsets.UTF_8));
    }

    private Reply operation(String name, String input) {
        return config.api()
                .call(TestCall.of(
                        "POST /restconf/operations/weftnet-operations:" + name,
                        "{\"weftnet-operations:input\": " + input + "}",
                        "Content-Type: application/yang-data+json"));
    }

    private static String output(Reply reply, String leaf) {
        assertEquals(200, reply.status(), reply.body());
        return JsonParser.parseString(reply.body())
                .getAsJsonObject()
                .getAsJsonObject("weftnet-operations:output")
                .get(leaf)
                .getAsString();
    }

    @Test
    void readsThePast() throws Exception {
        config.api().json("POST", PROJECT, NETWORK);
        var path = "GET /restconf/data" + PROJECT + "/virtual-network=front";
        assertEquals(200, view(path + "?as-of=2&depth=2", "").status());
        assertEquals(404, view(path + "?as-of=1", "").status());
        assertEquals(404, view(path + "?as-of=3", "").status());
        assertEquals(404, view(path + "?as-of=2001-01-01T00:00:00Z", "").status());
        assertEquals(200, view(path + "?as-of=2999-01-01T00%3A00%3A00Z", "").status());
        assertEquals(400, view(path + "?as-of=yesterday", "").status());
        assertEquals(
                400, view("DELETE /restconf/data" + PROJECT + "?as-of=1", "").status());
        assertEquals(
                "\"1\"", view("HEAD /restconf/data" + PROJECT + "?as-of=1", "").header("ETag"));
    }

    @Test
    void editsAndCommitsADraft() throws Exception {
        var draft = Views.DATASTORES + "/weftnet-draft:web";
        assertEquals(404, view("GET " + draft + PROJECT, "").status());
        var created = view("POST " + draft + PROJECT, NETWORK);
        assertEquals(201, created.status(), created.body());
        assertEquals(draft + PROJECT + "/virtual-network=front", created.header("Location"));
        var before = view("GET " + draft + PROJECT + "/virtual-network=front", "");
        assertEquals(200, before.status());
        assertEquals(404, config.api().get(PROJECT + "/virtual-network=front").status());
        assertEquals(409, view("POST " + draft + PROJECT, NETWORK).status());
        assertEquals("true", output(operation("check-draft", "{\"draft\": \"web\"}"), "changes"));
        assertTrue(output(operation("diff", "{\"draft\": \"web\"}"), "edits").contains("virtual-network=front"));
        var commit = operation("commit-draft", "{\"draft\": \"web\", \"comment\": \"go\", \"confirm-timeout\": 3600}");
        assertEquals("2", output(commit, "revision"));
        assertEquals(204, operation("confirm-commit", "{\"revision\": \"2\"}").status());
        assertEquals(404, operation("confirm-commit", "{\"revision\": \"2\"}").status());
        assertEquals(200, config.api().get(PROJECT + "/virtual-network=front").status());
        assertEquals(404, operation("discard-draft", "{\"draft\": \"web\"}").status());
        assertTrue(operation("commits", "{\"since\": \"1\"}").compact().contains("\"comment\":\"go\""));
        assertEquals(404, view("GET " + Views.DATASTORES + "/else", "").status());
    }

    @Test
    void exportsImportsAndRollsBack() throws Exception {
        config.api().json("POST", PROJECT, NETWORK);
        var file = output(operation("export", "{}"), "file");
        assertEquals("3", output(operation("rollback", "{\"revision\": \"1\"}"), "revision"));
        assertEquals(404, config.api().get(PROJECT + "/virtual-network=front").status());
        var quoted = new com.google.gson.JsonPrimitive(file);
        assertEquals("4", output(operation("import", "{\"file\": " + quoted + "}"), "revision"));
        assertEquals(file, output(operation("export", "{}"), "file"));
        assertEquals("[]", output(operation("diff", "{\"from\": \"2\", \"to\": \"4\"}"), "edits"));
        assertEquals(404, operation("rollback", "{\"revision\": \"99\"}").status());
        assertEquals(400, operation("import", "{\"file\": \"{}\"}").status());
    }
}
