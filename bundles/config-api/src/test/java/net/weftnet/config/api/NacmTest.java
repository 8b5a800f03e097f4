package net.weftnet.config.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import net.weftnet.common.http.api.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules of NACM on every way to the configuration. */
@Timeout(60)
class NacmTest {
    private static final String DOMAIN = "/weftnet-config:config/domain=default-domain";
    private static final String NACM = "PUT /restconf/data/ietf-netconf-acm:nacm";
    private static final Caller OPERATOR = new Caller("olga", Set.of("operator"));

    @TempDir
    Path directory;

    private GuardedConfig config;

    @BeforeEach
    void open() throws Exception {
        config = new GuardedConfig(directory);
        ok(
                config.call(
                        GuardedConfig.ADMIN,
                        "PATCH /restconf/data" + DOMAIN,
                        """
                {"weftnet-config:domain": [{"name": "default-domain", "project": [
                  {"name": "red", "virtual-network": [{"name": "n"}], "security-group": [{"name": "s"}]},
                  {"name": "blue", "virtual-network": [{"name": "m"}]}]}]}"""));
        ok(
                config.call(
                        GuardedConfig.ADMIN,
                        NACM,
                        """
                {"ietf-netconf-acm:nacm": {"rule-list": [{"name": "operators", "group": ["operator"], "rule": [
                  {"name": "no-blue", "action": "deny",
                   "path": "/weftnet-config:config/domain/project[name='blue']"},
                  {"name": "no-groups", "action": "deny", "access-operations": "read",
                   "path": "/weftnet-config:config/domain/project/security-group"},
                  {"name": "networks", "action": "permit", "access-operations": "create update",
                   "path": "/weftnet-config:config/domain/project[name='red']/virtual-network"},
                  {"name": "no-roll-back", "action": "deny", "rpc-name": "rollback"}]}]}}"""));
    }

    private static Api.Reply ok(Api.Reply reply) {
        assertTrue(reply.status() < 300, reply.status() + " " + reply.body());
        return reply;
    }

    @AfterEach
    void close() {
        config.close();
    }

    @Test
    void readsAreFiltered() throws Exception {
        var projects = ok(config.get(OPERATOR, DOMAIN + "/project")).body();
        assertTrue(projects.contains("\"red\"") && projects.contains("\"n\""), projects);
        assertFalse(projects.contains("blue") || projects.contains("\"s\""), projects);
        assertEquals(404, config.get(OPERATOR, DOMAIN + "/project=blue").status());
        assertEquals(
                404,
                config.get(OPERATOR, DOMAIN + "/project=red/security-group=s").status());
        // Containers without presence are always there, with nothing in them.
        assertFalse(config.get(OPERATOR, "/ietf-netconf-acm:nacm").body().contains("rule"));
        assertFalse(config.get(OPERATOR, "/weftnet-access:access").body().contains("role"));
        assertFalse(ok(config.get(OPERATOR, "?content=config")).body().contains("blue"));
    }

    @Test
    void eachChangedNodeIsAskedFor() throws Exception {
        var red = DOMAIN + "/project=red";
        ok(config.call(
                OPERATOR, "POST /restconf/data" + red, "{\"weftnet-config:virtual-network\": [{\"name\": \"o\"}]}"));
        ok(config.call(
                OPERATOR,
                "PATCH /restconf/data" + red + "/virtual-network=o",
                "{\"weftnet-config:virtual-network\": [{\"name\": \"o\", \"display-name\": \"O\"}]}"));
        assertDenied(config.call(OPERATOR, "DELETE /restconf/data" + red + "/virtual-network=o", ""));
        assertDenied(config.call(
                OPERATOR,
                "PUT /restconf/data" + red + "/virtual-network=o",
                "{\"weftnet-config:virtual-network\": [{\"name\": \"o\"}]}"));
        assertDenied(config.call(
                OPERATOR, "POST /restconf/data" + red, "{\"weftnet-config:network-ipam\": [{\"name\": \"i\"}]}"));
        assertDenied(
                config.patch(
                        OPERATOR,
                        "/restconf/data" + red,
                        """
                {"ietf-yang-patch:yang-patch": {"patch-id": "p", "edit": [
                  {"edit-id": "1", "operation": "create", "target": "/virtual-network=p",
                   "value": {"weftnet-config:virtual-network": [{"name": "p"}]}},
                  {"edit-id": "2", "operation": "create", "target": "/network-ipam=i",
                   "value": {"weftnet-config:network-ipam": [{"name": "i"}]}}]}}"""));
        assertEquals(404, config.get(OPERATOR, red + "/virtual-network=p").status());
        assertTrue(config.access.counters().writes() >= 4);
        // What cannot be seen is not there, and cannot be made either.
        assertEquals(
                404,
                config.call(OPERATOR, "DELETE /restconf/data" + DOMAIN + "/project=blue", "")
                        .status());
        assertDenied(config.call(
                OPERATOR,
                "PUT /restconf/data" + DOMAIN + "/project=blue",
                "{\"weftnet-config:project\": [{\"name\": \"blue\"}]}"));
    }

    private static void assertDenied(Api.Reply reply) {
        assertEquals(403, reply.status(), reply.body());
        assertTrue(reply.body().contains("access-denied"), reply.body());
    }

