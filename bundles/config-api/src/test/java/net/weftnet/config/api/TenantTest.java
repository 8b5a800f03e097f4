package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.weftnet.common.http.api.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tenants see and change what is theirs, whatever way they try. Names of the others' objects begin with "secret". */
@Timeout(120)
class TenantTest {
    private static final String DOMAIN = "/weftnet-config:config/domain=default-domain";
    private static final String RED = DOMAIN + "/project=red";
    private static final String SECRET = DOMAIN + "/project=secret";
    private static final String DATA = "/restconf/data";
    private static final Caller ADMIN = GuardedConfig.ADMIN;
    private static final Caller TENANT = new Caller("rita", Set.of("red-team"));

    @TempDir
    Path directory;

    private GuardedConfig config;

    @BeforeEach
    void open() throws Exception {
        config = new GuardedConfig(directory);
        ok(
                config.call(
                        ADMIN,
                        "PATCH " + DATA + "/weftnet-access:access",
                        """
                {"weftnet-access:access": {"role": [
                  {"name": "red-team", "project": "default-domain:red"}]}}"""));
        ok(
                config.call(
                        ADMIN,
                        "PATCH " + DATA + "/weftnet-config:config",
                        """
                {"weftnet-config:config": {
                  "domain": [{"name": "default-domain", "project": [
                    {"name": "red", "quota": {"virtual-network": 3}, "network-ipam": [{"name": "plan"}],
                     "virtual-network": [{"name": "front", "network-ipam": [
                       {"fq-name": "default-domain:red:plan", "ipam-subnets": [{"subnet": "10.1.0.0/24"}]}]}],
                     "virtual-machine-interface": [{"name": "port", "virtual-network": "default-domain:red:front"}]},
                    {"name": "secret", "network-ipam": [
                       {"name": "open-plan", "perms2": {"global-access": 5}}, {"name": "secret-plan"}],
                     "virtual-network": [
                       {"name": "open", "is-shared": true, "network-ipam": [
                         {"fq-name": "default-domain:secret:secret-plan", "ipam-subnets": [{"subnet": "10.2.0.0/24"}]}]},
                       {"name": "readable", "perms2": {"global-access": 4}},
                       {"name": "secret-net"}]}]}],
                  "virtual-machine": [{"name": "5ec2e700-0000-4000-8000-000000000001"}],
                  "instance-ip": [
                    {"name": "red-ip", "virtual-network": "default-domain:red:front"},
                    {"name": "secret-ip", "virtual-network": "default-domain:secret:open"}]}}"""));
    }

    @AfterEach
    void close() {
        config.close();
    }

    private static Api.Reply ok(Api.Reply reply) {
        assertTrue(reply.status() < 300, reply.status() + " " + reply.body());
        return reply;
    }

    private Api.Reply call(String requestLine, String body) throws Exception {
        return config.call(TENANT, requestLine, body);
    }

    private void assertStatus(int status, String requestLine, String body) throws Exception {
        var before = config.api.revision();
        var reply = call(requestLine, body);
        assertEquals(status, reply.status(), requestLine + ": " + reply.body());
        assertEquals(before, config.api.revision(), requestLine);
    }

    @Test
    void seesItsProjectAndWhatIsSharedInEveryListAndView() throws Exception {
        long revision = config.api.revision();
        for (var query : List.of("", "?as-of=" + revision, "?depth=9", "?content=config", "?with-defaults=explicit")) {
            for (var path : List.of("", "/weftnet-config:config", DOMAIN, DOMAIN + "/project")) {
                if (path.isEmpty() && query.contains("as-of")) {
                    continue;
                }
                var seen = ok(call("GET " + DATA + path + query, "")).body();
                assertTrue(seen.contains("\"red\"") && seen.contains("\"open\"") && seen.contains("open-plan"), seen);
                assertTrue(seen.contains("\"readable\""), seen);
                assertFalse(
                        seen.contains("secret-net")
                                || seen.contains("5ec2e700-0000-4000-8000-000000000001")
                                || seen.contains("secret-ip"),
                        seen);
                assertFalse(seen.contains("\"autonomous-system\"") || seen.contains("weftnet-compiled:compiled"), seen);
            }
        }
        var addresses = ok(call("GET " + DATA + "/weftnet-config:config/instance-ip", ""))
                .body();
        assertTrue(addresses.contains("red-ip") && !addresses.contains("secret"), addresses);
        var page = ok(call("GET " + DATA + "/weftnet-config:config/instance-ip?limit=1", ""));
        assertTrue(page.body().contains("red-ip") && !page.headers().containsKey("Weft-Next-Cursor"), page.body());
        assertFalse(ok(call("GET " + DATA + DOMAIN + "?fields=project(name;virtual-network/name)", ""))
                .body()
                .contains("secret-net"));
        assertFalse(ok(call("POST /restconf/operations/weftnet-operations:export", ""))
                .body()
                .contains("secret-net"));
    }

