package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects, one by one: made, read, changed, deleted, and referred to. */
class OperationsTest {
    private static final String BASE = TestApi.BASE;
    private static final String NETWORK =
            "'network_ipam_refs': [{'to': ['default-domain', 'default-project', 'default-network-ipam'], 'attr':"
                    + " {'ipam_subnets': [{'subnet': {'ip_prefix': '10.1.1.0', 'ip_prefix_len': 24}}]}}]";

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
    void theHomepageHasALinkToEverything() throws Exception {
        var page = api.get("/").json();
        assertEquals(BASE, page.get("href").getAsString());
        var links = page.getAsJsonArray("links").toString();
        for (var link : List.of(
                "{'link':{'href':'" + BASE + "/virtual-networks','name':'virtual-network','rel':'collection'}}",
                "{'link':{'href':'" + BASE + "/virtual-DNS','name':'virtual-DNS','rel':'resource-base'}}",
                "{'link':{'href':'" + BASE + "/fqname-to-id','name':'name-to-id','rel':'action','method':'POST'}}",
                "{'link':{'href':'" + BASE
                        + "/useragent-kv','name':'useragent-keyvalue','rel':'action','method':'POST'}}")) {
            assertTrue(links.contains(link.replace('\'', '"')), link);
        }
    }

    @Test
    void anObjectIsMadeReadChangedAndDeleted() throws Exception {
        var reply = api.post(
                        "/virtual-networks",
                        "{'virtual-network': {'parent_type': 'project', 'uuid':"
                                + " 'AE300000-0000-4000-8000-000000000001', 'fq_name': ['default-domain',"
                                + " 'default-project', 'front'], 'virtual_network_properties': {'allow_transit': true,"
                                + " 'forwarding_mode': null}, 'unknown_to_us': 1}}")
                .object("virtual-network");
        var uuid = "ae300000-0000-4000-8000-000000000001";
        assertEquals(uuid, reply.get("uuid").getAsString());
        assertEquals("front", reply.get("name").getAsString());
        assertEquals(json("['default-domain', 'default-project', 'front']"), reply.get("fq_name"));
        assertEquals(BASE + "/virtual-network/" + uuid, reply.get("href").getAsString());
        assertEquals("project", reply.get("parent_type").getAsString());
        var parent = BASE + "/project/" + reply.get("parent_uuid").getAsString();
        assertEquals(parent, reply.get("parent_href").getAsString());

        var network = read("virtual-network", uuid);
        assertEquals(json("{'allow_transit': true}"), network.get("virtual_network_properties"));
        assertEquals("front", network.get("display_name").getAsString());
        assertEquals(parent, network.get("parent_href").getAsString());
        assertEquals(
                new BigInteger("ae30000000004000", 16),
                network.getAsJsonObject("id_perms")
                        .getAsJsonObject("uuid")
                        .get("uuid_mslong")
                        .getAsBigInteger());
        assertEquals(
                json("{'owner': 'cloud-admin', 'owner_access': 7, 'global_access': 0, 'share': []}"),
                network.get("perms2"));

        var changed = api.put(
                        "/virtual-network/" + uuid,
                        "{'virtual-network': {'display_name': 'Front', 'id_perms': {'description': 'web', 'uuid': null},"
                                + " 'router_external': true}}")
                .object("virtual-network");
        assertEquals(json("{'uuid': '" + uuid + "', 'href': '" + BASE + "/virtual-network/" + uuid + "'}"), changed);
        network = read("virtual-network", uuid);
        assertEquals("Front", network.get("display_name").getAsString());
        assertTrue(network.get("router_external").getAsBoolean());
        assertEquals(json("{'allow_transit': true}"), network.get("virtual_network_properties"));
        assertEquals(
                "web", network.getAsJsonObject("id_perms").get("description").getAsString());

        assertEquals(
                200,
                api.put("/virtual-network/" + uuid, "{'virtual-network': {'virtual_network_properties': null}}")
                        .status());
        assertFalse(read("virtual-network", uuid).has("virtual_network_properties"));

        assertEquals("", api.delete("/virtual-network/" + uuid).text());
        assertEquals(404, api.get("/virtual-network/" + uuid).status());
        assertEquals(404, api.delete("/virtual-network/" + uuid).status());
    }

