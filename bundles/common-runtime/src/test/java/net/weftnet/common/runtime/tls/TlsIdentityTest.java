package net.weftnet.common.runtime.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import net.weftnet.common.runtime.api.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsIdentityTest {
    @TempDir
    Path root;

    @Test
    void aNodeOnItsOwnMakesAnAuthorityAndKeepsIt() throws Exception {
        var first = new NodeTlsIdentity(root.resolve("tls"), "solo", List.of("198.18.0.1"));
        var again = new NodeTlsIdentity(root.resolve("tls"), "solo", List.of("198.18.0.1"));
        assertEquals(first.certificate(), again.certificate());
        assertEquals(first.authority(), again.authority());
        first.certificate().verify(first.authority().getPublicKey());
        assertEquals("rw-------", mode("tls/node.p12"));
        assertEquals("rw-------", mode("tls/authority.p12"));
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }

    @Test
    void theCertificateNamesEveryWayToReachTheNode() throws Exception {
        issue("compute1", "198.18.0.11,compute1.example");
        var identity = load("compute1");
        var names = identity.certificate().getSubjectAlternativeNames().stream()
                .map(name -> name.get(1))
                .collect(Collectors.toSet());
        assertTrue(
                names.containsAll(List.of("compute1", "localhost", "127.0.0.1", "198.18.0.11", "compute1.example")),
                names::toString);
        assertEquals(-1, identity.certificate().getBasicConstraints(), "a node may sign nothing");
        assertEquals(0, identity.authority().getBasicConstraints());
    }

    @Test
    void nodesOfOneAuthorityTrustEachOther() throws Exception {
        issue("controller", "");
        issue("compute1", "");
        assertEquals("CN=compute1,O=Weftnet", peerSeenBy(load("controller"), load("compute1")));
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefused() throws Exception {
        issue("controller", "");
        var stranger = new NodeTlsIdentity(root.resolve("stranger"), "compute1", List.of());
        assertThrows(SSLHandshakeException.class, () -> peerSeenBy(load("controller"), stranger));
    }

    @Test
    void anIdentityIsIssuedOnce() throws Exception {
        issue("compute1", "");
        var before = load("compute1").certificate();
        issue("compute1", "198.18.0.99");
        assertEquals(before, load("compute1").certificate());
        assertFalse(Files.exists(root.resolve("compute1/authority.p12")), "a node must not hold the authority's key");
    }

    @Test
    void tellsWhatIsWrongWithTheArguments() {
        for (var arguments :
                List.of(new String[] {}, new String[] {"--node"}, new String[] {"--nodes", "x"}, new String[] {
                    "--node", "x", "--out", "y"
                })) {
            assertThrows(IllegalArgumentException.class, () -> IssueIdentity.issue(arguments));
        }
        assertThrows(IllegalArgumentException.class, () -> issue("a,O=b", ""));
    }

    private void issue(String node, String names) throws IOException, GeneralSecurityException {
        var out = root.resolve(node).toString();
        var authority = root.resolve("authority").toString();
        IssueIdentity.issue("--authority", authority, "--node", node, "--out", out, "--san", names);
    }

    private TlsIdentity load(String node) throws IOException, GeneralSecurityException {
        return new NodeTlsIdentity(root.resolve(node), node, List.of());
    }

    /** Connects client to server with both certificates asked for, and tells whom the server saw. */
    private static String peerSeenBy(TlsIdentity server, TlsIdentity client) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var listener = (SSLServerSocket)
                        server.sslContext().getServerSocketFactory().createServerSocket(0, 1, loopback);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listener.setNeedClientAuth(true);
            var seen = threads.submit(() -> {
                try (var accepted = (SSLSocket) listener.accept()) {
                    accepted.startHandshake();
                    accepted.getOutputStream().write(1);
                    return accepted.getSession().getPeerPrincipal().getName();
                }
            });
            try (var socket = (SSLSocket)
                    client.sslContext().getSocketFactory().createSocket(loopback, listener.getLocalPort())) {
                socket.startHandshake();
                socket.getInputStream().read();
            }
            return seen.get();
        }
    }
}