    @Test
    void whatIsOthersIsNotThere() throws Exception {
        for (var path : List.of(
                SECRET + "/virtual-network=secret-net",
                SECRET + "/virtual-network=secret-net/uuid",
                SECRET + "/uuid",
                "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000001",
                "/weftnet-config:config/instance-ip=secret-ip",
                "/weftnet-config:config/global-system-config/autonomous-system",
                "/weftnet-compiled:compiled/routing-instance",
                DOMAIN + "/uuid")) {
            assertStatus(404, "GET " + DATA + path, "");
            assertStatus(404, "GET " + DATA + path + "?as-of=" + config.api.revision(), "");
            assertStatus(404, "HEAD " + DATA + path, "");
        }
        assertStatus(404, "DELETE " + DATA + SECRET + "/virtual-network=secret-net", "");
        assertStatus(
                404,
                "DELETE " + DATA + "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000001",
                "");
        assertStatus(
                404,
                "PATCH " + DATA + SECRET + "/virtual-network=secret-net",
                "{\"weftnet-config:virtual-network\": [{\"name\": \"secret-net\", \"display-name\": \"x\"}]}");
        // The same as for a name that nobody has.
        assertStatus(404, "GET " + DATA + DOMAIN + "/project=nobody/virtual-network=x", "");
    }

    @Test
    void editsItsProject() throws Exception {
        ok(call("POST " + DATA + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"back\"}]}"));
        ok(call(
                "PATCH " + DATA + RED + "/virtual-network=back",
                "{\"weftnet-config:virtual-network\": [{\"name\": \"back\", \"display-name\": \"Back\"}]}"));
        ok(call(
                "POST " + DATA + "/weftnet-config:config",
                "{\"weftnet-config:virtual-machine\": [{\"name\": \"5ec2e700-0000-4000-8000-000000000002\"}]}"));
        var vm = ok(call(
                        "GET " + DATA + "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000002",
                        ""))
                .body();
        var id = ok(call("GET " + DATA + RED + "/uuid", "")).body().replaceAll("(?s).*\"([0-9a-f-]{36})\".*", "$1");
        assertTrue(vm.contains(id), vm);
        ok(
                call(
                        "POST " + DATA + "/weftnet-config:config",
                        """
                {"weftnet-config:instance-ip": [{"name": "mine", "virtual-network": "default-domain:secret:open"}]}"""));
        ok(call("DELETE " + DATA + RED + "/virtual-network=back", ""));
        ok(call("DELETE " + DATA + "/weftnet-config:config/instance-ip=red-ip", ""));
        ok(call("DELETE " + DATA + "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000002", ""));
    }

    @Test
    void aQuotaIsTheTenantsBoundAndNotItsToChange() throws Exception {
        assertStatus(403, "PUT " + DATA + RED + "/quota", "{\"weftnet-config:quota\": {\"virtual-network\": 100}}");
        assertStatus(
                403,
                "PATCH " + DATA + RED,
                "{\"weftnet-config:project\": [{\"name\": \"red\", \"quota\": {\"virtual-network\": 9}}]}");
        assertStatus(403, "DELETE " + DATA + RED, "");
        assertStatus(403, "POST " + DATA + RED, "{\"weftnet-config:api-access-list\": [{\"name\": \"l\"}]}");
        assertStatus(403, "POST " + DATA + DOMAIN, "{\"weftnet-config:project\": [{\"name\": \"mine-too\"}]}");
        ok(call("POST " + DATA + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"a\"}]}"));
        ok(call("POST " + DATA + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"b\"}]}"));
        var refused = call("POST " + DATA + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"c\"}]}");
        assertEquals(409, refused.status());
        assertTrue(
                refused.body().contains("quota-exceeded")
                        && refused.body()
                                .contains("project default-domain:red may have 3 by its quota virtual-network"),
                refused.body());
    }