    @Test
    void timesTellOfChangesAndOnlyOfThose() throws Exception {
        var uuid = create("virtual-network", "front");
        var made = read("virtual-network", uuid).getAsJsonObject("id_perms");
        LocalDateTime.parse(made.get("created").getAsString());
        assertEquals(made.get("created"), made.get("last_modified"));
        var revision = api.datastore.snapshot().revision();
        for (var nothing : List.of("", "{}", "{'virtual-network': {}}", "{'virtual-network': {'mtu': null}}")) {
            assertEquals(200, api.put("/virtual-network/" + uuid, nothing).status());
        }
        assertEquals(revision, api.datastore.snapshot().revision());
        api.put("/virtual-network/" + uuid, "{'virtual-network': {'mtu': 1400}}");
        var changed = read("virtual-network", uuid).getAsJsonObject("id_perms");
        assertEquals(made.get("created"), changed.get("created"));
        assertNotEquals(made.get("last_modified"), changed.get("last_modified"));
    }

    @Test
    void anEntityTagSavesReading() throws Exception {
        var uuid = create("virtual-network", "front");
        var tag = String.valueOf(api.get("/virtual-network/" + uuid).headers().get("ETag"));
        assertEquals(
                304,
                api.call(TestCall.of("GET /virtual-network/" + uuid, "", "If-None-Match: " + tag))
                        .status());
        create("virtual-network", "back");
        assertEquals(
                200,
                api.call(TestCall.of("GET /virtual-network/" + uuid, "", "If-None-Match: " + tag))
                        .status());
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        var uuid = create("virtual-network", "front");
        var project = "'parent_type': 'project', 'fq_name': ['default-domain', 'default-project', ";
        refuses(409, "already exists with uuid: " + uuid, "{'virtual-network': {" + project + "'front']}}");
        refuses(
                409,
                "already exists with fq_name",
                "{'virtual-network': {'uuid': '" + uuid + "', " + project + "'other']}}");
        refuses(400, "no fq_name", "{'virtual-network': {'parent_type': 'project'}}");
        refuses(400, "list of names", "{'virtual-network': {'fq_name': 'front'}}");
        refuses(400, "Invalid UUID", "{'virtual-network': {'uuid': 'x', " + project + "'x']}}");
        refuses(
                400,
                "Invalid parent type: domain",
                "{'virtual-network': {'parent_type': 'domain', 'fq_name': ['a', 'b']}}");
        refuses(400, "Invalid fq-name", "{'virtual-network': {'parent_type': 'project', 'fq_name': ['a', 'b']}}");
        refuses(400, "does not exist", "{'virtual-network': {'fq_name': ['default-domain', 'nobody', 'b']}}");
        refuses(400, "no JSON", "{'virtual-network'");
        refuses(400, "no virtual-network", "{'network-ipam': {}}");
        refuses(
                400,
                "has no forwarding",
                "{'virtual-network': {" + project + "'x'], 'virtual_network_properties': {'forwarding': 'l2'}}}");
        refuses(
                400,
                "'l7'",
                "{'virtual-network': {" + project + "'x'], 'virtual_network_properties': {'forwarding_mode': 'l7'}}}");
        refuses(400, "is an object", "{'virtual-network': {" + project + "'x'], 'virtual_network_properties': 3}}");
        refuses(
                400,
                "Unknown reference",
                "{'virtual-network': {" + project + "'x'], 'network_policy_refs': [{'to': ['a', 'b', 'c']}]}}");
        refuses(400, "needs uuid or to", "{'virtual-network': {" + project + "'x'], 'network_policy_refs': [{}]}}");
        assertEquals(
                400,
                api.post(
                                "/virtual-machine-interfaces",
                                "{'virtual-machine-interface': {'parent_type':"
                                        + " 'project', 'fq_name': ['default-domain', 'default-project', 'port']}}")
                        .status()); // It needs a network.
        assertEquals(404, api.get("/network-ipam/" + uuid).status());
        assertEquals(404, api.get("/virtual-network/no-uuid").status());
        assertEquals(404, api.get("/virtual-machine/" + uuid + "/more").status());
        assertEquals(404, api.get("/no-such-type/" + uuid).status());
        assertEquals(404, api.get("/no-such-types").status());
        var reply = api.delete("/virtual-networks");
        assertEquals(405, reply.status());
        assertEquals("GET, POST", reply.headers().get("Allow"));
    }

