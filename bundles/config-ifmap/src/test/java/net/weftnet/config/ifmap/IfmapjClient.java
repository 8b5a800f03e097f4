package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.binding.IfmapStrings;
import de.hshannover.f4.trust.ifmapj.channel.ARC;
import de.hshannover.f4.trust.ifmapj.channel.SSRC;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorResult;
import de.hshannover.f4.trust.ifmapj.identifier.Identifier;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.identifier.Identity;
import de.hshannover.f4.trust.ifmapj.identifier.IpAddress;
import de.hshannover.f4.trust.ifmapj.identifier.MacAddress;
import de.hshannover.f4.trust.ifmapj.messages.PollResult;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import de.hshannover.f4.trust.ifmapj.messages.ResultItem;
import de.hshannover.f4.trust.ifmapj.messages.SearchRequest;
import de.hshannover.f4.trust.ifmapj.messages.SearchResult;
import de.hshannover.f4.trust.ifmapj.messages.SubscribeUpdate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import net.weftnet.protocol.ifmap.Contrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/**
 * Unmodified ifmapj against the real server, over TLS with a password: SSRC and ARC are two connections. For each of
 * Contrail's identifiers ifmapj lets the JDK print "Content is not allowed in prolog", as it first tries it as XML.
 */
@Timeout(60)
abstract class IfmapjClient {
    static final Identity ROOT = contrail("config-root:root");
    static final Identity NETWORK = contrail("virtual-network:default-domain:demo:front");

    @TempDir
    Path directory;

    TestServer server;
    SSRC ssrc;

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

    SSRC connect(String password) throws Exception {
        return IfmapJ.createSsrc(server.url(), "ifmap", password, server.trust());
    }

    static Identity contrail(String name) {
        return Identifiers.createOtherIdentity("contrail:" + name, "", "extended");
    }

    FutureTask<PollResult> pollInBackground() {
        var polls = server.service().sessions().get(0).polling();
        var task = new FutureTask<>(() -> connectArc().poll());
        Thread.ofVirtual().start(task);
        while (!polls && !server.service().sessions().get(0).polling()) {
            Thread.onSpinWait();
        }
        return task;
    }

    /** A connection of its own, since ifmapj's channels are for one thread. */
    ARC connectArc() throws Exception {
        var other = connect(server.password());
        other.setSessionId(ssrc.getSessionId());
        return other.getArc();
    }

    void subscribe(String name, Identifier start, int depth, String links, String filter) throws Exception {
        ssrc.subscribe(Requests.createSubscribeReq(subscribeUpdate(name, start, depth, links, filter)));
    }

    static SubscribeUpdate subscribeUpdate(String name, Identifier start, int depth, String links, String filter) {
        var update = Requests.createSubscribeUpdate(name, links, depth, null, null, filter, start);
        update.addNamespaceDeclaration("contrail", Contrail.NAMESPACE);
        return update;
    }

    static SearchRequest search(Identifier start, int depth, String links, String filter) {
        var search = Requests.createSearchReq(links, depth, null, null, filter, start);
        search.addNamespaceDeclaration("contrail", Contrail.NAMESPACE);
        search.addNamespaceDeclaration("meta", IfmapStrings.STD_METADATA_NS_URI);
        return search;
    }

    static SearchResult only(Collection<SearchResult> results) {
        assertEquals(1, results.size());
        return results.iterator().next();
    }

    /** One line for each metadata element; a text is shown, the link's ends in the order of the wire. */
    static SortedSet<String> said(SearchResult result) {
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

    static String name(Identifier identifier) {
        return switch (identifier) {
            case Identity identity -> identity.getName().substring("contrail:".length());
            case MacAddress mac -> mac.getValue();
            case IpAddress ip -> ip.getValue();
            default -> identifier.toString();
        };
    }

    interface Call {
        void run() throws Exception;
    }

    static void assertError(IfmapErrorCode code, Call call) {
        var error = assertThrows(IfmapErrorResult.class, call::run);
        assertEquals(code, error.getErrorCode());
    }
}