    @Test
    void refersToItsOwnAndToWhatIsSharedForThat() throws Exception {
        ok(
                call(
                        "POST " + DATA + RED,
                        """
                {"weftnet-config:virtual-machine-interface": [
                  {"name": "p1", "virtual-network": "default-domain:secret:open"}]}"""));
        ok(
                call(
                        "POST " + DATA + RED,
                        """
                {"weftnet-config:virtual-network": [{"name": "n1", "network-ipam": [
                  {"fq-name": "default-domain:secret:open-plan", "ipam-subnets": [{"subnet": "10.3.0.0/24"}]}]}]}"""));
        for (var network : List.of("readable", "secret-net", "nothing")) {
            var before = config.api.revision();
            var reply = call(
                    "POST " + DATA + RED,
                    """
                    {"weftnet-config:virtual-machine-interface": [
                      {"name": "p2", "virtual-network": "default-domain:secret:%s"}]}"""
                            .formatted(network));
            assertEquals(409, reply.status(), reply.body());
            assertTrue(
                    reply.body().contains("instance-required") && reply.body().contains("does not exist"),
                    reply.body());
            assertEquals(before, config.api.revision());
        }
        assertStatus(
                409,
                "PATCH " + DATA + RED + "/virtual-machine-interface=port",
                """
                {"weftnet-config:virtual-machine-interface": [
                  {"name": "port", "virtual-machine": ["5ec2e700-0000-4000-8000-000000000001"]}]}""");
    }

    @Test
    void oneForeignEditSpoilsAWholePatch() throws Exception {
        var before = config.api.revision();
        var reply = config.patch(
                TENANT,
                DATA + DOMAIN,
                """
                {"ietf-yang-patch:yang-patch": {"patch-id": "p", "edit": [
                  {"edit-id": "1", "operation": "create", "target": "/project=red/virtual-network=x",
                   "value": {"weftnet-config:virtual-network": [{"name": "x"}]}},
                  {"edit-id": "2", "operation": "merge", "target": "/project=secret/virtual-network=secret-net",
                   "value": {"weftnet-config:virtual-network": [{"name": "secret-net", "display-name": "x"}]}}]}}""");
        assertTrue(reply.status() >= 400, reply.body());
        assertEquals(before, config.api.revision());
    }

    @Test
    void draftsAreItsOwn() throws Exception {
        var draft = "/restconf/ds/weftnet-draft:";
        ok(config.call(
                ADMIN,
                "POST " + draft + "admins" + SECRET,
                "{\"weftnet-config:virtual-network\": [{\"name\": \"secret-2\"}]}"));
        assertStatus(404, "GET " + draft + "admins" + RED, "");
        assertStatus(
                404, "POST " + draft + "admins" + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"x\"}]}");
        for (var operation : List.of("diff", "check-draft", "commit-draft", "discard-draft")) {
            assertStatus(
                    404,
                    "POST /restconf/operations/weftnet-operations:" + operation,
                    "{\"weftnet-operations:input\": {\"draft\": \"admins\"}}");
        }
        ok(call("POST " + draft + "mine" + RED, "{\"weftnet-config:virtual-network\": [{\"name\": \"drafted\"}]}"));
        assertEquals(
                404,
                call("GET " + draft + "mine" + SECRET + "/virtual-network=secret-net", "")
                        .status());
        assertEquals(
                404,
                call("DELETE " + draft + "mine" + SECRET + "/virtual-network=secret-net", "")
                        .status());
        assertTrue(ok(call(
                        "POST /restconf/operations/weftnet-operations:diff",
                        "{\"weftnet-operations:input\": {\"draft\": \"mine\"}}"))
                .body()
                .contains("drafted"));
        ok(call(
                "POST /restconf/operations/weftnet-operations:commit-draft",
                "{\"weftnet-operations:input\": {\"draft\": \"mine\"}}"));
        ok(call("GET " + DATA + RED + "/virtual-network=drafted", ""));
    }

    @Test
    void operationsOnTheWholeAreNotForTenants() throws Exception {
        for (var input : List.of(
                "rollback\": {\"revision\": \"1\"",
                "import\": {\"file\": \"{}\"",
                "confirm-commit\": {\"revision\": \"1\"")) {
            var name = input.substring(0, input.indexOf('"'));
            assertStatus(
                    403,
                    "POST /restconf/operations/weftnet-operations:" + name,
                    "{\"weftnet-operations:input\": {" + input.substring(input.indexOf('{') + 1) + "}}");
        }
        assertFalse(ok(call("POST /restconf/operations/weftnet-operations:commits", ""))
                .body()
                .contains("root"));
        assertFalse(ok(call(
                        "POST /restconf/operations/weftnet-operations:diff",
                        "{\"weftnet-operations:input\": {\"from\": \"1\"}}"))
                .body()
                .contains("secret-net"));
    }

