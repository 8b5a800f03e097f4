package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions: names and UUIDs, references and elements of properties one by one, texts of clients. */
class ActionsTest {
    private static final String NETWORK =
            "'network_ipam_refs': [{'to': ['default-domain', 'default-project', 'default-network-ipam'], 'attr':"
                    + " {'ipam_subnets': [{'subnet': {'ip_prefix': '10.1.1.0', 'ip_prefix_len': 24}}]}}]";

    private static final String NOBODY = "de300000-0000-4000-8000-0000000000ff";

    @TempDir
    Path directory;

    private TestApi api;

    @BeforeEach
    void open() throws Exception {
        api = new TestApi(directory);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String create(String type, String name) throws Exception {
        return api.create(type, name, "");
    }

    private JsonObject read(String type, String uuid) throws Exception {
        return api.get("/" + type + "/" + uuid).object(type);
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    @Test
    void namesLeadToUuidsAndBack() throws Exception {
        var uuid = create("virtual-network", "front");
        for (var type : List.of("virtual-network", "virtual_network")) {
            var body = "{'type': '" + type + "', 'fq_name': ['default-domain', 'default-project', 'front']}";
            assertEquals(
                    uuid, api.post("/fqname-to-id", body).json().get("uuid").getAsString());
        }
        assertEquals(
                json("{'fq_name': ['default-domain', 'default-project', 'front'], 'type': 'virtual-network'}"),
                api.post("/id-to-fqname", "{'uuid': '" + uuid + "'}").json());
        assertEquals(
                404,
                api.post("/fqname-to-id", "{'type': 'domain', 'fq_name': ['nobody']}")
                        .status());
        assertEquals(
                404,
                api.post("/fqname-to-id", "{'type': 'nobody', 'fq_name': ['a']}")
                        .status());
        assertEquals(
                404, api.post("/id-to-fqname", "{'uuid': '" + NOBODY + "'}").status());
        assertEquals(400, api.post("/id-to-fqname", "{}").status());
    }

    @Test
    void referencesAreAddedAndTakenAwayOneByOne() throws Exception {
        var network = api.create("virtual-network", "front", NETWORK);
        var first = create("network-policy", "first");
        var second = create("network-policy", "second");
        var add = "{'type': 'virtual-network', 'uuid': '" + network + "', 'ref-type': 'network-policy', 'operation':"
                + " 'ADD', 'ref-fq-name': ['default-domain', 'default-project', 'second'], 'ref-uuid': ";
        for (int sequence : List.of(1, 2)) {
            var reply = api.post(
                    "/ref-update", add + "'" + first + "', 'attr': {'sequence': {'major': " + sequence + "}}}");
            assertEquals(json("{'uuid': '" + network + "'}"), reply.json());
        }
        api.post("/ref-update", add + "null}");
        var revision = api.datastore.snapshot().revision();
        assertEquals(200, api.post("/ref-update", add + "null, 'attr': null}").status());
        assertEquals(revision, api.datastore.snapshot().revision(), "what is there already changes nothing");
        var policies = read("virtual-network", network).getAsJsonArray("network_policy_refs");
        assertEquals(2, policies.size());
        assertEquals(
                json("{'sequence': {'major': 2}}"),
                policies.get(0).getAsJsonObject().get("attr"));
        assertEquals(second, policies.get(1).getAsJsonObject().get("uuid").getAsString());
        var remove = add.replace("ADD", "DELETE");
        for (int again = 0; again < 2; again++) {
            assertEquals(
                    200, api.post("/ref-update", remove + "'" + first + "'}").status());
        }
        policies = read("virtual-network", network).getAsJsonArray("network_policy_refs");
        assertEquals(second, policies.get(0).getAsJsonObject().get("uuid").getAsString());
        assertEquals(1, policies.size());

        assertEquals(404, api.post("/ref-update", add + "'" + network + "'}").status());
        assertEquals(
                400,
                api.post("/ref-update", add.replace("ADD", "TAKE") + "'" + first + "'}")
                        .status());
        assertEquals(
                404,
                api.post("/ref-update", add.replace("'network-policy'", "'nobody'") + "null}")
                        .status());
        assertEquals(
                400,
                api.post("/ref-update", add.replace("'network-policy'", "'domain'") + "null}")
                        .status());
    }

    @Test
    void aRelaxedReferenceDoesNotKeepItsObject() throws Exception {
        var network = api.create("virtual-network", "front", NETWORK);
        var table = create("route-table", "routes");
        api.put(
                "/virtual-network/" + network,
                "{'virtual-network': {'route_table_refs': [{'uuid': '" + table + "'}]}}");
        assertEquals(409, api.delete("/route-table/" + table).status());
        assertEquals(
                json("{'uuid': '" + network + "'}"),
                api.post("/ref-relax-for-delete", "{'uuid': '" + network + "', 'ref-uuid': '" + table + "'}")
                        .json());
        assertEquals(200, api.delete("/route-table/" + table).status());
        assertFalse(read("virtual-network", network).has("route_table_refs"));
        assertEquals(
                404,
                api.post("/ref-relax-for-delete", "{'uuid': '" + network + "', 'ref-uuid': '" + table + "'}")
                        .status());
    }

    @Test
    void mapsChangeElementByElement() throws Exception {
        var uuid = create("virtual-network", "front");
        update(uuid, 200, "'annotations'", "'set', 'value': {'key': 'a', 'value': '1'}, 'position': 'a'");
        update(uuid, 200, "'annotations'", "'set', 'value': {'key': 'b', 'value': '2'}");
        update(uuid, 200, "'annotations'", "'set', 'value': {'key': 'a', 'value': '3'}");
        assertEquals(json("[[{'key': 'a', 'value': '3'}, 'a']]"), collection(uuid, "annotations&position=a"));
        update(uuid, 200, "'annotations'", "'delete', 'position': 'a'");
        assertEquals(json("[[{'key': 'b', 'value': '2'}, 'b']]"), collection(uuid, "annotations"));
        update(uuid, 400, "'annotations'", "'add', 'value': {'key': 'a'}");
        update(uuid, 400, "'annotations'", "'set', 'value': {'name': 'a'}");
        update(uuid, 400, "'mtu'", "'set', 'value': 1");
        assertEquals(
                404,
                api.post("/prop-collection-update", "{'uuid': '" + NOBODY + "', 'updates': []}")
                        .status());
    }

    @Test
    void listsChangeElementByElement() throws Exception {
        var uuid = create("virtual-network", "front");
        var field = "'import_route_target_list'";
        for (var target : List.of("target:1:1", "target:1:2", "target:1:3")) {
            update(uuid, 200, field, "'add', 'value': '" + target + "'");
        }
        update(uuid, 200, field, "'modify', 'value': 'target:1:4', 'position': '1'");
        update(uuid, 200, field, "'delete', 'position': '0'");
        assertEquals(json("[['target:1:4', '0'], ['target:1:3', '1']]"), collection(uuid, "import_route_target_list"));
        update(uuid, 400, field, "'modify', 'value': 'target:1:4', 'position': '7'");
        update(uuid, 400, field, "'modify', 'value': 'target:1:4'");
        update(uuid, 400, field, "'add'");
        update(uuid, 400, field, "'add', 'value': 'no target'");
    }

    private void update(String uuid, int status, String field, String change) throws Exception {
        var reply = api.post(
                "/prop-collection-update",
                "{'uuid': '" + uuid + "', 'updates': [{'field': " + field + ", 'operation': " + change + "}]}");
        assertEquals(status, reply.status(), reply.text());
    }

    private JsonArray collection(String uuid, String fields) throws Exception {
        return api.get("/prop-collection-get?uuid=" + uuid + "&fields=" + fields)
                .json()
                .getAsJsonArray(fields.split("&")[0]);
    }

    @Test
    void clientsKeepTextsHere() throws Exception {
        assertEquals(
                200,
                api.post("/useragent-kv", "{'operation': 'STORE', 'key': 'k', 'value': 'v'}")
                        .status());
        var retrieve = "{'operation': 'RETRIEVE', 'key': 'k'}";
        assertEquals(json("{'value': 'v'}"), api.post("/useragent-kv", retrieve).json());
        assertEquals(
                json("{'value': ['v']}"),
                api.post("/useragent-kv", "{'operation': 'RETRIEVE', 'key': null}")
                        .json());
        assertEquals(
                200,
                api.post("/useragent-kv", "{'operation': 'DELETE', 'key': 'k'}").status());
        assertEquals(404, api.post("/useragent-kv", retrieve).status());
        assertEquals(
                404,
                api.post("/useragent-kv", "{'operation': 'GUESS', 'key': 'k'}").status());
        assertEquals(400, api.post("/useragent-kv", "{'key': 'k'}").status());
        assertEquals(
                400,
                api.post("/useragent-kv", "{'operation': 'STORE', 'key': '" + "k".repeat(2000) + "'}")
                        .status());
    }
}
