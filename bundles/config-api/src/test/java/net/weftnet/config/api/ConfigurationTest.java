package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real datastore behind the API: what an operator does, and how each of its refusals reads. */
class ConfigurationTest {

    private static final String CONFIG = "/weftnet-config:config";
    private static final String PROJECT = CONFIG + "/domain=default-domain/project=demo";

    private RealConfig config;
    private Api api;

    @BeforeEach
    void declareTwoNetworks(@TempDir Path directory) throws Exception {
        config = RealConfig.open(directory);
        api = config.api();
        done(
                201,
                api.json(
                        "POST",
                        CONFIG + "/domain=default-domain",
                        "{\"weftnet-config:project\": [{\"name\": \"demo\"}]}"));
        done(201, api.json("PUT", PROJECT + "/network-ipam=ipam", "{\"network-ipam\": [{\"name\": \"ipam\"}]}"));
        done(201, network("front", "10.1.1.0/24"));
        done(201, network("back", "10.1.2.0/30"));
        done(201, api.json("POST", CONFIG, "{\"weftnet-config:virtual-machine\": [{\"name\": \"" + VM + "\"}]}"));
        done(201, port("p1", "front", "02:00:00:00:00:01"));
        done(201, address("a1", "front", "\"instance-ip-address\": \"10.1.1.3\""));
    }

    private static final String VM = "5f1b6a4e-8a0e-4f57-9f43-0d6b0a3b7c11";

    @AfterEach
    void close() {
        config.close();
    }

    private static void done(int status, Api.Reply reply) {
        assertEquals(status, reply.status(), reply.body());
    }

    private Api.Reply network(String name, String subnet) {
        return api.json(
                "PUT",
                PROJECT + "/virtual-network=" + name,
                """
                {"virtual-network": [{"name": "%s", "network-ipam": [{"fq-name": "default-domain:demo:ipam",
                 "ipam-subnets": [{"subnet": "%s"}]}]}]}
                """
                        .formatted(name, subnet));
    }

    private Api.Reply port(String name, String network, String mac) {
        return api.json(
                "POST",
                PROJECT,
                """
                {"weftnet-config:virtual-machine-interface": [{"name": "%s",
                 "virtual-network": "default-domain:demo:%s", "virtual-machine": "%s",
                 "virtual-machine-interface-mac-addresses": {"mac-address": ["%s"]}}]}
                """
                        .formatted(name, network, VM, mac));
    }

    private Api.Reply address(String name, String network, String more) {
        return api.json(
                "POST",
                CONFIG,
                """
                {"weftnet-config:instance-ip": [{"name": "%s", "virtual-network": "default-domain:demo:%s"%s}]}
                """
                        .formatted(name, network, more.isEmpty() ? "" : ", " + more));
    }

    private String leaf(String path, String name) {
        return JsonParser.parseString(api.get(path + "/" + name).body())
                .getAsJsonObject()
                .get("weftnet-config:" + name)
                .getAsString();
    }

    @Test
    void showsWhatTheSystemFilledIn() {
        assertEquals("default-domain:demo:front", leaf(PROJECT + "/virtual-network=front", "fq-name"));
        assertEquals(
                "10.1.1.1",
                leaf(
                        PROJECT + "/virtual-network=front/network-ipam=default-domain%3Ademo%3Aipam"
                                + "/ipam-subnets=10.1.1.0%2F24",
                        "default-gateway"));
        done(201, address("a2", "front", ""));
        assertEquals("10.1.1.2", leaf(CONFIG + "/instance-ip=a2", "instance-ip-address"));
    }

    @Test
    void keepsTheIdentityOfAReplacedObject() {
        var path = PROJECT + "/virtual-network=front";
        var uuid = leaf(path, "uuid");
        var number = leaf(path, "virtual-network-network-id");
        var replaced = network("front", "10.1.1.0/24");
        done(204, replaced);
        assertEquals(uuid, leaf(path, "uuid"));
        assertEquals(number, leaf(path, "virtual-network-network-id"));
    }

    @Test
    void listsNetworksWithFields() {
        assertEquals(
                "{\"weftnet-config:virtual-network\":[{\"name\":\"back\",\"fq-name\":\"default-domain:demo:back\"},"
                        + "{\"name\":\"front\",\"fq-name\":\"default-domain:demo:front\"}]}",
                api.get(PROJECT + "/virtual-network?fields=fq-name").compact());
    }