    @Test
    void namesOutsideOfProjectsAreTakenButNothingIsToldOfWhoHasThem() throws Exception {
        assertStatus(
                409,
                "PUT " + DATA + "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000001",
                "{\"weftnet-config:virtual-machine\": [{\"name\": \"5ec2e700-0000-4000-8000-000000000001\"}]}");
        assertStatus(
                403,
                "POST " + DATA + "/weftnet-config:config",
                "{\"weftnet-config:virtual-machine\": [{\"name\": \"5ec2e700-0000-4000-8000-000000000002\", \"perms2\": {\"owner\": \"somebody\"}}]}");
        ok(
                config.call(
                        ADMIN,
                        "POST " + DATA + SECRET,
                        """
                {"weftnet-config:virtual-machine-interface": [
                  {"name": "secret-port", "virtual-network": "default-domain:red:front"}]}"""));
        ok(call("DELETE " + DATA + RED + "/virtual-machine-interface=port", ""));
        ok(call("DELETE " + DATA + "/weftnet-config:config/instance-ip=red-ip", ""));
        var used = call("DELETE " + DATA + RED + "/virtual-network=front", "");
        assertEquals(409, used.status());
        assertFalse(used.body().contains("secret"), used.body());
    }

    /** Whatever is asked for, no answer has a secret in it that the question had not, and nothing of others changes. */
    @Test
    void randomCallsTellNoSecretsAndChangeNothingOfOthers() throws Exception {
        long seed = Long.getLong("weft.seed", new Random().nextLong());
        System.out.println("TenantTest: -Dweft.seed=" + seed);
        var random = new Random(seed);
        var before = others();
        var paths = new ArrayList<>(List.of(
                "",
                "/weftnet-config:config",
                DOMAIN,
                DOMAIN + "/project",
                RED,
                SECRET,
                RED + "/virtual-network=front",
                SECRET + "/virtual-network=open",
                SECRET + "/virtual-network=secret-net",
                SECRET + "/network-ipam=open-plan",
                SECRET + "/network-ipam",
                RED + "/virtual-network",
                "/weftnet-config:config/virtual-machine",
                "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000001",
                "/weftnet-config:config/instance-ip=secret-ip",
                "/weftnet-config:config/global-system-config"));
        var bodies = List.of(
                "{\"weftnet-config:virtual-network\": [{\"name\": \"open\", \"display-name\": \"x\"}]}",
                "{\"weftnet-config:project\": [{\"name\": \"red\"}]}",
                "{\"weftnet-config:domain\": [{\"name\": \"default-domain\"}]}",
                "{\"weftnet-config:config\": {}}",
                "{\"ietf-restconf:data\": {}}",
                "{\"weftnet-config:virtual-machine\": [{\"name\": \"6ec2e700-0000-4000-8000-000000000003\"}]}",
                "{\"weftnet-config:network-ipam\": [{\"name\": \"open-plan\"}]}");
        var queries =
                List.of("", "", "?as-of=1", "?as-of=2", "?depth=2", "?limit=2", "?fields=uuid", "?content=config");
        var roots = List.of(DATA, DATA, DATA, "/restconf/ds/weftnet-draft:d");
        for (int i = 0; i < 300; i++) {
            var method = List.of("GET", "GET", "POST", "PUT", "PATCH", "DELETE").get(random.nextInt(6));
            var line = method
                    + ' '
                    + roots.get(random.nextInt(4))
                    + paths.get(random.nextInt(paths.size()))
                    + (method.equals("GET") ? queries.get(random.nextInt(queries.size())) : "");
            var reply = call(
                    line,
                    method.equals("GET") || method.equals("DELETE") ? "" : bodies.get(random.nextInt(bodies.size())));
            assertTrue(reply.status() < 500, line + ": " + reply.body());
            var told = reply.body()
                    .replace("\"secret\"", "")
                    .replace("default-domain:secret:open", "")
                    .replace("default-domain:secret:readable", "")
                    .replace("default-domain:secret:secret-plan", "");
            if (reply.status() < 300) {
                assertFalse(told.contains("secret") || told.contains("5ec2e700"), () -> line + ": " + told);
            }
        }
        assertEquals(before, others());
    }

    private String others() throws Exception {
        return ok(config.get(ADMIN, SECRET)).body()
                + ok(config.get(ADMIN, "/weftnet-config:config/virtual-machine=5ec2e700-0000-4000-8000-000000000001"))
                        .body()
                + ok(config.get(ADMIN, "/weftnet-config:config/instance-ip=secret-ip"))
                        .body()
                + ok(config.get(ADMIN, "/weftnet-config:config/global-system-config"))
                        .body();
    }
}
