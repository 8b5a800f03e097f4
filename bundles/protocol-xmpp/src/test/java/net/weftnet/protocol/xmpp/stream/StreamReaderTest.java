package net.weftnet.protocol.xmpp.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.protocol.xmpp.stream.StreamEvent.Ended;
import net.weftnet.protocol.xmpp.stream.StreamEvent.KeepAlive;
import net.weftnet.protocol.xmpp.stream.StreamEvent.Opened;
import net.weftnet.protocol.xmpp.stream.StreamEvent.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
    private static final XmlLimits SMALL = new XmlLimits(8, 50, 1000);
    private static final String HEADER = "<?xml version='1.0'?><stream:stream from='compute1'"
            + " to='network-control@contrailsystems.com' version='1.0' xml:lang='en' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' >";
    private static final Opened OPENED =
            new Opened(StreamHeader.opening("compute1", "network-control@contrailsystems.com"));

    private static List<StreamEvent> read(byte[]... pieces) throws XmlException {
        var events = new ArrayList<StreamEvent>();
        try (var reader = new StreamReader(SMALL)) {
            for (var piece : pieces) {
                reader.feed(piece, 0, piece.length);
                for (var event = reader.next(); event.isPresent(); event = reader.next()) {
                    events.add(event.get());
                }
            }
        }
        return events;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesTheHeaderOfTheReference() {
        assertEquals(HEADER, OPENED.header().toXml());
        assertEquals(
                "<?xml version='1.0'?><stream:stream from='a' to='b&lt;&apos;' id='++123' version='1.0' xml:lang='en'"
                        + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' >",
                StreamHeader.answer("a", "b<'").toXml());
    }

    @Test
    void readsAWholeStreamHoweverItIsCut() throws XmlException {
        var octets = utf8(HEADER + "\u0200<iq a='é\u0200'><b>&lt;text</b></iq>\u0200\u0200 \n"
                + "<stream:features/>\u0200</stream:stream>");
        var stanzas = List.of(
                OPENED,
                new Received(
                        XmlElement.of("iq", XmlElement.ofText("b", "<text")).withAttribute("a", "é\u0200")),
                new Received(XmlElement.of("stream:features")),
                new Ended());
        for (int cut = 0; cut <= octets.length; cut++) {
            var first = Arrays.copyOfRange(octets, 0, cut);
            var second = Arrays.copyOfRange(octets, cut, octets.length);
            assertEquals(stanzas, withoutKeepAlives(read(first, second)), "cut at " + cut);
        }
        var single = new byte[octets.length][];
        for (int i = 0; i < octets.length; i++) {
            single[i] = new byte[] {octets[i]};
        }
        assertEquals(stanzas, withoutKeepAlives(read(single)));
    }

    private static List<StreamEvent> withoutKeepAlives(List<StreamEvent> events) {
        assertTrue(events.contains(new KeepAlive()));
        return events.stream().filter(e -> !(e instanceof KeepAlive)).toList();
    }

    /** The hold timer would run out if a keep-alive were kept back until the next stanza. */
    @Test
    void tellsAKeepAliveAtOnce() throws XmlException {
        assertEquals(List.of(OPENED, new KeepAlive()), read(utf8(HEADER), utf8("\u0200")));
        assertEquals(List.of(OPENED, new KeepAlive()), read(utf8(HEADER), utf8("\n")));
        assertEquals(List.of(OPENED, new KeepAlive(), new KeepAlive()), read(utf8(HEADER), utf8("\u0200"), utf8(" ")));
        var halves = utf8("\u0200");
        assertEquals(
                List.of(OPENED, new KeepAlive()), read(utf8(HEADER), new byte[] {halves[0]}, new byte[] {halves[1]}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmlns=''", "xmlns='my sub-cluster'", "xmlns='jabber:client'", ""})
    void takesAnyDefaultNamespace(String declaration) throws XmlException {
        var events = read(utf8("<stream:stream from='a' " + declaration
                + " xmlns:stream='http://etherx.jabber.org/streams'><iq type='set'/>"));
        assertEquals(new Opened(new StreamHeader("a", "", Optional.empty())), events.getFirst());
        assertEquals(new Received(XmlElement.of("iq").withAttribute("type", "set")), events.getLast());
    }

    @Test
    void tellsWhetherOctetsAreLeft() throws XmlException {
        try (var reader = new StreamReader(SMALL)) {
            var octets = utf8(HEADER + "<starttls/><iq/>");
            reader.feed(octets, 0, octets.length);
            reader.next();
            assertEquals(Optional.of(new Received(XmlElement.of("starttls"))), reader.next());
            assertFalse(reader.isDrained());
            reader.next();
            assertTrue(reader.isDrained());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "\u0200",
                "<iq/>",
                "<!DOCTYPE stream [<!ENTITY a 'b'>]><stream/>",
                "<stream a='1' a='2'>",
                "<stream>text",
                "<stream>\u0200text",
                "<stream>&amp;",
                "<stream><iq>&unknown;</iq>",
                "<stream><iq></other></iq>",
                "<stream><iq>text<b/></iq>",
                "<stream><x:iq/>",
                "<stream><![CDATA[text]]>",
                "<stream><a><a><a><a><a><a><a><a><a/>"
            })
    void refusesGarbage(String text) {
        assertThrows(XmlException.class, () -> read(utf8(text)));
    }

    @Test
    void boundsAStanza() {
        var long1 = "x".repeat(600);
        assertThrows(XmlException.class, () -> read(utf8("<stream>"), utf8("<iq a='" + long1), utf8(long1)));
        assertThrows(XmlException.class, () -> read(utf8("<stream>"), utf8("<" + long1), utf8(long1)));
        assertThrows(XmlException.class, () -> read(utf8("<stream>"), utf8("<iq>" + long1), utf8(long1)));
    }

    @Test
    void boundsStanzasAndNotStreams() throws XmlException {
        var pieces = new byte[100][];
        pieces[0] = utf8("<stream>");
        for (int i = 1; i < pieces.length; i++) {
            pieces[i] = utf8("<iq>" + "x".repeat(100) + "</iq>");
        }
        assertEquals(100, read(pieces).size());
    }

    @Property(tries = 500)
    void arbitraryBytesNeverFailOtherwise(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(tries = 500)
    void spoiltStreamsNeverFailOtherwise(@ForAll("spoilt") byte[] bytes) {
        readOrRefuse(bytes);
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            read(bytes);
        } catch (XmlException e) {
            // the one way to fail
        }
    }

    /** A good stream with a few octets replaced. */
    @Provide
    Arbitrary<byte[]> spoilt() {
        var good = utf8(HEADER + "\u0200<iq type='set'><pubsub xmlns='p'><a>&lt;</a></pubsub></iq></stream:stream>");
        var change = Arbitraries.integers().between(0, good.length - 1).tuple2();
        return change.list().ofMinSize(1).ofMaxSize(4).map(changes -> {
            var copy = good.clone();
            changes.forEach(c -> copy[c.get1()] = (byte) (int) c.get2());
            return copy;
        });
    }
}