    @Test
    void sendsAndTakesBackTheWholeConfigurationInBothEncodings() {
        var revision = api.revision();
        var json = api.get("?content=config");
        done(204, api.json("PUT", "", json.body()));
        var xml = api.get("?content=config", "Accept: application/yang-data+xml");
        done(204, api.xml("PUT", "", xml.body()));
        assertEquals(revision, api.revision());
        assertEquals(json.body(), api.get("?content=config").body());
    }

    @Test
    void takesAPropertyInXml() {
        done(
                204,
                api.xml(
                        "PATCH",
                        PROJECT + "/virtual-network=front",
                        "<virtual-network xmlns=\"urn:weftnet:config\"><name>front</name>"
                                + "<display-name>Front &amp; centre</display-name></virtual-network>"));
        assertEquals("Front & centre", leaf(PROJECT + "/virtual-network=front", "display-name"));
    }

    @Test
    void makesAPortAndItsAddressInOneCommit() {
        var revision = api.revision();
        var reply = api.call(TestCall.of(
                "PATCH /restconf/data" + CONFIG,
                """
                {"ietf-yang-patch:yang-patch": {"patch-id": "attach", "edit": [
                  {"edit-id": "address", "operation": "create", "target": "/instance-ip=a9",
                   "value": {"weftnet-config:instance-ip": [{"name": "a9", "virtual-network": "default-domain:demo:front",
                     "virtual-machine-interface": ["default-domain:demo:p9"]}]}},
                  {"edit-id": "port", "operation": "create",
                   "target": "/domain=default-domain/project=demo/virtual-machine-interface=p9",
                   "value": {"weftnet-config:virtual-machine-interface": [{"name": "p9",
                     "virtual-network": "default-domain:demo:front"}]}}]}}
                """,
                "Content-Type: application/yang-patch+json"));
        done(200, reply);
        assertEquals(revision + 1, api.revision());
        assertEquals("default-domain:demo:p9", leaf(PROJECT + "/virtual-machine-interface=p9", "fq-name"));
    }

