package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import net.weftnet.config.api.Api.Reply;
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

    private RunningConfig config;

    @BeforeEach
    void open() throws Exception {
        config = new RunningConfig(directory);
    }

    @AfterEach
    void close() {
        config.close();
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
        assertEquals(200, config.call(path + "?as-of=2&depth=2", "").status());
        assertEquals(404, config.call(path + "?as-of=1", "").status());
        assertEquals(404, config.call(path + "?as-of=3", "").status());
        assertEquals(404, config.call(path + "?as-of=2001-01-01T00:00:00Z", "").status());
        assertEquals(
                200, config.call(path + "?as-of=2999-01-01T00%3A00%3A00Z", "").status());
        assertEquals(400, config.call(path + "?as-of=yesterday", "").status());
        assertEquals(
                400,
                config.call("DELETE /restconf/data" + PROJECT + "?as-of=1", "").status());
        assertEquals(
                "\"1-json\"",
                config.call("HEAD /restconf/data" + PROJECT + "?as-of=1", "").header("ETag"));
    }

    @Test
    void editsAndCommitsADraft() throws Exception {
        var draft = Views.DATASTORES + "/weftnet-draft:web";
        assertEquals(404, config.call("GET " + draft + PROJECT, "").status());
        var created = config.call("POST " + draft + PROJECT, NETWORK);
        assertEquals(201, created.status(), created.body());
        assertEquals(draft + PROJECT + "/virtual-network=front", created.header("Location"));
        var before = config.call("GET " + draft + PROJECT + "/virtual-network=front", "");
        assertEquals(200, before.status());
        assertEquals(404, config.api().get(PROJECT + "/virtual-network=front").status());
        assertEquals(409, config.call("POST " + draft + PROJECT, NETWORK).status());
        assertEquals("true", output(config.operation("check-draft", "{\"draft\": \"web\"}"), "changes"));
        assertTrue(output(config.operation("diff", "{\"draft\": \"web\"}"), "edits")
                .contains("virtual-network=front"));
        var commit = config.operation(
                "commit-draft", "{\"draft\": \"web\", \"comment\": \"go\", \"confirm-timeout\": 3600}");
        assertEquals("2", output(commit, "revision"));
        assertEquals(
                204, config.operation("confirm-commit", "{\"revision\": \"2\"}").status());
        assertEquals(
                404, config.operation("confirm-commit", "{\"revision\": \"2\"}").status());
        assertEquals(200, config.api().get(PROJECT + "/virtual-network=front").status());
        assertEquals(
                404, config.operation("discard-draft", "{\"draft\": \"web\"}").status());
        assertTrue(config.operation("commits", "{\"since\": \"1\"}").compact().contains("\"comment\":\"go\""));
        assertEquals(404, config.call("GET " + Views.DATASTORES + "/else", "").status());
    }

    @Test
    void exportsImportsAndRollsBack() throws Exception {
        config.api().json("POST", PROJECT, NETWORK);
        var file = output(config.operation("export", "{}"), "file");
        assertEquals("3", output(config.operation("rollback", "{\"revision\": \"1\"}"), "revision"));
        assertEquals(404, config.api().get(PROJECT + "/virtual-network=front").status());
        var quoted = new com.google.gson.JsonPrimitive(file);
        assertEquals("4", output(config.operation("import", "{\"file\": " + quoted + "}"), "revision"));
        assertEquals(file, output(config.operation("export", "{}"), "file"));
        assertEquals("[]", output(config.operation("diff", "{\"from\": \"2\", \"to\": \"4\"}"), "edits"));
        assertEquals(404, config.operation("rollback", "{\"revision\": \"99\"}").status());
        assertEquals(400, config.operation("import", "{\"file\": \"{}\"}").status());
    }
}
