package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query parameter {@code with-defaults} (RFC 8040 section 4.8.9, RFC 6243). */
class DefaultsTest {

    private static final String ETH0 = "/example-defaults:interfaces/interface=eth0";
    private static final String ETH1 = "/example-defaults:interfaces/interface=eth1";
    private static final String TAG = "{\"ietf-netconf-with-defaults:default\":true}";

    private final Api api =
            new Api(new TreeDatastore(TreeDatastore.parse("example-defaults@2026-01-01.yang")), List.of());

    /** One interface with the least, and one where somebody set defaults and others. */
    @BeforeEach
    void fill() {
        var reply = api.json(
                "PUT",
                "/example-defaults:interfaces",
                """
                {"example-defaults:interfaces": {"interface": [
                  {"name": "eth0", "limit": 50},
                  {"name": "eth1", "limit": 50, "mtu": 1500, "load": 10, "tunnel": {}, "ip": "10.0.0.1"}
                ]}}""");
        assertEquals(204, reply.status(), reply.body());
    }

    private void assertData(String expected, String path) {
        assertEquals(
                "{\"example-defaults:interface\":[" + expected + "]}",
                api.get(path).compact());
    }

    private void assertXml(String expected, String path) {
        assertEquals(
                "<interface xmlns=\"urn:example:defaults\">" + expected + "</interface>",
                api.get(path, "Accept: application/yang-data+xml").compact());
    }

    @Test
    void sendsWhatWasSetUnlessAskedForMore() {
        assertData("{\"name\":\"eth0\",\"limit\":50}", ETH0);
        var set = "{\"name\":\"eth1\",\"mtu\":1500,\"load\":10,\"limit\":50,\"tunnel\":{},\"ip\":\"10.0.0.1\"}";
        assertData(set, ETH1);
        assertData(set, ETH1 + "?with-defaults=explicit");
    }

    @Test
    void leavesOutWhatIsTheDefaultAnyway() {
        assertData(
                "{\"name\":\"eth1\",\"load\":10,\"limit\":50,\"tunnel\":{},\"ip\":\"10.0.0.1\"}",
                ETH1 + "?with-defaults=trim");
        assertXml(
                "<name>eth1</name><load>10</load><limit>50</limit><tunnel/><ip>10.0.0.1</ip>",
                ETH1 + "?with-defaults=trim");
    }

    /** A type's default is none of a mandatory leaf, one inside a presence container needs the container. */
    @Test
    void sendsEveryDefaultInUse() {
        assertData(
                "{\"name\":\"eth0\",\"mtu\":1500,\"load\":50,\"limit\":50,\"flag\":[\"up\",\"running\"],"
                        + "\"queue\":{\"length\":\"1000\"},\"dhcp\":true}",
                ETH0 + "?with-defaults=report-all");
        assertXml(
                "<name>eth1</name><mtu>1500</mtu><load>10</load><limit>50</limit><flag>up</flag><flag>running</flag>"
                        + "<queue><length>1000</length></queue><tunnel><key>-1</key></tunnel><ip>10.0.0.1</ip>"
                        + "<length>24</length>",
                ETH1 + "?with-defaults=report-all");
    }

    @Test
    void marksWhatNobodySet() {
        assertData(
                "{\"name\":\"eth0\",\"mtu\":1500,\"@mtu\":" + TAG + ",\"load\":50,\"@load\":" + TAG
                        + ",\"limit\":50,\"flag\":[\"up\",\"running\"],\"@flag\":[" + TAG + "," + TAG + "],"
                        + "\"queue\":{\"length\":\"1000\",\"@length\":" + TAG + "},\"dhcp\":true,\"@dhcp\":" + TAG
                        + "}",
                ETH0 + "?with-defaults=report-all-tagged");
        var xml = api.get(ETH1 + "?with-defaults=report-all-tagged&fields=mtu;queue", "Accept: application/xml")
                .compact();
        assertTrue(xml.contains("<mtu>1500</mtu>"), xml);
        assertTrue(
                xml.matches(".*<length xmlns:(\\w+)=\"urn:ietf:params:xml:ns:netconf:default:1.0\""
                        + " \\1:default=\"true\">1000</length>.*"),
                xml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            fields=queue/length | {"name":"eth0","queue":{"length":"1000"}}
            fields=note;dhcp | {"name":"eth0","dhcp":true}
            depth=1 | {"name":"eth0"}
            depth=2&fields=load | {"name":"eth0","load":50}
            """)
    void keepsToWhatIsAskedFor(String query, String body) {
        assertData(body, ETH0 + "?with-defaults=report-all&" + query);
    }

    /** RFC 8040 section 3.5.4: a leaf with a default is always there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            mtu | 200 | {"example-defaults:mtu":1500}
            mtu?with-defaults=report-all-tagged | 200 | {"example-defaults:mtu":1500,"@example-defaults:mtu":{"ietf-netconf-with-defaults:default":true}}
            queue/length | 200 | {"example-defaults:length":"1000"}
            tunnel/key | 404 |
            note | 404 |
            conditional | 404 |
            """)
    void answersForALeafThatNobodySet(String leaf, int status, String body) {
        var reply = api.get(ETH0 + '/' + leaf);
        assertEquals(status, reply.status(), reply.body());
        if (body != null) {
            assertEquals(body, reply.compact());
        }
    }

    @Test
    void refusesAnotherMode() {
        var reply = api.get(ETH0 + "?with-defaults=all");
        assertEquals(400, reply.status());
        Errors.assertJson(reply, "invalid-value", "with-defaults");
    }
}
