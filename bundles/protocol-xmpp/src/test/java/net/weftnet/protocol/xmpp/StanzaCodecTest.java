package net.weftnet.protocol.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.protocol.xmpp.ConfigBlock.Operation;
import net.weftnet.protocol.xmpp.Stanza.VrfOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaCodecTest {
    private static final String VN = "default-domain:demo:vn1";
    private static final String VRF = VN + ":vn1";
    private static final RouteNode ROUTE = new RouteNode(1, 1, VRF, "10.1.1.2/32");

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        "subscribe",
                        new Stanza.Subscribe(routes("subscribe0"), VRF, Optional.of(new VrfOptions(1, false)))),
                Arguments.of(
                        "unsubscribe",
                        new Stanza.Unsubscribe(routes("unsubscribe1"), VRF, Optional.of(new VrfOptions(1, true)))),
                Arguments.of("publish", new Stanza.Publish(routes("pubsub5"), ROUTE, workload())),
                Arguments.of("associate", new Stanza.Associate(routes("collection6"), VRF, ROUTE)),
                Arguments.of("dissociate", new Stanza.Dissociate(routes("collection6"), VRF, ROUTE)),
                Arguments.of("route-update", routeUpdate()),
                Arguments.of("end-of-rib", new Stanza.EndOfRib(Envelope.toAgent("compute1", Jid.BGP_PEER))),
                Arguments.of(
                        "config-subscribe",
                        new Stanza.Subscribe(
                                Envelope.toControlNode("compute1", Jid.CONFIG, ""),
                                "virtual-router:default-global-system-config:compute1",
                                Optional.empty())),
                Arguments.of("config-update", configUpdate()));
    }

    private static Envelope routes(String id) {
        return Envelope.toControlNode("compute1", Jid.BGP_PEER, id);
    }

    private static RouteEntry.Inet workload() {
        var nextHop = NextHop.ofLabel(
                IpAddress.parse("192.168.1.1"),
                17,
                List.of(Encapsulation.MPLS_OVER_GRE, Encapsulation.MPLS_OVER_UDP),
                VN);
        return new RouteEntry.Inet(
                IpPrefix.parse("10.1.1.2/32"),
                List.of(nextHop),
                VN,
                RouteEntry.Mobility.NONE,
                List.of(8000001L),
                List.of(),
                100,
                0,
                "interface");
    }

    private static Stanza routeUpdate() {
        var first = new NextHop(
                IpAddress.parse("192.168.1.1"),
                Optional.of(MacAddress.parse("02:00:00:00:00:01")),
                17,
                5,
                List.of(Encapsulation.MPLS_OVER_UDP, Encapsulation.VXLAN),
                VN,
                List.of(0xffff_ffffL));
        var second = NextHop.ofLabel(IpAddress.parse("192.168.1.2"), 1048575, List.of(Encapsulation.MPLS_OVER_UDP), "");
        var entry = new RouteEntry.Inet(
                IpPrefix.parse("fd00::2/128"),
                List.of(first, second),
                VN,
                new RouteEntry.Mobility(7, true),
                List.of(),
                List.of("64512:100"),
                200,
                10,
                "");
        return new Stanza.RouteUpdate(
                Envelope.toAgent("compute1", Jid.BGP_PEER),
                RouteNode.table(2, 1, VRF),
                List.of(new RouteItem.Reach("fd00::2/128", entry), new RouteItem.Retract("fd00::3/128")));
    }

    private static Stanza configUpdate() {
        var value = XmlElement.of(
                "value",
                XmlElement.of(
                        "ipam-subnets",
                        XmlElement.of(
                                "subnet",
                                XmlElement.ofText("ip-prefix", "27.1.1.0"),
                                XmlElement.ofText("ip-prefix-len", "24")),
                        XmlElement.ofText("default-gateway", "27.1.1.254")));
        var network = new ConfigItem.Node(
                new ConfigItem.Name("virtual-network", "default-domain:demo:vn27"),
                List.of(XmlElement.ofText("virtual-network-network-id", "5")));
        var link = new ConfigItem.Link(
                new ConfigItem.Name("virtual-router", "default-global-system-config:compute1"),
                new ConfigItem.Name("virtual-machine", "2d308482-c7b3-4e05-af14-e732b7b50117"),
                "virtual-router-virtual-machine");
        var attribute = new ConfigItem.Node(
                new ConfigItem.Name(
                        "virtual-network-network-ipam",
                        "attr(default-domain:demo:default-network-ipam,default-domain:demo:vn27)"),
                List.of(value));
        var gone = new ConfigItem.Node(new ConfigItem.Name("virtual-network", "default-domain:demo:vn28"), List.of());
        return new Stanza.ConfigUpdate(
                Envelope.toAgent("default-global-system-config:compute1", Jid.CONFIG),
                List.of(
                        new ConfigBlock(Operation.UPDATE, List.of(network, link, attribute)),
                        new ConfigBlock(Operation.DELETE, List.of(gone))));
    }

    private static XmlElement resource(String name) throws IOException, XmlException {
        try (var in = StanzaCodecTest.class.getResourceAsStream("/stanzas/" + name + ".xml")) {
            return XmlReader.read(in, XmlLimits.MESSAGE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void readsAndWritesTheReferenceForm(String name, Stanza stanza) throws Exception {
        var xml = resource(name);
        assertEquals(stanza, StanzaCodec.decode(xml));
        assertEquals(xml, StanzaCodec.encode(stanza));
    }

    private static Stanza decode(String xml) throws XmlException, StanzaException {
        return StanzaCodec.decode(XmlReader.read(xml, XmlLimits.MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence/>",
                "<iq/>",
                "<iq type='get'><pubsub><subscribe node='x'/></pubsub></iq>",
                "<iq type='set'/>",
                "<iq type='set'><dns/></iq>",
                "<iq type='set'><pubsub/></iq>",
                "<iq type='set'><pubsub><items/></pubsub></iq>",
                "<iq type='set'><pubsub><collection node='x'><other/></collection></pubsub></iq>",
                "<message>hello</message>"
            })
    void keepsWhatItDoesNotKnow(String xml) throws Exception {
        var unknown = assertInstanceOf(Stanza.Unknown.class, decode(xml));
        assertEquals(XmlReader.read(xml, XmlLimits.MESSAGE), unknown.element());
        assertEquals(unknown.element(), StanzaCodec.encode(unknown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<subscribe/>",
                "<subscribe node='v'><options><instance-id>65536</instance-id></options></subscribe>",
                "<subscribe node='v'><options><instance-id>one</instance-id></options></subscribe>",
                "<publish/>",
                "<publish node='1/1'><item><entry/></item></publish>",
                "<publish node='x/1/v/p'><item><entry/></item></publish>",
                "<publish node='1/1/v/10.0.0.1/32'/>",
                "<publish node='1/1/v/10.0.0.1/32'><item/></publish>",
                "<publish node='1/1/v/10.0.0.1/32'><item><entry/></item></publish>",
                "<collection/>",
                "<collection node='v'/>",
                "<collection node='v'><associate/></collection>",
                "<collection node='v'><associate node='v'/></collection>"
            })
    void refusesIncompletePubsub(String action) {
        assertThrows(StanzaException.class, () -> decode("<iq type='set'><pubsub>" + action + "</pubsub></iq>"));
    }

    /** One thing wrong at a time in an entry that is right. */
    @ParameterizedTest
    @CsvSource({
        "10.1.1.2/32, 10.1.1.2",
        "10.1.1.2/32, 10.1.1.2/33",
        "10.1.1.2/32, 10.1.1.2/24",
        "10.1.1.2/32, fd00::2/128",
        "<af>1</af><safi>1</safi>, <af>99999</af><safi>1</safi>",
        "192.168.1.1, compute1",
        "<mac></mac>, <mac>02:00</mac>",
        "<label>17</label>, <label>1048576</label>",
        "<label>17</label>, <label>-1</label>",
        "<vni>0</vni>, <vni>16777216</vni>",
        "<med>0</med>, <med>4294967296</med>",
        "<med>0</med>, <med>99999999999999999999</med>",
        "seqno=\"0\", seqno=\"x\"",
        "8000001, many"
    })
    void refusesAWrongEntry(String right, String wrong) throws Exception {
        var xml = new String(StanzaCodecTest.class
                .getResourceAsStream("/stanzas/publish.xml")
                .readAllBytes());
        var broken = xml.replace(right, wrong);
        assertThrows(StanzaException.class, () -> decode(broken));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<event/>",
                "<event><items/></event>",
                "<event><items node='1'/></event>",
                "<event><items node='1/1/v'><item id='x'/></items></event>",
                "<event><items node='1/1/v'><retract/></items></event>",
                "<event><items node='1/1/v'><other id='x'/></items></event>"
            })
    void refusesIncompleteEvents(String event) {
        assertThrows(StanzaException.class, () -> decode("<message>" + event + "</message>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<other/>",
                "<update><other/></update>",
                "<update><node><name>n</name></node></update>",
                "<update><node type='t'/></update>",
                "<update><link><metadata type='m'/></link></update>",
                "<update><link><node type='t'><name>n</name></node><node type='t'><name>n</name></node></link></update>"
            })
    void refusesIncompleteConfiguration(String block) {
        assertThrows(StanzaException.class, () -> decode("<iq type='set'><config>" + block + "</config></iq>"));
    }

    @Test
    void readsOldAgentsEntries() throws Exception {
        var publish = (Stanza.Publish) decode("<iq type='set' from='a'><pubsub><publish node='1/1/v/10.0.0.0/8'>"
                + "<item><entry><next-hops><next-hop><address>192.0.2.1</address><label>20</label></next-hop></next-hops>"
                + "<sequence-number>3</sequence-number>"
                + "<nlri><safi>1</safi><address>10.0.0.0/8</address><af>1</af></nlri></entry></item>"
                + "</publish></pubsub></iq>");
        var entry = (RouteEntry.Inet) publish.entry();
        assertEquals(new RouteEntry.Mobility(3, false), entry.mobility());
        assertEquals(100, entry.localPreference());
        // A label without encapsulations has always meant GRE.
        assertEquals(
                List.of(Encapsulation.MPLS_OVER_GRE),
                entry.nextHops().getFirst().encapsulations());
    }

    @Test
    void keepsEntriesOfOtherFamilies() throws Exception {
        var publish =
                (Stanza.Publish) decode("<iq type='set'><pubsub><publish node='1/5/d:demo:front:front/255.255.255.255'>"
                        + "<item><entry><nlri><af>1</af><safi>5</safi></nlri></entry></item></publish></pubsub></iq>");
        assertInstanceOf(RouteEntry.Other.class, publish.entry());
        assertEquals("1/5/d:demo:front:front/255.255.255.255", publish.node().toString());
    }

    private static final String ENET = "<iq type='set'><pubsub><publish node='25/242/02:00:00:00:00:01,10.1.1.2/32'>"
            + "<item><entry><nlri><af>25</af><safi>242</safi><ethernet-tag>0</ethernet-tag>"
            + "<mac>02:00:00:00:00:01</mac><address>10.1.1.2/32</address></nlri>"
            + "<next-hops><next-hop><af>1</af><address>192.0.2.1</address><label>16777215</label>"
            + "<tunnel-encapsulation-list><tunnel-encapsulation>vxlan</tunnel-encapsulation>"
            + "</tunnel-encapsulation-list></next-hop></next-hops>"
            + "<mobility seqno='4' sticky='true'/><security-group-list><security-group>8000001</security-group>"
            + "</security-group-list><local-preference>200</local-preference></entry></item></publish></pubsub></iq>";

    @Test
    void readsAndWritesEntriesOfEthernetVpn() throws Exception {
        var publish = (Stanza.Publish) decode(ENET);
        assertEquals("25/242/02:00:00:00:00:01,10.1.1.2/32", publish.node().toString());
        var entry = (RouteEntry.Enet) publish.entry();
        assertEquals("02:00:00:00:00:01,10.1.1.2/32", entry.id());
        assertEquals((1 << 24) - 1, entry.nextHops().getFirst().vni(), "with VXLAN the label is a network id");
        assertEquals(new RouteEntry.Mobility(4, true), entry.mobility());
        assertEquals(List.of(8000001L), entry.securityGroups());
        assertEquals(200, entry.localPreference());
        assertEquals(publish, StanzaCodec.decode(StanzaCodec.encode(publish)));
    }

    @ParameterizedTest
    @CsvSource({
        "<mac>02:00:00:00:00:01</mac>, ''",
        "<mac>02:00:00:00:00:01</mac>, <mac>2</mac>",
        "<label>16777215</label>, <label>16777216</label>",
        "<address>10.1.1.2/32</address>, <address>10.1.1.2</address>",
        "vxlan, gre"
    })
    void refusesEntriesOfEthernetVpnThatAreNotRight(String right, String wrong) {
        assertThrows(StanzaException.class, () -> decode(ENET.replace(right, wrong)));
    }
}
