package net.weftnet.protocol.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.Stanza.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests about workloads and their answers. */
class ServiceCodecTest {
    private static final UUID PORT = UUID.fromString("8f3c1c5e-1111-4a2b-9c3d-000000000001");
    private static final List<XmlElement> MESSAGE = List.of(XmlElement.ofText("message", "AAAB"));

    @Test
    void writesAndReadsRequests() throws StanzaException {
        var request = new Stanza.ServiceRequest(
                Envelope.toControlNode("compute1", Jid.DNS_PEER, "dns7"), Service.DNS, 7, PORT, MESSAGE);
        var xml = StanzaCodec.encode(request);
        assertEquals(
                "<iq type=\"get\" from=\"compute1\" to=\"network-control@contrailsystems.com/dns-peer\" id=\"dns7\">"
                        + "<dns transid=\"7\"><query><virtual-machine-interface>" + PORT
                        + "</virtual-machine-interface><message>AAAB</message></query></dns></iq>",
                xml.toString());
        assertEquals(request, StanzaCodec.decode(xml));
    }

    @Test
    void writesAndReadsResponses() throws StanzaException {
        var response = new Stanza.ServiceResponse(
                Envelope.toAgent("compute1", Jid.OTHER_PEER), Service.DHCP, 0xffff_ffffL, 0, MESSAGE);
        assertEquals(response, StanzaCodec.decode(StanzaCodec.encode(response)));
    }

    private static XmlElement iq(String type, String transaction, XmlElement body) {
        return XmlElement.of("iq", XmlElement.of("dhcp", body).withAttribute("transid", transaction))
                .withAttribute("type", type);
    }

    @ParameterizedTest
    @CsvSource({"get, x", "get, -1", "get, 4294967296", "result, 1e3"})
    void refusesTransactionsThatAreNoNumbers(String type, String transaction) {
        var body = XmlElement.of(type.equals("get") ? "query" : "response").withAttribute("code", "0");
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq(type, transaction, body)));
    }

    @Test
    void refusesWhatIsIncomplete() {
        var portless = XmlElement.of("query");
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq("get", "1", portless)));
        var noUuid = XmlElement.of("query", XmlElement.ofText("virtual-machine-interface", "vm1"));
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq("get", "1", noUuid)));
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq("get", "1", XmlElement.of("other"))));
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq("result", "1", XmlElement.of("response"))));
        var wrongCode = XmlElement.of("response").withAttribute("code", "300");
        assertThrows(StanzaException.class, () -> StanzaCodec.decode(iq("result", "1", wrongCode)));
    }

    @Test
    void keepsRequestsOfOtherServices() throws StanzaException {
        var other = XmlElement.of("iq", XmlElement.of("ntp")).withAttribute("type", "get");
        assertInstanceOf(Stanza.Unknown.class, StanzaCodec.decode(other));
    }
}
