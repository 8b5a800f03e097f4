package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.channel.SSRC;
import de.hshannover.f4.trust.ifmapj.exception.CommunicationException;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.http.server.LocalListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified ifmapj with a certificate instead of a password, at a second listener of the same server. */
@Timeout(60)
class CertificateTest {
    /** The key store of a node has the name of its file as password. */
    private static final String KEYS = "node.p12";

    @TempDir
    private Path directory;

    private TestServer server;
    private LocalListener listener;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(directory, 1000);
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
        server.close();
    }

    private void listen(String user) {
        Accounts accounts =
                (Credentials credentials, SocketAddress _) -> credentials.equals(new Credentials.Certificate(user))
                        ? new Accounts.Verdict.Known(new Caller("olga", Set.of("ifmap")))
                        : new Accounts.Verdict.Unknown();
        listener = new LocalListener(server.service(), server.identity(), accounts, "required", server.health(), 0);
    }

    private SSRC connect(KeyManager[] keys) throws Exception {
        return IfmapJ.createSsrc("https://127.0.0.1:" + listener.port(), keys, server.trust());
    }

    private KeyManager[] keys() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(directory.resolve("tls").resolve(KEYS))) {
            store.load(file, KEYS.toCharArray());
        }
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, KEYS.toCharArray());
        return factory.getKeyManagers();
    }

    @Test
    void servesTheUserOfTheCertificate() throws Exception {
        listen("test");
        var ssrc = connect(keys());
        ssrc.newSession();
        assertEquals("olga--1", ssrc.getPublisherId());
        var root = Identifiers.createOtherIdentity("contrail:config-root:root", "", "extended");
        ssrc.subscribe(
                Requests.createSubscribeReq(Requests.createSubscribeUpdate("root", null, 255, null, null, null, root)));
        assertFalse(ssrc.getArc().poll().getSearchResults().isEmpty());
        ssrc.endSession();
        ssrc.closeTcpConnection();
    }

    @Test
    void refusesACertificateThatIsNobodys() throws Exception {
        listen("somebody-else");
        var ssrc = connect(keys());
        assertThrows(CommunicationException.class, ssrc::newSession);
        ssrc.closeTcpConnection();
    }

    @Test
    void refusesAClientWithoutCertificate() throws Exception {
        listen("test");
        assertThrows(Exception.class, () -> connect(new KeyManager[0]).newSession());
        assertEquals(0, server.service().sessions().size());
    }
}
