package net.weftnet.protocol.ifmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.protocol.ifmap.IfmapRequest.Lifetime;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.IfmapRequest.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestCodecTest {
    private static final XmlLimits LIMITS = new XmlLimits(16, 1000, 100_000);
    private static final Identifier ROOT = Contrail.ROOT;
    private static final Identifier NETWORK = Contrail.identity("virtual-network", "default-domain:demo:<vn1>");
    private static final Metadata LINK =
            Contrail.metadata("virtual-network-ref", XmlElement.of("x", XmlElement.ofText("sequence", "1")));

    static Stream<IfmapRequest> requests() throws IfmapException {
        var filter = Filter.parse(
                "contrail:id-perms or m:*[@ifmap-cardinality='multiValue']",
                Map.of("contrail", Contrail.NAMESPACE, "m", "urn:m"));
        var search = new Search(
                ROOT,
                255,
                Optional.of(filter),
                Optional.of(Filter.parse("", Map.of())),
                OptionalLong.of(5_000_000),
                Set.of("device", "identity"));
        return Stream.of(
                new IfmapRequest.NewSession(OptionalLong.empty()),
                new IfmapRequest.NewSession(OptionalLong.of(100_000)),
                new IfmapRequest.RenewSession("17"),
                new IfmapRequest.EndSession("17"),
                new IfmapRequest.Poll("17"),
                new IfmapRequest.PurgePublisher("17", "test-1"),
                new IfmapRequest.SearchOnce("17", search),
                new IfmapRequest.Subscribe(
                        "17",
                        List.of(
                                new Subscription.Update("root", Search.everything(ROOT, 255)),
                                new Subscription.Update("on", search, Optional.of(new RevisionMarker(42, "00ff"))),
                                new Subscription.Delete("old"))),
                new IfmapRequest.Publish(
                        "17",
                        List.of(
                                new Publication.Update(
                                        new Subject.Link(ROOT, NETWORK), List.of(LINK), Lifetime.FOREVER),
                                new Publication.Notify(new Subject.Node(NETWORK), List.of(LINK)),
                                new Publication.Delete(new Subject.Link(ROOT, NETWORK), Optional.of(filter)),
                                new Publication.Delete(new Subject.Node(ROOT), Optional.empty()))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void readsWhatItWrites(IfmapRequest request) throws Exception {
        assertEquals(request, decode(RequestEncoder.encode(request)));
    }

    @Test
    void readsContrailsSubscribe() throws Exception {
        var request = decode(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:ifmap="http://www.trustedcomputinggroup.org/2010/IFMAP/2" \
                xmlns:contrail="http://www.contrailsystems.com/vnc_cfg.xsd">
                  <env:Header><ignored/></env:Header>
                  <env:Body><ifmap:subscribe session-id="17"><update name="root" max-depth="255">
                    <identity name="contrail:config-root:root" type="other" other-type-definition="extended"/>
                  </update></ifmap:subscribe></env:Body>
                </env:Envelope>
                """);
        assertEquals(
                new IfmapRequest.Subscribe(
                        "17", List.of(new Subscription.Update("root", Search.everything(ROOT, 255)))),
                request);
    }

    @Test
    void writesTheReferencesSubscribe() {
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"><soap:Body>"
                        + "<ifmap:subscribe session-id=\"17\""
                        + " xmlns:ifmap=\"http://www.trustedcomputinggroup.org/2010/IFMAP/2\">"
                        + "<update name=\"root\" max-depth=\"255\">"
                        + "<identity name=\"contrail:config-root:root\" type=\"other\""
                        + " other-type-definition=\"extended\"/></update></ifmap:subscribe></soap:Body></soap:Envelope>",
                RequestEncoder.encode(new IfmapRequest.Subscribe(
                        "17", List.of(new Subscription.Update("root", Search.everything(ROOT, 255))))));
    }

    @Test
    void makesMetadataSelfContained() throws Exception {
        var publish = (IfmapRequest.Publish)
                decode(
                        body(
                                "<i:publish session-id='1' xmlns:c='urn:c' xmlns='urn:d'><update><device><name>d</name></device>"
                                        + "<metadata><c:a ifmap-cardinality='multiValue' c:k='v'><b/></c:a></metadata></update></i:publish>"));
        var metadata =
                ((Publication.Update) publish.publications().get(0)).metadata().get(0);
        assertEquals(new QualifiedName("urn:c", "a"), metadata.type());
        assertEquals(Cardinality.MULTI_VALUE, metadata.cardinality());
        assertEquals(
                "<c:a xmlns=\"urn:d\" xmlns:c=\"urn:c\" ifmap-cardinality=\"multiValue\" c:k=\"v\"><b/></c:a>",
                metadata.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <i:poll/> | INVALID_SESSION_ID
                    <j:poll session-id='1' xmlns:j='http://www.trustedcomputinggroup.org/2006/IFMAP/1'/> | INVALID_SCHEMA_VERSION
                    <i:dance session-id='1'/> | FAILURE
                    <i:newSession max-poll-result-size='-1'/> | FAILURE
                    <i:purgePublisher session-id='1'/> | FAILURE
                    <i:subscribe session-id='1'/> | FAILURE
                    <i:subscribe session-id='1'><update max-depth='1'><device><name>d</name></device></update></i:subscribe> | FAILURE
                    <i:subscribe session-id='1'><update name='s' max-depth='x'><device><name>d</name></device></update></i:subscribe> | FAILURE
                    <i:search session-id='1' match-links='no:prefix'><device><name>d</name></device></i:search> | FAILURE
                    <i:search session-id='1' result-filter='not x'><device><name>d</name></device></i:search> | FAILURE
                    <i:search session-id='1'><host name='h'/></i:search> | INVALID_IDENTIFIER_TYPE
                    <i:search session-id='1'><device/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><device><name>a</name></device><device><name>b</name></device></i:search> | FAILURE
                    <i:search session-id='1'><identity name='n' type='other'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><identity name='n' type='username' other-type-definition='x'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><identity name='n' type='nick'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><ip-address value='1.2.3'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><ip-address value='::1' type='IPv4'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><ip-address value='::ffff:1.2.3.4' type='IPv6'/></i:search> | INVALID_IDENTIFIER
                    <i:search session-id='1'><mac-address value='1:2:3:4:5:6'/></i:search> | INVALID_IDENTIFIER
                    <i:publish session-id='1'><update><device><name>d</name></device></update></i:publish> | FAILURE
                    <i:publish session-id='1'><update lifetime='day'><device><name>d</name></device><metadata><i:a ifmap-cardinality='singleValue'/></metadata></update></i:publish> | FAILURE
                    <i:publish session-id='1'><update><device><name>d</name></device><metadata><a ifmap-cardinality='singleValue'/></metadata></update></i:publish> | INVALID_METADATA
                    <i:publish session-id='1'><update><device><name>d</name></device><metadata><i:a/></metadata></update></i:publish> | INVALID_METADATA
                    <i:publish session-id='1'><update><device><name>d</name></device><metadata><i:a ifmap-cardinality='few'/></metadata></update></i:publish> | INVALID_METADATA
                    """)
    void refusesWithTheRightCode(String request, ErrorCode code) {
        var e = assertThrows(IfmapException.class, () -> decode(body(request)));
        assertEquals(code, e.code(), e.getMessage());
    }

    @Test
    void refusesAnEndlessIdentifier() {
        var request = "<i:search session-id='1'><device><name>" + "x".repeat(5000) + "</name></device></i:search>";
        var e = assertThrows(IfmapException.class, () -> decode(body(request)));
        assertEquals(ErrorCode.IDENTIFIER_TOO_LONG, e.code());
    }

    @Test
    void refusesEndlessMetadata() {
        var request = "<i:publish session-id='1'><update><device><name>d</name></device><metadata>"
                + "<i:a ifmap-cardinality='singleValue'>" + "x".repeat(300_000)
                + "</i:a></metadata></update></i:publish>";
        var e = assertThrows(
                IfmapException.class,
                () -> RequestDecoder.decode(
                        new ByteArrayInputStream(body(request).getBytes(UTF_8)), new XmlLimits(16, 1000, 1 << 20)));
        assertEquals(ErrorCode.METADATA_TOO_LONG, e.code());
    }

    @Test
    void knowsEveryKindOfIdentifier() throws Exception {
        var identifiers = List.of(
                new Identifier.AccessRequest("ar1", "d1"),
                new Identifier.Device("d"),
                new Identifier.Device("k", true),
                new Identifier.Identity("tpm", IdentityType.TRUSTED_PLATFORM_MODULE, "", "d1"),
                new Identifier.IpAddress("10.1.1.3", ""),
                new Identifier.IpAddress("fd00:0:0:0:0:0:0:1", "d1"),
                new Identifier.MacAddress("02:00:00:00:00:01", ""));
        for (var identifier : identifiers) {
            var request = new IfmapRequest.SearchOnce("17", Search.everything(identifier, 1));
            assertEquals(request, decode(RequestEncoder.encode(request)));
        }
    }

    @Test
    void keepsIdentifiersInCanonicalForm() {
        assertEquals("2001:db8:0:0:0:0:0:1", new Identifier.IpAddress("2001:DB8::1", "").value());
        assertEquals("02:00:00:00:00:0a", new Identifier.MacAddress("02:00:00:00:00:0A", "").value());
    }

    static Stream<Path> malformed() throws IOException {
        return Files.list(Path.of("src/test/resources/malformed/requests")).sorted();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesTheMalformedCorpus(Path file) throws IOException {
        var message = Files.readAllBytes(file);
        var e = assertThrows(Exception.class, () -> RequestDecoder.decode(new ByteArrayInputStream(message), LIMITS));
        assertTrue(e instanceof XmlException || e instanceof IfmapException, e.toString());
    }

    @Property(tries = 300)
    void aFlippedByteNeverFailsOtherwise(@ForAll int position, @ForAll byte value) throws Exception {
        var requests = requests().toList();
        var message = RequestEncoder.encode(requests.get(Math.floorMod(position, requests.size())))
                .getBytes(UTF_8);
        message[Math.floorMod(position, message.length)] = value;
        try {
            RequestDecoder.decode(new ByteArrayInputStream(message), LIMITS);
        } catch (XmlException | IfmapException e) {
            // the two ways to fail
        }
    }

    @Property(tries = 300)
    void aCutOrDoubledMessageIsRefused(@ForAll int position, @ForAll boolean cut) throws Exception {
        var requests = requests().toList();
        var message = RequestEncoder.encode(requests.get(Math.floorMod(position, requests.size())));
        int at = Math.floorMod(position, message.length());
        var spoiled = cut ? message.substring(0, at) : message.substring(0, at) + message;
        if (cut || at > 0) {
            var e = assertThrows(Exception.class, () -> decode(spoiled));
            assertTrue(e instanceof XmlException || e instanceof IfmapException, e.toString());
        }
    }

    private static IfmapRequest decode(String message) throws XmlException, IfmapException {
        return RequestDecoder.decode(new ByteArrayInputStream(message.getBytes(UTF_8)), LIMITS);
    }

    private static String body(String request) {
        return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
                + " xmlns:i='http://www.trustedcomputinggroup.org/2010/IFMAP/2'><s:Body>" + request
                + "</s:Body></s:Envelope>";
    }

    @Test
    void takesATerminalTypeThatIsNamedTwice() throws Exception {
        var message = RequestEncoder.encode(new IfmapRequest.SearchOnce(
                        "17",
                        new Search(
                                ROOT, 1, Optional.empty(), Optional.empty(), OptionalLong.empty(), Set.of("device"))))
                .replace("\"device\"", "\"device, device\"");
        var request = (IfmapRequest.SearchOnce)
                RequestDecoder.decode(new ByteArrayInputStream(message.getBytes(UTF_8)), LIMITS);
        assertEquals(Set.of("device"), request.search().terminalTypes());
    }
}
