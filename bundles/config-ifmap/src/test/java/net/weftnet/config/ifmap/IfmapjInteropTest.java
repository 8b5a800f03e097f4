package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.binding.IfmapStrings;
import de.hshannover.f4.trust.ifmapj.channel.ARC;
import de.hshannover.f4.trust.ifmapj.channel.SSRC;
import de.hshannover.f4.trust.ifmapj.exception.CommunicationException;
import de.hshannover.f4.trust.ifmapj.exception.EndSessionException;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorResult;
import de.hshannover.f4.trust.ifmapj.identifier.Identifier;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.identifier.Identity;
import de.hshannover.f4.trust.ifmapj.identifier.IpAddress;
import de.hshannover.f4.trust.ifmapj.identifier.MacAddress;
import de.hshannover.f4.trust.ifmapj.messages.MetadataLifetime;
import de.hshannover.f4.trust.ifmapj.messages.PollResult;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import de.hshannover.f4.trust.ifmapj.messages.ResultItem;
import de.hshannover.f4.trust.ifmapj.messages.SearchRequest;
import de.hshannover.f4.trust.ifmapj.messages.SearchResult;
import de.hshannover.f4.trust.ifmapj.messages.SubscribeUpdate;
import de.hshannover.f4.trust.ifmapj.metadata.Cardinality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.protocol.ifmap.Contrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/**
 * Unmodified ifmapj against the real server, over TLS with a password: SSRC and ARC are two connections. For each of
 * Contrail's identifiers ifmapj lets the JDK print "Content is not allowed in prolog", as it first tries it as XML.
 */
@Timeout(60)
class IfmapjInteropTest {
    private static final Identity ROOT = contrail("config-root:root");
    private static final Identity NETWORK = contrail("virtual-network:default-domain:demo:front");

    @TempDir
    private Path directory;

