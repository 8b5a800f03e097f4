package net.weftnet.protocol.ifmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseCodecTest {
    private static final XmlLimits LIMITS = new XmlLimits(16, 100, 10_000);
    private static final Identifier DOMAIN = Contrail.identity("domain", "default-domain");
    private static final Identifier PROJECT = Contrail.identity("project", "default-domain:admin");
    private static final Metadata PERMS = Contrail.metadata(
                    "id-perms", XmlElement.of("id-perms", XmlElement.ofText("enable", "true")))
            .published("api-server-1", Instant.parse("2013-06-21T14:58:22Z"));
    private static final Metadata LINK = Contrail.metadata("domain-project", XmlElement.of("domain-project"));

    static Stream<IfmapResponse> responses() {
        var items = List.of(
                new ResultItem(new Subject.Node(PROJECT), List.of(PERMS)),
                new ResultItem(new Subject.Link(DOMAIN, PROJECT), List.of(LINK, PERMS)),
                new ResultItem(new Subject.Node(new Identifier.Device("d")), List.of()),
                new ResultItem(new Subject.Node(new Identifier.AccessRequest("a:1", "dom")), List.of()),
                new ResultItem(new Subject.Node(new Identifier.IpAddress("10.0.0.1", "")), List.of()),
                new ResultItem(new Subject.Node(new Identifier.IpAddress("::1", "dom")), List.of()),
                new ResultItem(new Subject.Node(new Identifier.MacAddress("02:00:00:00:00:01", "")), List.of()),
                new ResultItem(
                        new Subject.Node(new Identifier.Identity("joe", IdentityType.USERNAME, "", "dom")), List.of()));
        return Stream.of(
                new IfmapResponse.NewSessionResult("17", "test-1", OptionalLong.empty(), Optional.empty()),
                new IfmapResponse.NewSessionResult("17", "test-1", OptionalLong.of(5_000_000), Optional.of("config")),
                new IfmapResponse.RenewSessionResult(),
                new IfmapResponse.EndSessionResult(),
                new IfmapResponse.PurgePublisherReceived(),
                new IfmapResponse.SubscribeReceived(),
                new IfmapResponse.PublishReceived(),
                new IfmapResponse.ErrorResult(ErrorCode.ACCESS_DENIED, "not <yours>", Optional.of("root")),
                new IfmapResponse.SearchReceived(new SearchResult(SearchResult.Kind.SEARCH, Optional.empty(), items)),
                new IfmapResponse.PollResult(List.of()),
                new IfmapResponse.PollResult(List.of(
                        new SearchResult(SearchResult.Kind.SEARCH, Optional.of("root"), items),
                        new SearchResult(SearchResult.Kind.DELETE, Optional.of("root"), items.subList(0, 1)),
                        new PollItem.SubscriptionError("other", ErrorCode.SEARCH_RESULTS_TOO_BIG, "9 > 8"),
                        new SearchResult(SearchResult.Kind.UPDATE, Optional.of("root"), items.subList(1, 2)),
                        new SearchResult(SearchResult.Kind.NOTIFY, Optional.of("root"), List.of()))));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void readsWhatItWrites(IfmapResponse response) throws Exception {
        var message = encode(response);
        assertEquals(response, ResponseReader.readAll(new ByteArrayInputStream(message), LIMITS));
        assertEquals(message.length, ResponseEncoder.size(response));
    }

    /** Small results are kept as XML, large ones are written piece by piece; both say the same as if written at once. */
    @Test
    void writesItemsThatAreXmlAlready() throws Exception {
        var perms = PERMS.element().toString();
        var joe = new Identifier.Identity("joe", IdentityType.OTHER, "a&b", "dom");
        for (int count : List.of(0, 1, 10_000)) {
            var subject = new Subject.Link(Contrail.identity("domain", "<d>"), count == 1 ? joe : PROJECT);
            var items = Collections.nCopies(count, new EncodedItems.Item(subject, List.of(perms, perms)));
            var encoded = new IfmapResponse.SearchReceived(
                    new EncodedResult(SearchResult.Kind.SEARCH, Optional.empty(), new EncodedItems(items)));
            var plain = new IfmapResponse.SearchReceived(new SearchResult(
                    SearchResult.Kind.SEARCH,
                    Optional.empty(),
                    Collections.nCopies(count, new ResultItem(subject, List.of(PERMS, PERMS)))));
            assertArrayEquals(encode(plain), encode(encoded));
            assertArrayEquals(encode(plain), encode(encoded), "a second time");
        }
    }

    @Test
    void marksARevision() {
        var marker = new RevisionMarker(42, "00ff");
        assertEquals(Optional.of(marker), RevisionMarker.of(marker.metadata()));
        assertEquals(Optional.empty(), RevisionMarker.of(PERMS));
        assertEquals(
                "<weft:revision xmlns:weft=\"urn:weftnet:ifmap\" ifmap-cardinality=\"singleValue\" sum=\"00ff\">42"
                        + "</weft:revision>",
                marker.metadata().toString());
    }

    @Test
    void readsContrailsPollResult() throws Exception {
        var message =
                """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <ns3:Envelope xmlns:ns2="http://www.trustedcomputinggroup.org/2010/IFMAP/2" \
                xmlns:ns3="http://www.w3.org/2003/05/soap-envelope"><ns3:Body><ns2:response><pollResult>
                <searchResult name="root">
                <resultItem><identity name="contrail:virtual-network:default-domain:demo:vn1" type="other" \
                other-type-definition="extended"/>
                 <metadata><contrail:id-perms xmlns:contrail="http://www.contrailsystems.com/vnc_cfg.xsd" \
                ifmap-cardinality="singleValue" ifmap-publisher-id="api-server-1--0000000001-1" \
                ifmap-timestamp="2013-06-21T14:58:22-07:00"><uuid>1</uuid></contrail:id-perms></metadata></resultItem>
                <resultItem><identity name="contrail:domain:default-domain" type="other" \
                other-type-definition="extended"/><identity name="contrail:project:default-domain:admin" type="other" \
                other-type-definition="extended"/>
                 <metadata><contrail:domain-project xmlns:contrail="http://www.contrailsystems.com/vnc_cfg.xsd" \
                ifmap-cardinality="singleValue"/></metadata></resultItem>
                </searchResult></pollResult></ns2:response></ns3:Body></ns3:Envelope>
                """;
        var poll = (IfmapResponse.PollResult)
                ResponseReader.readAll(new ByteArrayInputStream(message.getBytes(UTF_8)), LIMITS);
        var result = assertInstanceOf(SearchResult.class, poll.results().get(0));
        assertEquals(Optional.of("root"), result.name());
        var network = result.items().get(0);
        assertEquals(
                new Subject.Node(Contrail.identity("virtual-network", "default-domain:demo:vn1")), network.subject());
        assertEquals(
                XmlElement.of("id-perms", XmlElement.ofText("uuid", "1")),
                Contrail.value(network.metadata().get(0)));
        assertEquals(
                Optional.of("api-server-1--0000000001-1"),
                network.metadata().get(0).publisherId());
        assertEquals(new Subject.Link(DOMAIN, PROJECT), result.items().get(1).subject());
    }

    @Test
    void readsItemsBeforeTheResponseIsComplete() throws Exception {
        var message = encode(new IfmapResponse.PollResult(List.of(new SearchResult(
                SearchResult.Kind.SEARCH,
                Optional.of("root"),
                IntStream.range(0, 1000)
                        .mapToObj(i -> new ResultItem(
                                new Subject.Node(Contrail.identity("virtual-machine", "vm" + i)), List.of(PERMS)))
                        .toList()))));
        // Far more items than the limits allow in one piece; the stream breaks in the middle.
        var half = new ByteArrayInputStream(message, 0, message.length / 2);
        var broken = new SequenceInputStream(Collections.enumeration(List.of(half, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        })));
        int items = 0;
        try (var reader = ResponseReader.open(broken, LIMITS)) {
            while (true) {
                items += reader.next() instanceof ResponseEvent.Item ? 1 : 0;
            }
        } catch (XmlException e) {
            assertTrue(items > 400, () -> "read before the break");
        }
    }

    @Test
    void tellsAFault() {
        var message = ResponseEncoder.senderFault("not XML").getBytes(UTF_8);
        var e = assertThrows(
                IfmapException.class, () -> ResponseReader.readAll(new ByteArrayInputStream(message), LIMITS));
        assertEquals("SystemError: SOAP fault: not XML", e.toString());
    }

    static Stream<Path> malformed() throws IOException {
        return Files.list(Path.of("src/test/resources/malformed/responses")).sorted();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesTheMalformedCorpus(Path file) throws IOException {
        var message = Files.readAllBytes(file);
        var e = assertThrows(Exception.class, () -> ResponseReader.readAll(new ByteArrayInputStream(message), LIMITS));
        assertTrue(e instanceof XmlException || e instanceof IfmapException, e.toString());
    }

    @Property(tries = 300)
    void aFlippedByteNeverFailsOtherwise(@ForAll int position, @ForAll byte value) throws IOException {
        var responses = responses().toList();
        var message = encode(responses.get(Math.floorMod(position, responses.size())));
        message[Math.floorMod(position, message.length)] = value;
        try {
            ResponseReader.readAll(new ByteArrayInputStream(message), LIMITS);
        } catch (XmlException | IfmapException e) {
            // the two ways to fail
        }
    }

    @Property(tries = 100)
    void aCutMessageIsAlwaysRefused(@ForAll int position) throws IOException {
        var responses = responses().toList();
        var message = encode(responses.get(Math.floorMod(position, responses.size())));
        var cut = new ByteArrayInputStream(message, 0, Math.floorMod(position, message.length));
        assertThrows(XmlException.class, () -> ResponseReader.readAll(cut, LIMITS));
    }

    private static byte[] encode(IfmapResponse response) throws IOException {
        var out = new ByteArrayOutputStream();
        ResponseEncoder.encode(response, out);
        return out.toByteArray();
    }
}
