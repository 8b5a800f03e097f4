package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists, with all that a client may ask for: three networks a, b, c with the ports pa and pb. */
class ListTest {
    private static final String COMMON = "__link_local__ dci-network default-virtual-network ip-fabric";

    @TempDir
    static Path directory;

    private static TestApi api;
    private static String a;
    private static String b;
    private static String port;

    @BeforeAll
    static void open() throws Exception {
        api = new TestApi(directory);
        a = api.create("virtual-network", "a", "'mtu': 1400, 'display_name': 'A, the first', 'is_shared': true");
        b = api.create(
                "virtual-network",
                "b",
                "'mtu': 1400, 'virtual_network_properties': {'allow_transit': true, 'rpf': 'disable'}");
        api.create("virtual-network", "c", "'perms2': {'owner': 'x', 'global_access': 5}");
        port = api.create("virtual-machine-interface", "pa", "'virtual_network_refs': [{'uuid': '" + a + "'}]");
        api.create("virtual-machine-interface", "pb", "'virtual_network_refs': [{'uuid': '" + b + "'}]");
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static JsonArray list(String query) throws Exception {
        return api.get("/virtual-networks" + query).json().getAsJsonArray("virtual-networks");
    }

    private static String names(JsonArray list) {
        return String.join(
                " ",
                StreamSupport.stream(list.spliterator(), false)
                        .map(element -> (JsonObject) element)
                        .map(one -> one.has("virtual-network") ? one.getAsJsonObject("virtual-network") : one)
                        .map(one -> one.getAsJsonArray("fq_name").get(2).getAsString())
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.replace('\'', '"'), StandardCharsets.UTF_8);
    }

    @Test
    void withoutDetailAnObjectIsItsName() throws Exception {
        var networks = list("");
        assertEquals(COMMON.replace("dci-network", "a b c dci-network"), names(networks));
        var first = networks.get(1).getAsJsonObject();
        assertEquals(Set.of("uuid", "fq_name", "href"), first.keySet());
        assertEquals(
                "http://vnc.test:8082/virtual-network/" + a, first.get("href").getAsString());
        assertFalse(list("?exclude_hrefs=True").get(0).getAsJsonObject().has("href"));
        var some =
                list("?fields=mtu,virtual_machine_interface_back_refs").get(1).getAsJsonObject();
        assertEquals(1400, some.get("mtu").getAsInt());
        assertEquals(
                1, some.getAsJsonArray("virtual_machine_interface_back_refs").size());
        assertFalse(some.has("display_name"));
    }

    @Test
    void withDetailItIsEverythingButChildrenAndBackReferences() throws Exception {
        var network = list("?detail=True").get(1).getAsJsonObject().getAsJsonObject("virtual-network");
        assertEquals("A, the first", network.get("display_name").getAsString());
        assertEquals("project", network.get("parent_type").getAsString());
        assertTrue(network.has("id_perms"));
        assertFalse(network.has("virtual_machine_interface_back_refs"));
        network = list("?detail=True&fields=virtual_machine_interface_back_refs")
                .get(1)
                .getAsJsonObject()
                .getAsJsonObject("virtual-network");
        assertTrue(network.has("virtual_machine_interface_back_refs") && network.has("display_name"));
    }

    @Test
    void objectsAreFoundByParentAndReferenceAndUuidAndName() throws Exception {
        var project = api.post("/fqname-to-id", "{'type': 'project', 'fq_name': ['default-domain', 'default-project']}")
                .json()
                .get("uuid")
                .getAsString();
        var nobody = "de300000-0000-4000-8000-0000000000ff";
        assertEquals(7, list("?parent_id=" + project).size());
        assertEquals(7, list("?parent_id=" + project + "," + nobody).size());
        assertEquals(0, list("?parent_id=" + nobody).size());
        assertEquals(0, list("?parent_id=no-uuid").size());
        assertEquals("c", names(list("?shared=True&parent_id=" + nobody)));
        assertEquals(
                7,
                list("?parent_fq_name_str=default-domain:default-project&parent_type=project")
                        .size());
        assertEquals(0, list("?parent_fq_name_str=default-domain:nobody").size());
        assertEquals("a b", names(list("?obj_uuids=" + b + "," + a + "," + nobody)));
        assertEquals("a b", names(list("?fq_names=" + TestApi.PROJECT + ":a," + TestApi.PROJECT + ":b,x:y:z")));
        assertEquals("b", names(list("?parent_id=" + project + "&obj_uuids=" + b)));
        var ports = api.get("/virtual-machine-interfaces?back_ref_id=" + a).json();
        assertEquals(
                port,
                ports.getAsJsonArray("virtual-machine-interfaces")
                        .get(0)
                        .getAsJsonObject()
                        .get("uuid")
                        .getAsString());
        assertEquals(0, list("?back_ref_id=" + a).size());
    }

    @Test
    void filtersLookAtPropertiesAndAtWhatIsInThem() throws Exception {
        assertEquals("a b", names(list("?filters=mtu==1400")));
        assertEquals("a", names(list("?filters=" + encoded("display_name=='A, the first',mtu==1400"))));
        assertEquals("b c", names(list("?filters=" + encoded("display_name=='b',display_name=='c'"))));
        assertEquals("b", names(list("?filters=display_name==b")));
        assertEquals("a", names(list("?filters=is_shared==true")));
        assertEquals("b", names(list("?filters=" + encoded("virtual_network_properties=={'allow_transit': true}"))));
        assertEquals("a", names(list("?filters=uuid==" + a)));
        assertEquals("", names(list("?filters=no_such_member==1")));
        assertEquals(400, api.get("/virtual-networks?filters=mtu").status());
        assertEquals(
                2,
                api.get("/virtual-networks?count=True&filters=mtu==1400")
                        .json()
                        .getAsJsonObject("virtual-networks")
                        .get("count")
                        .getAsInt());
    }

    @Test
    void pagesHaveEverythingOnce() throws Exception {
        var seen = new ArrayList<String>();
        var marker = "None";
        do {
            var page = api.get("/virtual-networks?page_limit=3&page_marker=" + encoded(marker))
                    .json();
            var names = names(page.getAsJsonArray("virtual-networks"));
            assertTrue(names.split(" ").length <= 3);
            seen.addAll(List.of(names.split(" ")));
            marker = page.get("marker").isJsonNull() ? "" : page.get("marker").getAsString();
        } while (!marker.isEmpty());
        assertEquals(names(list("")), String.join(" ", seen));
        for (var wrong : List.of("page_limit=0", "page_limit=x", "page_marker=x", "page_marker=" + a)) {
            assertEquals(400, api.get("/virtual-networks?" + wrong).status(), wrong);
        }
    }

    @Test
    void aLongListOfParametersGoesInTheBody() throws Exception {
        var body = "{'type': 'virtual-network', 'detail': true, 'count': false, 'obj_uuids': '" + a + "," + b
                + "', 'filters': 'mtu==1400', 'fields': 'virtual_machine_interface_back_refs', 'shared': false}";
        var networks = api.post("/list-bulk-collection", body).json().getAsJsonArray("virtual-networks");
        assertEquals("a b", names(networks));
        assertTrue(networks.get(0)
                .getAsJsonObject()
                .getAsJsonObject("virtual-network")
                .has("virtual_machine_interface_back_refs"));
        assertEquals(404, api.post("/list-bulk-collection", "{'type': 'x'}").status());
        assertEquals(
                400,
                api.post("/list-bulk-collection", "{'type': 'domain', 'obj_uuids': {}}")
                        .status());
    }
}