    @Test
    void makesNoCommitWhenNothingDiffers() {
        var revision = api.revision();
        done(204, api.json("PUT", PROJECT + "/network-ipam=ipam", "{\"network-ipam\": [{\"name\": \"ipam\"}]}"));
        assertEquals(revision, api.revision());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            unknown network | 409 | data-missing | nowhere
            network in use | 409 | in-use | default-domain:demo:front
            project in use | 409 | in-use | front
            full subnet | 409 | resource-denied | back
            outside the subnet | 400 | invalid-value | 10.9.9.9
            duplicate address | 409 | data-exists | 10.1.1.3
            duplicate MAC | 409 | data-exists | 02:00:00:00:00:01
            same name | 409 | data-exists | p1
            no network | 400 | invalid-value | virtual-network
            wrong uuid | 400 | invalid-value | not-a-uuid
            wrong address | 400 | invalid-value | 999.1.1.1
            wrong MAC | 400 | invalid-value | zz
            name with a colon | 400 | invalid-value | a:b
            control character | 400 | invalid-value | display-name
            overlapping subnets | 400 | invalid-value | 10.1.1.0/25
            other fq-name | 400 | invalid-value | fq-name
            """)
    void refusesAndChangesNothing(String what, int status, String tag, String message) {
        done(201, address("b1", "back", ""));
        var revision = api.revision();
        var before = api.get("?content=config").body();
        var reply =
                switch (what) {
                    case "unknown network" -> address("x", "nowhere", "");
                    case "network in use" -> api.delete(PROJECT + "/virtual-network=front");
                    case "project in use" -> api.delete(PROJECT);
                    case "full subnet" -> address("x", "back", "");
                    case "outside the subnet" -> address("x", "front", "\"instance-ip-address\": \"10.9.9.9\"");
                    case "duplicate address" -> address("x", "front", "\"instance-ip-address\": \"10.1.1.3\"");
                    case "duplicate MAC" -> port("x", "front", "02:00:00:00:00:01");
                    case "same name" -> port("p1", "front", "02:00:00:00:00:02");
                    case "no network" ->
                        api.json("POST", CONFIG, "{\"weftnet-config:instance-ip\": [{\"name\": \"x\"}]}");
                    case "wrong uuid" ->
                        api.json(
                                "POST",
                                PROJECT,
                                "{\"weftnet-config:network-ipam\": [{\"name\": \"x\", \"uuid\": \"not-a-uuid\"}]}");
                    case "wrong address" -> address("x", "front", "\"instance-ip-address\": \"999.1.1.1\"");
                    case "wrong MAC" -> port("x", "front", "zz");
                    case "name with a colon" ->
                        api.json("POST", PROJECT, "{\"weftnet-config:network-ipam\": [{\"name\": \"a:b\"}]}");
                    case "control character" ->
                        api.json("PUT", PROJECT + "/display-name", "{\"weftnet-config:display-name\": \"a\\u0001b\"}");
                    case "overlapping subnets" ->
                        api.json(
                                "POST",
                                PROJECT + "/virtual-network=front/network-ipam=default-domain%3Ademo%3Aipam",
                                "{\"weftnet-config:ipam-subnets\": [{\"subnet\": \"10.1.1.0/25\"}]}");
                    case "other fq-name" ->
                        api.json("PUT", PROJECT + "/virtual-network=front/fq-name", "{\"fq-name\": \"a:b:c\"}");
                    default -> throw new IllegalArgumentException(what);
                };
        assertEquals(status, reply.status(), reply.body());
        Errors.assertJson(reply, tag, message);
        assertEquals(revision, api.revision());
        assertEquals(before, api.get("?content=config").body());
    }

    @Test
    void tellsItsModulesAndCapabilities() {
        var modules = api.get("/ietf-yang-library:yang-library/module-set=all/module?fields=namespace;submodule");
        assertEquals(200, modules.status(), modules.body());
        assertTrue(
                modules.compact().contains("{\"name\":\"weftnet-config\",\"namespace\":\"urn:weftnet:config\""),
                modules.body());
        assertTrue(!modules.body().contains("[]"), modules.body());
        assertTrue(api.get("/ietf-yang-library:yang-library/module-set=all/module=weftnet-config")
                .body()
                .contains("weftnet-config-network"));
        assertEquals(
                "{\"ietf-yang-library:datastore\":[{\"name\":\"ietf-datastores:running\",\"schema\":\"all\"}]}",
                api.get("/ietf-yang-library:yang-library/datastore=ietf-datastores%3Arunning")
                        .compact());
        assertEquals(
                200,
                api.get("/ietf-yang-library:yang-library", "Accept: application/yang-data+xml")
                        .status());
        var state = api.get("/ietf-restconf-monitoring:restconf-state/capabilities");
        assertTrue(state.body().contains("urn:ietf:params:restconf:capability:yang-patch:1.0"), state.body());
        assertEquals(
                "{\"ietf-restconf-monitoring:location\":\"/restconf/streams/changes\"}",
                api.get("/ietf-restconf-monitoring:restconf-state/streams/stream=changes/access=json/location")
                        .compact());
        assertEquals(
                200,
                api.get("/ietf-yang-library:yang-library/module-set=all/module=weftnet-changes")
                        .status());
    }

    @Test
    void marksReferencesAndUniqueValues() {
        assertTrue(address("x", "nowhere", "").compact().contains("\"error-app-tag\":\"instance-required\""));
        assertTrue(port("x", "front", "02:00:00:00:00:01").compact().contains("\"error-app-tag\":\"data-not-unique\""));
    }

    @Test
    void namesThePlaceOfAFault() {
        assertTrue(address("x", "front", "\"instance-ip-address\": \"10.9.9.9\"")
                .compact()
                .contains("\"error-path\":\"/weftnet-config:config/instance-ip[name='x']"));
    }

    /** Takes events until that of a revision has come, and then goes away. */
    private String events(String query, long last) throws Exception {
        var taken = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                if (toString(StandardCharsets.UTF_8).contains("id: " + last + "\n")) {
                    throw new IOException("That is enough");
                }
            }
        };
        var reply = api.reply(TestCall.of("GET /restconf/streams/changes?from-revision=1&" + query, ""));
        assertEquals(200, reply.status());
        assertThrows(IOException.class, () -> reply.body().writeTo(taken));
        return taken.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theStreamTellsOfWhatPassesTheFilter() throws Exception {
        done(204, api.call(TestCall.of("DELETE /restconf/data" + CONFIG + "/instance-ip=a1", "")));
        long last = config.datastore().snapshot().revision();
        var filter = "/commit[author='alice']/change[operation='delete']/target[contains(.,'instance-ip')]";
        var told = events("filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), last);
        assertEquals(1, told.split("data: ", -1).length - 1, told);
        assertTrue(told.contains("\"revision\":\"" + last + "\""), told);
        // Of the others nothing but the revision, to begin again with.
        assertTrue(told.contains("id: 1\n\nid: 2\n\n"), told);
        var refused = api.call(TestCall.of("GET /restconf/streams/changes?filter=/commit[", ""));
        assertEquals(400, refused.status());
        assertTrue(refused.body().contains("filter: "), refused.body());
    }
}