    private TestServer server;
    private SSRC ssrc;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(directory, 1000);
        ssrc = connect(server.password());
        ssrc.newSession();
    }

    @AfterEach
    void stop() throws Exception {
        ssrc.closeTcpConnection();
        server.close();
    }

    private SSRC connect(String password) throws Exception {
        return IfmapJ.createSsrc(server.url(), "ifmap", password, server.trust());
    }

    private static Identity contrail(String name) {
        return Identifiers.createOtherIdentity("contrail:" + name, "", "extended");
    }

    @Test
    void keepsASession() throws Exception {
        assertFalse(ssrc.getSessionId().isEmpty());
        assertEquals("ifmap--1", ssrc.getPublisherId());
        ssrc.renewSession();
        assertEquals(1, server.service().sessions().size());
        ssrc.endSession();
        assertEquals(List.of(), server.service().sessions());
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownSession() throws Exception {
        var stranger = connect("wrong");
        assertThrows(CommunicationException.class, stranger::newSession);
        ssrc.setSessionId("0000");
        assertError(IfmapErrorCode.InvalidSessionID, ssrc::renewSession);
        assertError(IfmapErrorCode.InvalidSessionID, () -> ssrc.getArc().poll());
    }

    @Test
    void pollsTheGraphAndThenItsChanges() throws Exception {
        subscribe("root", ROOT, 255, null, null);
        var first = only(ssrc.getArc().poll().getSearchResults());
        assertEquals("root", first.getName());
        assertEquals(
                Set.of(
                        "config-root:root: revision=1",
                        "domain:default-domain: id-perms",
                        "project:default-domain:demo: id-perms",
                        "virtual-network:default-domain:demo:front: id-perms",
                        "routing-instance:default-domain:demo:front:front: id-perms",
                        "route-target:target:64512:8000001: id-perms",
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain -- project:default-domain:demo: domain-project",
                        "project:default-domain:demo -- virtual-network:default-domain:demo:front:"
                                + " project-virtual-network",
                        "virtual-network:default-domain:demo:front --"
                                + " routing-instance:default-domain:demo:front:front:"
                                + " virtual-network-routing-instance",
                        "routing-instance:default-domain:demo:front:front --"
                                + " route-target:target:64512:8000001: instance-target"),
                said(first));

        var poll = pollInBackground();
        server.graph()
                .change(
                        new GraphChange.PropertySet(
                                DemoGraph.NETWORK,
                                "virtual-network-network-id",
                                XmlElement.ofText("virtual-network-network-id", "5")),
                        new GraphChange.LinkRemoved(
                                new Link("virtual-network-routing-instance", DemoGraph.NETWORK, DemoGraph.INSTANCE)));
        var delta = poll.get();
        assertEquals(
                Set.of(
                        "config-root:root: revision=2",
                        "virtual-network:default-domain:demo:front: virtual-network-network-id=5"),
                said(only(delta.getUpdateResults())));
        assertEquals(
                Set.of(
                        "virtual-network:default-domain:demo:front --"
                                + " routing-instance:default-domain:demo:front:front:"
                                + " virtual-network-routing-instance",
                        "routing-instance:default-domain:demo:front:front --"
                                + " route-target:target:64512:8000001: instance-target",
                        "routing-instance:default-domain:demo:front:front: id-perms",
                        "route-target:target:64512:8000001: id-perms"),
                said(only(delta.getDeleteResults())));
    }

    @Test
    void searchesWithDepthLinksAndFilters() throws Exception {
        assertEquals(
                Set.of(
                        "config-root:root: revision=1",
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain: id-perms"),
                said(ssrc.search(search(ROOT, 1, null, null))));
        assertEquals(
                Set.of(
                        "config-root:root -- domain:default-domain: config-root-domain",
                        "domain:default-domain -- project:default-domain:demo: domain-project"),
                said(ssrc.search(search(
                        ROOT,
                        10,
                        "contrail:config-root-domain or contrail:domain-project",
                        "contrail:domain-project or contrail:config-root-domain"))));
        assertEquals(Set.of(), said(ssrc.search(search(contrail("project:none"), 10, null, null))));
        assertEquals(
                Set.of("routing-instance:default-domain:demo:front:front --"
                        + " route-target:target:64512:8000001: instance-target"),
                said(ssrc.search(search(
                        contrail("routing-instance:default-domain:demo:front:front"),
                        1,
                        null,
                        "contrail:instance-target[import-export]"))));
        assertEquals(
                Set.of("virtual-network:default-domain:demo:front: id-perms"),
                said(ssrc.search(search(
                        NETWORK,
                        0,
                        null,
                        "contrail:none or (contrail:id-perms[enable='true' and uuid/uuid-mslong='1'] and"
                                + " not(contrail:other))"))));
        assertError(IfmapErrorCode.Failure, () -> ssrc.search(search(ROOT, 1, "contrail:a[b<'c']", null)));
        assertError(IfmapErrorCode.Failure, () -> ssrc.search(search(ROOT, 1, null, "undeclared:a")));
        var small = search(ROOT, 10, null, null);
        small.setMaxSize(100);
        assertError(IfmapErrorCode.SearchResultsTooBig, () -> ssrc.search(small));
        ssrc.renewSession();
    }

    @Test
    void letsClientsPublishTheirOwnMetadata() throws Exception {
        var mac = Identifiers.createMac("02:00:00:00:00:01");
        var ip = Identifiers.createIp4("10.1.1.3");
        var other = connect(server.password());
        other.newSession();
        subscribe("addresses", mac, 1, null, null);
        assertEquals(Set.of(), said(only(ssrc.getArc().poll().getSearchResults())));

        var ipMac = IfmapJ.createStandardMetadataFactory().createIpMac();
        var update = Requests.createPublishUpdate(mac, ip, ipMac);
        other.publish(Requests.createPublishReq(update));
        assertEquals(
                Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"),
                said(only(ssrc.getArc().poll().getUpdateResults())));

        var event = IfmapJ.createStandardMetadataFactory().createCapability("quarantined");
        other.publish(Requests.createPublishReq(Requests.createPublishNotify(mac, event)));
        assertEquals(
                Set.of("02:00:00:00:00:01: capability"),
                said(only(ssrc.getArc().poll().getNotifyResults())));

        var delete = Requests.createPublishDelete(mac, ip, "meta:ip-mac");
        delete.addNamespaceDeclaration("meta", "http://www.trustedcomputinggroup.org/2010/IFMAP-METADATA/2");
        other.publish(Requests.createPublishReq(delete));
        assertEquals(
                Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"),
                said(only(ssrc.getArc().poll().getDeleteResults())));

        // What belongs to a session goes with it.
        other.publish(Requests.createPublishReq(update));
        assertEquals(1, ssrc.getArc().poll().getUpdateResults().size());
        other.endSession();
        assertEquals(1, ssrc.getArc().poll().getDeleteResults().size());
    }

    @Test
    void purgesAPublisher() throws Exception {
        var device = Identifiers.createDev("d");
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(
                device, IfmapJ.createStandardMetadataFactory().createCapability("x"))));
        assertEquals(1, said(ssrc.search(search(device, 0, null, null))).size());
        assertError(IfmapErrorCode.AccessDenied, () -> ssrc.purgePublisher("config"));
        ssrc.purgePublisher();
        assertEquals(Set.of(), said(ssrc.search(search(device, 0, null, null))));
    }

    @Test
    void keepsTheConfigurationFromClients() throws Exception {
        var mine = IfmapJ.createStandardMetadataFactory()
                .create("id-perms", "contrail", Contrail.NAMESPACE, Cardinality.singleValue);
        assertError(
                IfmapErrorCode.AccessDenied,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(NETWORK, mine))));
        assertError(
                IfmapErrorCode.AccessDenied,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishDelete(NETWORK))));
        assertTrue(said(ssrc.search(search(NETWORK, 0, null, null)))
                .contains("virtual-network:default-domain:demo:front: id-perms"));
    }

    @Test
    void endsAPollWithTheSession() throws Exception {
        subscribe("none", contrail("project:none"), 0, null, null);
        ssrc.getArc().poll();
        var poll = pollInBackground();
        ssrc.endSession();
        assertInstanceOf(
                EndSessionException.class,
                assertThrows(Exception.class, poll::get).getCause());
    }

    @Test
    void goesNoFurtherThanATerminalIdentifier() throws Exception {
        var mac = Identifiers.createMac("02:00:00:00:00:01");
        var ip = Identifiers.createIp4("10.1.1.3");
        var factory = IfmapJ.createStandardMetadataFactory();
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(mac, ip, factory.createIpMac())));
        ssrc.publish(Requests.createPublishReq(
                Requests.createPublishUpdate(ip, Identifiers.createDev("d"), factory.createDevIp())));
        var search = Requests.createSearchReq(null, 5, "ip-address,access-request", null, null, mac);
        assertEquals(Set.of("02:00:00:00:00:01 -- 10.1.1.3: ip-mac"), said(ssrc.search(search)));
    }

    /** IF-MAP 2.1's extended identifiers are escaped XML; Contrail's are plain names of the same type. */
    @Test
    void takesExtendedIdentifiersAsXmlToo() throws Exception {
        var role = Identifiers.createExtendedIdentity("<n:role xmlns:n=\"urn:roles\" name=\"admin &amp; more\"/>");
        ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(
                NETWORK, role, IfmapJ.createStandardMetadataFactory().createAuthBy())));
        var found = ssrc.search(search(role, 1, "meta:authenticated-by", "meta:authenticated-by"));
        assertEquals(1, said(found).size());
        assertTrue(said(found).first().contains("virtual-network:default-domain:demo:front"));
    }

    @Test
    void keepsWhatIsForeverUntilItIsPurged() throws Exception {
        var device = Identifiers.createDev("d");
        var update = Requests.createPublishUpdate(
                device, IfmapJ.createStandardMetadataFactory().createCapability("x"), MetadataLifetime.forever);
        ssrc.publish(Requests.createPublishReq(update));
        ssrc.endSession();
        ssrc.newSession();
        assertEquals(1, said(ssrc.search(search(device, 0, null, null))).size());
        ssrc.purgePublisher();
        assertEquals(Set.of(), said(ssrc.search(search(device, 0, null, null))));
    }

    @Test
    void keepsToTheSizeOfPollResultsAClientTakes() throws Exception {
        ssrc.endSession();
        ssrc.newSession(500);
        assertEquals(500, ssrc.getMaxPollResSize());
        subscribe("root", ROOT, 255, null, null);
        var error = ssrc.getArc().poll().getErrorResults().iterator().next();
        assertEquals(IfmapErrorCode.PollResultsTooBig, error.getErrorCode());
        assertEquals("root", error.getName());
    }

    @Test
    void tellsMultiValuedMetadataApartByWhatItSays() throws Exception {
        var device = Identifiers.createDev("d");
        var factory = IfmapJ.createStandardMetadataFactory();
        for (var capability : List.of("a", "b", "a")) {
            ssrc.publish(Requests.createPublishReq(
                    Requests.createPublishUpdate(device, factory.createCapability(capability))));
        }
        var found = ssrc.search(search(device, 0, null, null))
                .getResultItems()
                .iterator()
                .next();
        assertEquals(2, found.getMetadata().size());
        var single = factory.create("capability", "meta", IfmapStrings.STD_METADATA_NS_URI, Cardinality.singleValue);
        assertError(
                IfmapErrorCode.InvalidMetadata,
                () -> ssrc.publish(Requests.createPublishReq(Requests.createPublishUpdate(device, single))));
    }

    @Test
    void carriesTenThousandItems() throws Exception {
        var factory = IfmapJ.createStandardMetadataFactory();
        var hub = Identifiers.createDev("hub");
        subscribe("all", hub, 1, null, null);
        ssrc.getArc().poll();
        for (int batch = 0; batch < 20; batch++) {
            var publish = Requests.createPublishReq();
            for (int i = 0; i < 250; i++) {
                var ip = Identifiers.createIp4("10.1." + batch + "." + i);
                publish.addPublishElement(Requests.createPublishUpdate(hub, ip, factory.createDevIp()));
                publish.addPublishElement(Requests.createPublishUpdate(ip, factory.createCapability("c")));
            }
            ssrc.publish(publish);
        }
        assertEquals(10_000, said(ssrc.search(search(hub, 1, null, null))).size());
        var results = ssrc.getArc().poll().getResults();
        assertEquals(
                10_001,
                results.stream()
                        .mapToInt(result -> result.getResultItems().size())
                        .sum());
    }

    @Test
    void endsASubscription() throws Exception {
        subscribe("one", ROOT, 1, null, null);
        ssrc.getArc().poll();
        ssrc.subscribe(Requests.createSubscribeReq(Requests.createSubscribeDelete("one")));
        subscribe("two", NETWORK, 0, null, null);
        var results = ssrc.getArc().poll().getResults();
        assertEquals("two", only(results).getName());
        var small = (SubscribeUpdate) subscribeUpdate("three", ROOT, 255, null, null);
        small.setMaxSize(100);
        ssrc.subscribe(Requests.createSubscribeReq(small));
        var error = ssrc.getArc().poll().getErrorResults().iterator().next();
        assertEquals(IfmapErrorCode.SearchResultsTooBig, error.getErrorCode());
        assertEquals("three", error.getName());
    }

    private FutureTask<PollResult> pollInBackground() {
        var polls = server.service().sessions().get(0).polling();
        var task = new FutureTask<>(() -> connectArc().poll());
        Thread.ofVirtual().start(task);
        while (!polls && !server.service().sessions().get(0).polling()) {
            Thread.onSpinWait();
        }
        return task;
    }

    /** A connection of its own, since ifmapj's channels are for one thread. */
    private ARC connectArc() throws Exception {
        var other = connect(server.password());
        other.setSessionId(ssrc.getSessionId());
        return other.getArc();
    }

    private void subscribe(String name, Identifier start, int depth, String links, String filter) throws Exception {
        ssrc.subscribe(Requests.createSubscribeReq(subscribeUpdate(name, start, depth, links, filter)));
    }

    private static SubscribeUpdate subscribeUpdate(
            String name, Identifier start, int depth, String links, String filter) {
        var update = Requests.createSubscribeUpdate(name, links, depth, null, null, filter, start);
        update.addNamespaceDeclaration("contrail", Contrail.NAMESPACE);
        return update;
    }

    private static SearchRequest search(Identifier start, int depth, String links, String filter) {
        var search = Requests.createSearchReq(links, depth, null, null, filter, start);
        search.addNamespaceDeclaration("contrail", Contrail.NAMESPACE);
        search.addNamespaceDeclaration("meta", IfmapStrings.STD_METADATA_NS_URI);
        return search;
    }

    private static SearchResult only(Collection<SearchResult> results) {
        assertEquals(1, results.size());
        return results.iterator().next();
    }

    /** One line for each metadata element; a text is shown, the link's ends in the order of the wire. */
    private static SortedSet<String> said(SearchResult result) {
        var said = new TreeSet<String>();
        for (ResultItem item : result.getResultItems()) {
            var ends = new ArrayList<String>();
            for (var identifier : item.getIdentifier()) {
                if (identifier != null) {
                    ends.add(name(identifier));
                }
            }
            for (Document metadata : item.getMetadata()) {
                var element = metadata.getDocumentElement();
                assertFalse(element.getAttribute("ifmap-publisher-id").isEmpty());
                assertFalse(element.getAttribute("ifmap-timestamp").isEmpty());
                var text = element.getElementsByTagName("*").getLength() == 0 ? element.getTextContent() : "";
                said.add(
                        String.join(" -- ", ends) + ": " + element.getLocalName() + (text.isEmpty() ? "" : "=" + text));
            }
        }
        return said;
    }

    private static String name(Identifier identifier) {
        return switch (identifier) {
            case Identity identity -> identity.getName().substring("contrail:".length());
            case MacAddress mac -> mac.getValue();
            case IpAddress ip -> ip.getValue();
            default -> identifier.toString();
        };
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void assertError(IfmapErrorCode code, Call call) {
        var error = assertThrows(IfmapErrorResult.class, call::run);
        assertEquals(code, error.getErrorCode());
    }
}