    private void refuses(int status, String reason, String body) throws Exception {
        var reply = api.post("/virtual-networks", body);
        assertEquals(status, reply.status(), reply.text());
        assertTrue(reply.text().contains(reason), reply.text());
    }

    @Test
    void whatIsReferredToOrHasChildrenStays() throws Exception {
        var network = api.create("virtual-network", "front", NETWORK);
        var port = api.create(
                "virtual-machine-interface", "port", "'virtual_network_refs': [{'uuid': '" + network + "'}]");
        var refused = api.delete("/virtual-network/" + network);
        assertEquals(409, refused.status());
        assertEquals(
                "Delete when resource still referred: ['" + BASE + "/virtual-machine-interface/" + port + "']",
                refused.text());
        var project = read("virtual-network", network).get("parent_uuid").getAsString();
        refused = api.delete("/project/" + project);
        assertEquals(409, refused.status());
        assertTrue(refused.text().startsWith("Delete when children still present: ['" + BASE), refused.text());
        assertEquals(200, api.delete("/virtual-machine-interface/" + port).status());
        assertEquals(200, api.delete("/virtual-network/" + network).status());
    }

    @Test
    void childrenAndBackReferencesAreThereUnlessExcluded() throws Exception {
        var network = api.create("virtual-network", "front", NETWORK);
        var port = api.create(
                "virtual-machine-interface", "port", "'virtual_network_refs': [{'uuid': '" + network + "'}]");
        var pool = api.post(
                        "/floating-ip-pools",
                        "{'floating-ip-pool': {'fq_name': ['default-domain', 'default-project', 'front', 'pool']}}")
                .object("floating-ip-pool")
                .get("uuid")
                .getAsString();
        var full = read("virtual-network", network);
        assertEquals(
                json("[{'to': ['default-domain', 'default-project', 'port'], 'uuid': '" + port + "', 'href': '" + BASE
                        + "/virtual-machine-interface/" + port + "', 'attr': null}]"),
                full.get("virtual_machine_interface_back_refs"));
        assertEquals(
                json("[{'to': ['default-domain', 'default-project', 'front', 'pool'], 'uuid': '" + pool + "', 'href': '"
                        + BASE + "/floating-ip-pool/" + pool + "'}]"),
                full.get("floating_ip_pools"));
        var plain = api.get("/virtual-network/" + network + "?exclude_back_refs=True&exclude_children=True")
                .object("virtual-network");
        assertFalse(plain.has("virtual_machine_interface_back_refs") || plain.has("floating_ip_pools"));
        assertTrue(plain.has("network_ipam_refs"));
        var some = api.get("/virtual-network/" + network + "?fields=floating_ip_pools,mtu&exclude_hrefs=True")
                .object("virtual-network");
        assertFalse(some.has("network_ipam_refs") || some.has("href"));
        assertFalse(some.getAsJsonArray("floating_ip_pools")
                .get(0)
                .getAsJsonObject()
                .has("href"));
        var ipam = full.getAsJsonArray("network_ipam_refs").get(0).getAsJsonObject();
        assertEquals(
                json("[{'subnet': {'ip_prefix': '10.1.1.0', 'ip_prefix_len': 24}, 'default_gateway': '10.1.1.1'}]"),
                ipam.getAsJsonObject("attr").get("ipam_subnets"));
        assertEquals(
                ipam.get("attr"),
                read("network-ipam", ipam.get("uuid").getAsString())
                        .getAsJsonArray("virtual_network_back_refs")
                        .get(0)
                        .getAsJsonObject()
                        .get("attr"));
    }

    @Test
    void theAuthorAndTheReasonAreInTheHistory() throws Exception {
        create("virtual-network", "front");
        var commit = api.datastore
                .commitsSince(api.datastore.snapshot().revision() - 1, 1)
                .getFirst();
        assertEquals("alice", commit.author());
        assertEquals("POST /virtual-networks", commit.comment());
    }
}
