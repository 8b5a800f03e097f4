package net.weftnet.common.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that ask their clients for certificates. */
@Timeout(30)
class ClientCertificateTest {
    @TempDir
    Path directory;

    private NodeTlsIdentity identity;
    private TestServer server;

    private final Accounts users = (credentials, peer) -> switch (credentials) {
        case Credentials.Certificate(var name)
        when name.equals("laptop") -> new Verdict.Known(new Caller("alice", Set.of()));
        case Credentials.Token(var token) when token.equals("bobs") -> new Verdict.Known(new Caller("bob", Set.of()));
        case Credentials _ -> new Verdict.Unknown();
    };

    @BeforeEach
    void open() throws Exception {
        identity = new NodeTlsIdentity(directory.resolve("tls"), "laptop", List.of());
        server = new TestServer(directory.resolve("secrets"), identity, 1000);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** A client that trusts the authority, and has nothing to show. */
    private SSLContext nameless() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", identity.authority());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String who(SSLContext context, int port, String... headers) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(context).build()) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/who"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            var reply = client.send(request.build(), BodyHandlers.ofString());
            return reply.statusCode() == 200 ? reply.body() : Integer.toString(reply.statusCode());
        }
    }

    @Test
    void anOptionalCertificateIsOneWayToComeIn() throws Exception {
        int port = server.listen("optional", "optional", users);
        assertEquals("alice", who(identity.sslContext(), port));
        assertEquals("401", who(nameless(), port));
        assertEquals("bob", who(nameless(), port, "Authorization", "Bearer bobs"));
        // What is said in the call goes before what the connection came with.
        assertEquals("bob", who(identity.sslContext(), port, "Authorization", "Bearer bobs"));
        assertEquals("401", who(identity.sslContext(), port, "Authorization", "Bearer nobodys"));
    }

    @Test
    void withoutARequiredCertificateThereIsNoConnection() throws Exception {
        int port = server.listen("required", "required", users);
        assertEquals("alice", who(identity.sslContext(), port));
        var context = nameless();
        assertThrows(IOException.class, () -> who(context, port));
    }

    @Test
    void aListenerThatDoesNotAskSeesNone() throws Exception {
        int port = server.listen("none", "none", users);
        assertEquals("401", who(identity.sslContext(), port));
    }
}
