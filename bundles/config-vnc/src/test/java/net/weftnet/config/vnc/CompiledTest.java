package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system makes of the configuration, beside it. */
class CompiledTest {
    private static final String FRONT = "'default-domain', 'default-project', 'front'";

    @TempDir
    Path directory;

    private TestApi api;
    private String network;

    @BeforeEach
    void open() throws Exception {
        api = new TestApi(directory);
        network = api.create("virtual-network", "front", "");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private JsonObject object(String type, String uuid) throws Exception {
        return api.get("/" + type + "/" + uuid).object(type);
    }

    private String id(String type, String fqName) throws Exception {
        return api.post("/fqname-to-id", "{'type': '" + type + "', 'fq_name': [" + fqName + "]}")
                .json()
                .get("uuid")
                .getAsString();
    }

    private static String only(JsonObject object, String member) {
        var list = object.getAsJsonArray(member);
        assertEquals(1, list.size(), member);
        return uuid(list.get(0));
    }

    private static String uuid(JsonElement object) {
        return object.getAsJsonObject().get("uuid").getAsString();
    }

    private static List<String> names(JsonArray objects) {
        return objects.asList().stream()
                .map(one -> one.getAsJsonObject().get("fq_name").toString())
                .toList();
    }

    @Test
    void aNetworkHasARoutingInstanceWithARouteTarget() throws Exception {
        var instance = only(object("virtual-network", network), "routing_instances");
        assertEquals(instance, id("routing-instance", FRONT + ", 'front'"));
        var read = object("routing-instance", instance);
        assertEquals("virtual-network", read.get("parent_type").getAsString());
        assertEquals(network, read.get("parent_uuid").getAsString());
        assertEquals("front", read.get("name").getAsString());
        assertTrue(read.get("routing_instance_is_default").getAsBoolean());
        assertEquals(7, read.getAsJsonObject("perms2").get("owner_access").getAsInt());
        assertTrue(read.getAsJsonObject("id_perms").get("enable").getAsBoolean());
        var target = only(read, "route_target_refs");
        var name = api.post("/id-to-fqname", "{'uuid': '" + target + "'}").json();
        assertEquals("route-target", name.get("type").getAsString());
        assertEquals(3, name.getAsJsonArray("fq_name").size());
        var back = object("route-target", target);
        assertEquals(instance, only(back, "routing_instance_back_refs"));
        assertNull(back.get("parent_type"));
    }

    @Test
    void aTargetOfOneDirectionTellsWhich() throws Exception {
        api.put(
                        "/virtual-network/" + network,
                        "{'virtual-network': {'import_route_target_list': {'route_target': ['target:64512:7']}}}")
                .json();
        var instance = object("routing-instance", id("routing-instance", FRONT + ", 'front'"));
        var attribute = instance.getAsJsonArray("route_target_refs").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(reference -> reference.get("to").toString().equals("[\"target\",\"64512\",\"7\"]"))
                .map(reference -> reference.getAsJsonObject("attr"))
                .toList();
        assertEquals("[{\"import_export\":\"import\"}]", attribute.toString());
        var target = object("route-target", id("route-target", "'target', '64512', '7'"));
        assertEquals(
                attribute.getFirst(),
                target.getAsJsonArray("routing_instance_back_refs")
                        .get(0)
                        .getAsJsonObject()
                        .get("attr"));
    }

    @Test
    void aPortIsInTheInstanceOfItsNetwork() throws Exception {
        var port = api.create(
                "virtual-machine-interface", "port", "'virtual_network_refs': [{'uuid': '" + network + "'}]");
        var read = object("virtual-machine-interface", port);
        var instance = only(read, "routing_instance_refs");
        assertEquals(id("routing-instance", FRONT + ", 'front'"), instance);
        var attribute = read.getAsJsonArray("routing_instance_refs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("attr");
        assertEquals("both", attribute.get("direction").getAsString());
        var back = object("routing-instance", instance)
                .getAsJsonArray("virtual_machine_interface_back_refs")
                .get(0)
                .getAsJsonObject();
        assertEquals(port, uuid(back));
        assertEquals(attribute, back.get("attr"));
        var listed = api.get("/virtual-machine-interfaces?back_ref_id=" + instance);
        assertEquals(port, only(listed.json(), "virtual-machine-interfaces"));
        // What a client read it may send back: what the system added is not looked at.
        api.put("/virtual-machine-interface/" + port, "{'virtual-machine-interface': " + read + "}")
                .json();
    }

    @Test
    void policiesComeToAnAccessControlList() throws Exception {
        var policy = api.create(
                "network-policy",
                "open",
                """
                'network_policy_entries': {'policy_rule': [{'direction': '<>', 'protocol': 'tcp',
                 'action_list': {'simple_action': 'pass'}, 'src_addresses': [{'virtual_network': 'any'}],
                 'dst_addresses': [{'virtual_network': 'any'}], 'src_ports': [{'start_port': -1, 'end_port': -1}],
                 'dst_ports': [{'start_port': 80, 'end_port': 80}]}]}""");
        api.post(
                        "/ref-update",
                        "{'operation': 'ADD', 'type': 'virtual-network', 'uuid': '" + network
                                + "', 'ref-type': 'network-policy', 'ref-uuid': '" + policy
                                + "', 'attr': {'sequence': {'major': 0, 'minor': 0}}}")
                .json();
        var list = object("access-control-list", only(object("virtual-network", network), "access_control_lists"));
        var rules = list.getAsJsonObject("access_control_list_entries").getAsJsonArray("acl_rule");
        assertTrue(rules.toString().contains("\"start_port\":80"), rules::toString);
        assertEquals(network, list.get("parent_uuid").getAsString());
        var group = api.create("security-group", "group", "");
        var lists = api.get("/access-control-lists?parent_id=" + group).json().getAsJsonArray("access-control-lists");
        assertEquals(2, lists.size());
    }

    @Test
    void listsKnowThem() throws Exception {
        var all = api.get("/routing-instances").json().getAsJsonArray("routing-instances");
        assertTrue(names(all).contains("[\"default-domain\",\"default-project\",\"front\",\"front\"]"), all::toString);
        assertEquals(names(all).stream().sorted().toList(), names(all));
        assertEquals(
                all.size(),
                api.get("/routing-instances?count=True")
                        .json()
                        .getAsJsonObject("routing-instances")
                        .get("count")
                        .getAsInt());
        var children = api.get("/routing-instances?detail=True&parent_id=" + network)
                .json()
                .getAsJsonArray("routing-instances");
        var child = children.get(0).getAsJsonObject().getAsJsonObject("routing-instance");
        assertEquals(network, child.get("parent_uuid").getAsString());
        assertTrue(child.has("route_target_refs"));
        assertEquals(
                uuid(child),
                only(
                        api.post(
                                        "/list-bulk-collection",
                                        "{'type': 'routing-instance', 'parent_fq_name_str': 'default-domain:default-project:front'}")
                                .json(),
                        "routing-instances"));
        var links = api.get("/").text();
        for (var type : List.of("routing-instance", "route-target", "access-control-list")) {
            assertTrue(links.contains("/" + type + "s\""), type);
        }
    }

    @Test
    void aRouterIsAChildOfTheInstanceOfTheUnderlay() throws Exception {
        var instance = id("routing-instance", "'default-domain', 'default-project', 'ip-fabric', '__default__'");
        var router = api.post(
                        "/bgp-routers",
                        """
                        {'bgp-router': {'parent_type': 'routing-instance',
                         'fq_name': ['default-domain', 'default-project', 'ip-fabric', '__default__', 'gateway'],
                         'bgp_router_parameters': {'autonomous_system': 64512, 'address': '10.0.0.1',
                          'identifier': '10.0.0.1', 'vendor': 'other', 'port': 179}}}""")
                .object("bgp-router");
        assertEquals(instance, router.get("parent_uuid").getAsString());
        assertEquals(uuid(router), only(object("routing-instance", instance), "bgp_routers"));
        assertEquals(
                uuid(router), only(api.get("/bgp-routers?parent_id=" + instance).json(), "bgp-routers"));
    }

    @Test
    void nobodyElseChangesThem() throws Exception {
        var port = api.create(
                "virtual-machine-interface", "port", "'virtual_network_refs': [{'uuid': '" + network + "'}]");
        var instance = id("routing-instance", FRONT + ", 'front'");
        var path = "/routing-instance/" + instance;
        assertRefused(api.put(path, "{'routing-instance': {'display_name': 'mine'}}"));
        assertRefused(api.delete(path));
        assertRefused(api.post("/routing-instances", "{'routing-instance': {'fq_name': [" + FRONT + ", 'mine']}}"));
        assertRefused(api.post(
                "/prop-collection-update",
                "{'uuid': '" + instance
                        + "', 'updates': [{'field': 'annotations', 'operation': 'delete', 'position': 'x'}]}"));
        for (var type : List.of("routing-instance", "virtual-machine-interface")) {
            var reference = type.equals("routing-instance") ? "route-target" : "routing-instance";
            assertRefused(api.post(
                    "/ref-update",
                    "{'operation': 'ADD', 'type': '" + type + "', 'uuid': '"
                            + (type.equals("routing-instance") ? instance : port) + "', 'ref-type': '" + reference
                            + "', 'ref-uuid': '" + instance + "'}"));
        }
    }

    private static void assertRefused(TestApi.Reply reply) {
        assertEquals(403, reply.status(), reply.text());
        assertTrue(reply.text().startsWith("Permission Denied: "), reply.text());
    }

    @Test
    void theyGoWithWhatTheyAreMadeOf() throws Exception {
        var instance = id("routing-instance", FRONT + ", 'front'");
        var target = only(object("routing-instance", instance), "route_target_refs");
        assertEquals(200, api.delete("/virtual-network/" + network).status());
        assertEquals(404, api.get("/routing-instance/" + instance).status());
        assertEquals(404, api.get("/route-target/" + target).status());
        assertFalse(api.get("/routing-instances").text().contains("front"));
    }

    @Test
    void theirUuidsSurviveARestart() throws Exception {
        var before = api.get("/routing-instances?detail=True").text();
        api.close();
        api = new TestApi(directory);
        assertEquals(before, api.get("/routing-instances?detail=True").text());
    }
}
