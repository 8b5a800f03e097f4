package net.weftnet.protocol.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.protocol.xmpp.RouteEntry.Multicast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multicast routes: what an agent says to take part in a tree, and its place in it. */
class MulticastEntryTest {
    private static final IpAddress ALL = IpAddress.parse("255.255.255.255");
    private static final IpAddress ANY = IpAddress.parse("0.0.0.0");
    private static final List<Encapsulation> BOTH = List.of(Encapsulation.MPLS_OVER_GRE, Encapsulation.MPLS_OVER_UDP);

    private static final String OFFER =
            "<iq type='set' from='compute1'><pubsub><publish node='1/241/d:demo:front:front/255.255.255.255'>"
                    + "<item><entry><nlri><af>1</af><safi>241</safi><group>255.255.255.255</group>"
                    + "<source>0.0.0.0</source></nlri><next-hops><next-hop><af>1</af><address>192.0.2.1</address>"
                    + "<label>1024-2047</label><tunnel-encapsulation-list><tunnel-encapsulation>gre"
                    + "</tunnel-encapsulation><tunnel-encapsulation>udp</tunnel-encapsulation>"
                    + "</tunnel-encapsulation-list></next-hop></next-hops></entry></item></publish></pubsub></iq>";

    private static Stanza decode(String xml) throws Exception {
        return StanzaCodec.decode(XmlReader.read(xml, XmlLimits.MESSAGE));
    }

    @Test
    void anAgentOffersARangeOfLabels() throws Exception {
        var publish = (Stanza.Publish) decode(OFFER);
        assertTrue(publish.node().isMulticast());
        var offer = new Multicast.Offer(IpAddress.parse("192.0.2.1"), 1024, 2047, BOTH);
        assertEquals(Multicast.ofOffer(ALL, ANY, offer), publish.entry());
        assertEquals(publish, StanzaCodec.decode(StanzaCodec.encode(publish)));
    }

    @Test
    void anAgentIsToldItsLabelAndNeighbours() throws Exception {
        var entry = new Multicast(
                ALL,
                ANY,
                1030,
                Optional.empty(),
                List.of(
                        NextHop.ofLabel(IpAddress.parse("192.0.2.2"), 1031, BOTH, ""),
                        NextHop.ofLabel(IpAddress.parse("192.0.2.3"), 1032, BOTH, "")));
        var update = new Stanza.RouteUpdate(
                Envelope.toAgent("compute1", Jid.BGP_PEER),
                RouteNode.table(RouteNode.INET, RouteNode.MULTICAST, "d:demo:front:front"),
                List.of(new RouteItem.Reach("192.0.2.1:1:255.255.255.255,0.0.0.0", entry)));
        var element = StanzaCodec.encode(update);
        assertEquals(update, StanzaCodec.decode(element));
        assertTrue(element.toString().contains("<source-label>1030</source-label>"), element::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "1024-2047, 1024",
        "1024-2047, 0-2047",
        "1024-2047, 2047-1024",
        "1024-2047, 1024-1048576",
        "1024-2047, 1024-2047-3000",
        "<group>255.255.255.255</group>, ''",
        "<source>0.0.0.0</source>, <source>::</source>",
        "<address>192.0.2.1</address>, <address>2001:db8::1</address>",
        "</next-hops>, <next-hop/></next-hops>"
    })
    void refusesOffersThatAreNotRight(String right, String wrong) {
        assertThrows(StanzaException.class, () -> decode(OFFER.replace(right, wrong)));
    }
}