    @Test
    void operationsDraftsAndThePastAreGuarded() throws Exception {
        var revision = config.api.revision();
        assertDenied(config.call(
                OPERATOR,
                "POST /restconf/operations/weftnet-operations:rollback",
                "{\"weftnet-operations:input\": {\"revision\": \"1\"}}"));
        assertFalse(
                ok(config.call(OPERATOR, "GET /restconf/operations", "")).body().contains("rollback"));
        assertFalse(ok(config.call(OPERATOR, "POST /restconf/operations/weftnet-operations:export", ""))
                .body()
                .contains("blue"));
        assertDenied(config.call(
                OPERATOR,
                "POST /restconf/operations/weftnet-operations:import",
                "{\"weftnet-operations:input\": {\"file\": \"{}\"}}"));
        assertFalse(
                ok(config.get(OPERATOR, DOMAIN + "?as-of=" + revision)).body().contains("blue"));
        assertDenied(config.call(
                OPERATOR,
                "POST /restconf/ds/weftnet-draft:d" + DOMAIN,
                "{\"weftnet-config:project\": [{\"name\": \"green\"}]}"));
        ok(config.call(
                GuardedConfig.ADMIN,
                "POST /restconf/ds/weftnet-draft:d" + DOMAIN,
                "{\"weftnet-config:project\": [{\"name\": \"green\"}]}"));
        assertDenied(config.call(
                OPERATOR,
                "POST /restconf/operations/weftnet-operations:commit-draft",
                "{\"weftnet-operations:input\": {\"draft\": \"d\"}}"));
        assertEquals(revision, config.api.revision());
    }

    @Test
    void theStreamTellsOfWhatMayBeSeen() throws Exception {
        var lines = new LinkedBlockingQueue<String>();
        var reply = config.api.reply(TestCall.of("GET /restconf/streams/changes", "", "Accept: text/event-stream")
                .as(OPERATOR));
        var thread = Thread.ofVirtual().start(() -> {
            try {
                reply.body().writeTo(new OutputStream() {
                    @Override
                    public void write(int octet) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void write(byte[] octets) {
                        lines.add(new String(octets, UTF_8));
                    }
                });
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertTrue(lines.take().startsWith(": commits after"));
        ok(config.call(
                GuardedConfig.ADMIN,
                "POST /restconf/data" + DOMAIN + "/project=blue",
                "{\"weftnet-config:virtual-network\": [{\"name\": \"unseen\"}]}"));
        ok(
                config.patch(
                        GuardedConfig.ADMIN,
                        "/restconf/data" + DOMAIN,
                        """
                {"ietf-yang-patch:yang-patch": {"patch-id": "p", "edit": [
                  {"edit-id": "1", "operation": "create", "target": "/project=blue/virtual-network=hidden",
                   "value": {"weftnet-config:virtual-network": [{"name": "hidden"}]}},
                  {"edit-id": "2", "operation": "create", "target": "/project=red/virtual-network=seen",
                   "value": {"weftnet-config:virtual-network": [{"name": "seen"}]}}]}}"""));
        // Of what it does not see, a subscriber is told the revision only.
        assertTrue(lines.take().matches("id: \\d+\n\n"));
        var event = lines.take();
        assertTrue(event.contains("seen") && !event.contains("unseen"), event);
        assertFalse(event.contains("hidden") || event.contains("PATCH"), event);
        config.api.stream.close();
        thread.join();
    }

    @Test
    void usersAndRulesAreAResourceOfTheirOwn() throws Exception {
        var users = "/weftnet-access:access";
        ok(
                config.call(
                        GuardedConfig.ADMIN,
                        "POST /restconf/data" + users,
                        "{\"weftnet-access:user\": [{\"name\": \"olga\", \"password\": \"correct horse\", \"role\": [\"admin\"]}]}"));
        var shown = ok(config.get(GuardedConfig.ADMIN, users)).body();
        assertTrue(shown.contains("olga"), shown);
        assertFalse(shown.contains("password") || shown.contains("correct") || shown.contains("argon2"), shown);
        assertTrue(config.access
                .state()
                .users()
                .find("olga")
                .orElseThrow()
                .hash()
                .orElseThrow()
                .startsWith("$argon2id$"));
        assertEquals(
                400,
                config.call(
                                GuardedConfig.ADMIN,
                                "POST /restconf/data" + users,
                                "{\"weftnet-access:user\": [{\"name\": \"eve\", \"password\": \"short\"}]}")
                        .status());
        assertEquals(
                400,
                config.call(
                                GuardedConfig.ADMIN,
                                NACM,
                                """
                {"ietf-netconf-acm:nacm": {"rule-list": [{"name": "l", "rule": [
                  {"name": "r", "path": "/nothing", "action": "deny"}]}]}}""")
                        .status());
        assertEquals(
                400,
                config.call(
                                GuardedConfig.ADMIN,
                                "PATCH /restconf/data",
                                "{\"ietf-restconf:data\": {\"ietf-netconf-acm:nacm\": {\"enable-nacm\": false}}}")
                        .status());
        assertFalse(ok(config.call(GuardedConfig.ADMIN, "POST /restconf/operations/weftnet-operations:export", ""))
                .body()
                .contains("olga"));
        assertEquals(
                404,
                config.call(OPERATOR, "DELETE /restconf/data" + users + "/user=olga", "")
                        .status());
    }
}
