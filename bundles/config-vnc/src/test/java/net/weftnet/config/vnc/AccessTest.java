package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Set;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.vnc.TestApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;

/** Callers who may not do everything: the rules are those of RESTCONF. */
class AccessTest {
    private static final Caller TENANT = new Caller("rita", Set.of("red-team"));
    private static final Caller READER = new Caller("olga", Set.of("reader"));

    @TempDir
    Path directory;

    private TestApi api;
    private String secret;

    @BeforeEach
    void open() throws Exception {
        api = new TestApi(directory);
        api.post(
                        "/projects",
                        """
                {'project': {'parent_type': 'domain', 'fq_name': ['default-domain', 'red'],
                 'quota': {'virtual_network': 2}}}""")
                .json();
        secret = api.create("virtual-network", "secret-net", "");
        access(
                """
                {"weftnet-access:access": {"role": [{"name": "red-team", "project": "default-domain:red"}]}}""");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void access(String json) throws Exception {
        var data = api.access.accessData();
        var holder = new NormalizationResultHolder();
        try (var parser = JsonParserStream.create(
                ImmutableNormalizedNodeStreamWriter.from(holder),
                JSONCodecFactorySupplier.RFC7951.getShared(data.modelContext()))) {
            parser.parse(new JsonReader(new StringReader(json)));
        }
        var node = holder.getResult().data();
        data.commit("root", "", tree -> tree.merge(YangInstanceIdentifier.of(node.name()), node));
    }

    private Reply call(Caller who, String requestLine, String body) throws Exception {
        return api.call(TestCall.of(who, requestLine, body.replace('\'', '"')));
    }

    private Reply network(String project, String name) throws Exception {
        return call(
                TENANT,
                "POST /virtual-networks",
                "{'virtual-network': {'parent_type': 'project', 'fq_name': ['default-domain', '%s', '%s']}}"
                        .formatted(project, name));
    }

    @Test
    void aTenantHasItsProjectAndNothingElse() throws Exception {
        var made = network("red", "front").object("virtual-network");
        assertEquals(
                TestApi.BASE + "/virtual-network/" + uuid(made),
                made.get("href").getAsString());
        for (var path : new String[] {
            "/virtual-networks",
            "/virtual-networks?detail=True",
            "/virtual-networks?obj_uuids=" + secret + ',' + uuid(made)
        }) {
            var seen = call(TENANT, "GET " + path, "");
            assertTrue(seen.json().toString().contains("front"), seen.text());
            assertFalse(seen.text().contains("secret") || seen.text().contains("__link_local__"), seen.text());
        }
        assertEquals(404, call(TENANT, "GET /virtual-network/" + secret, "").status());
        assertEquals(
                404,
                call(TENANT, "PUT /virtual-network/" + secret, "{'virtual-network': {'display_name': 'x'}}")
                        .status());
        assertEquals(404, call(TENANT, "DELETE /virtual-network/" + secret, "").status());
        assertEquals(
                404,
                call(TENANT, "POST /id-to-fqname", "{'uuid': '" + secret + "'}").status());
        assertTrue(network("default-project", "intruder").status() >= 400);
        assertEquals(
                403,
                call(TENANT, "POST /useragent-kv", "{'operation': 'RETRIEVE'}").status());
    }

    @Test
    void whatIsCompiledIsSeenByWhoSeesWhatItIsMadeOf() throws Exception {
        network("red", "front").json();
        var own = call(TENANT, "GET /routing-instances?detail=True", "");
        assertEquals(1, own.json().getAsJsonArray("routing-instances").size(), own.text());
        assertTrue(own.text().contains("front"), own.text());
        assertEquals(
                1,
                call(TENANT, "GET /route-targets", "")
                        .json()
                        .getAsJsonArray("route-targets")
                        .size());
        var others = api.get("/virtual-network/" + secret)
                .object("virtual-network")
                .getAsJsonArray("routing_instances")
                .get(0)
                .getAsJsonObject();
        assertEquals(
                404, call(TENANT, "GET /routing-instance/" + uuid(others), "").status());
        assertEquals(
                404,
                call(TENANT, "POST /id-to-fqname", "{'uuid': '" + uuid(others) + "'}")
                        .status());
        assertEquals(
                200, call(READER, "GET /routing-instance/" + uuid(others), "").status());
    }

    /** A shared network can be read and used; how it is set up inside is of its project only. */
    @Test
    void ofASharedNetworkNothingCompiledIsSeen() throws Exception {
        var shared = api.create("virtual-network", "open-net", "'is_shared': true");
        var instance = api.get("/virtual-network/" + shared)
                .object("virtual-network")
                .getAsJsonArray("routing_instances")
                .get(0)
                .getAsJsonObject();
        var seen = call(TENANT, "GET /virtual-network/" + shared, "").object("virtual-network");
        assertEquals("open-net", seen.get("name").getAsString());
        assertFalse(seen.has("routing_instances"), seen::toString);
        assertEquals(
                404, call(TENANT, "GET /routing-instance/" + uuid(instance), "").status());
        assertEquals("[]", all(TENANT, "routing-instances"));
        assertEquals("[]", all(TENANT, "route-targets"));
        var port = call(
                        TENANT,
                        "POST /virtual-machine-interfaces",
                        "{'virtual-machine-interface': {'parent_type': 'project', 'fq_name': ['default-domain', 'red',"
                                + " 'port'], 'virtual_network_refs': [{'uuid': '" + shared + "'}]}}")
                .object("virtual-machine-interface");
        assertEquals(
                200,
                call(TENANT, "GET /virtual-machine-interface/" + uuid(port), "").status());
    }

    private String all(Caller who, String types) throws Exception {
        return call(who, "GET /" + types, "").json().getAsJsonArray(types).toString();
    }

    @Test
    void rulesHoldForCompiledState() throws Exception {
        assertFalse(all(READER, "routing-instances").equals("[]"));
        access(
                """
                {"ietf-netconf-acm:nacm": {"rule-list": [{"name": "readers", "group": ["reader"], "rule": [
                 {"name": "no-compiled", "path": "/weftnet-compiled:compiled", "access-operations": "read",
                  "action": "deny"}]}]}}""");
        assertEquals("[]", all(READER, "routing-instances"));
        assertEquals("[]", all(READER, "route-targets"));
        var network = call(READER, "GET /virtual-network/" + secret, "").object("virtual-network");
        assertFalse(network.has("routing_instances"), network::toString);
        assertTrue(
                api.get("/virtual-network/" + secret).object("virtual-network").has("routing_instances"));
    }

    private static String uuid(JsonObject object) {
        return object.get("uuid").getAsString();
    }

    @Test
    void aReferenceToWhatIsNotSeenIsOneToNothing() throws Exception {
        network("red", "front").json();
        for (var target :
                new String[] {"'uuid': '" + secret + "'", "'to': ['default-domain', 'default-project', 'secret-net']"
                }) {
            var reply = call(
                    TENANT,
                    "POST /virtual-machine-interfaces",
                    """
                    {'virtual-machine-interface': {'parent_type': 'project', 'fq_name': ['default-domain', 'red', 'port'],
                     'virtual_network_refs': [{%s}]}}"""
                            .formatted(target));
            assertEquals(400, reply.status(), reply.text());
        }
    }

    @Test
    void aFullQuotaHasAStatusOfItsOwn() throws Exception {
        network("red", "one").json();
        network("red", "two").json();
        var refusal = network("red", "three");
        assertEquals(412, refusal.status(), refusal.text());
        assertTrue(refusal.text().contains("red"), refusal.text());
    }

    /** Who has no rule reads the configuration and changes nothing (RFC 8341). */
    @Test
    void whoMayOnlyReadIsDeniedChanges() throws Exception {
        assertEquals(
                "secret-net",
                call(READER, "GET /virtual-network/" + secret, "")
                        .object("virtual-network")
                        .get("name")
                        .getAsString());
        long before = api.datastore.snapshot().revision();
        assertEquals(403, call(READER, "DELETE /virtual-network/" + secret, "").status());
        assertEquals(
                403,
                call(READER, "PUT /virtual-network/" + secret, "{'virtual-network': {'display_name': 'x'}}")
                        .status());
        assertEquals(before, api.datastore.snapshot().revision());
    }
}
