package net.weftnet.protocol.xmpp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.session.RecordingListener.Closed;
import net.weftnet.protocol.xmpp.session.RecordingListener.Established;
import net.weftnet.protocol.xmpp.session.RecordingListener.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real clients against real servers on loopback. */
@Timeout(60)
class SessionTest {
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    static Path directory;

    static SessionOptions controller;
    static SessionOptions compute1;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final RecordingListener atServer = new RecordingListener();
    private final RecordingListener atClient = new RecordingListener();

    @BeforeAll
    static void issueIdentities() throws Exception {
        var identities = new Identities(directory);
        controller = SessionOptions.server(Jid.CONTROL_NODE, HOLD, identities.of("controller"));
        compute1 = SessionOptions.client("compute1", HOLD, identities.of("compute1"));
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private XmppServer serve(InetSocketAddress address, SessionOptions options) throws IOException {
        return XmppServer.open(List.of(address), options, loops, atServer);
    }

    private XmppClient connect(XmppServer server, SessionOptions options) {
        var retry = new BackOff(Duration.ofMillis(20), Duration.ofMillis(100), new Random(1));
        var client = new XmppClient(server.addresses().getFirst(), options, loops, retry, atClient);
        client.start();
        return client;
    }

    private static Stanza subscribe(String node) {
        return new Stanza.Subscribe(Envelope.toControlNode("compute1", Jid.CONFIG, ""), node, Optional.empty());
    }

    @Test
    void exchangesStanzasOverTls() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1)) {
            exchange();
        }
        atServer.next(Closed.class);
    }

    @Test
    void keepsLittleOfAStrangerBeforeTls() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var stranger = new Socket()) {
            stranger.connect(server.addresses().getFirst());
            var text = "<stream:stream from=\"compute1\" xmlns:stream=\"http://etherx.jabber.org/streams\"><auth>"
                    + "x".repeat(100_000);
            stranger.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    Kind.PROTOCOL_ERROR, atServer.next(Failed.class).reason().kind());
        }
    }

    @Test
    void exchangesStanzasInClearIfBothAreToldTo() throws Exception {
        try (var server = serve(LOOPBACK, controller.withoutTls());
                var client = connect(server, compute1.withoutTls())) {
            exchange();
        }
    }

    private void exchange() throws InterruptedException {
        var up = atClient.next(Established.class).session();
        assertEquals(Jid.CONTROL_NODE, up.peer());
        assertTrue(up.send(subscribe("virtual-router:a:compute1")));
        var agent = atServer.next(Established.class).session();
        assertEquals("compute1", agent.peer());
        assertEquals(subscribe("virtual-router:a:compute1"), atServer.next(Stanza.class));
        var end = new Stanza.EndOfRib(Envelope.toAgent("compute1", Jid.BGP_PEER));
        agent.send(end);
        assertEquals(end, atClient.next(Stanza.class));
    }

    @Test
    void livesOnKeepAlivesAlone() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1)) {
            var up = atClient.next(Established.class).session();
            var later = new CountDownLatch(1);
            loops.schedule(later::countDown, 2 * HOLD.toMillis(), TimeUnit.MILLISECONDS);
            later.await();
            up.send(subscribe("still-there"));
            atServer.next(Established.class);
            assertEquals(subscribe("still-there"), atServer.next(Stanza.class));
        }
    }

    @Test
    void reportsABadStanzaAndGoesOn() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1)) {
            var up = atClient.next(Established.class).session();
            var bad = XmlElement.of("iq", XmlElement.of("pubsub", XmlElement.of("subscribe")))
                    .withAttribute("type", "set");
            up.send(new Stanza.Unknown(Envelope.toControlNode("compute1", Jid.CONFIG, ""), bad));
            up.send(subscribe("good"));
            atServer.next(Established.class);
            atServer.next(StanzaException.class);
            assertEquals(subscribe("good"), atServer.next(Stanza.class));
        }
    }

    @Test
    void aClientComesBackAfterTheServerDoes() throws Exception {
        InetSocketAddress address;
        XmppClient client;
        try (var server = serve(LOOPBACK, controller)) {
            address = server.addresses().getFirst();
            client = connect(server, compute1);
            atClient.next(Established.class);
        }
        assertNotEquals(Kind.STOPPED, atClient.next(Closed.class).reason().kind());
        atClient.next(Failed.class);
        try (var again = serve(address, controller);
                client) {
            atClient.await(Established.class);
        }
    }

    @Test
    void aSessionThatIsResetIsFollowedByAnother() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1)) {
            var first = atClient.next(Established.class).session();
            first.close("for a test");
            assertEquals(Kind.RESET, atClient.next(Closed.class).reason().kind());
            var second = atClient.next(Established.class).session();
            assertFalse(first.send(subscribe("too late")) && first.isWritable());
            second.send(subscribe("in time"));
            assertEquals(subscribe("in time"), atServer.await(Stanza.class));
        }
    }

    @Test
    void aPeerThatDoesNotReadIsDropped() throws Exception {
        try (var server = serve(LOOPBACK, controller.withoutTls());
                var client = connect(server, compute1.withoutTls())) {
            atClient.next(Established.class).session().read(false);
            var agent = atServer.next(Established.class).session();
            var stanza = subscribe("x".repeat(1 << 20));
            boolean writable = true;
            for (int i = 0; i < 100; i++) {
                writable &= agent.send(stanza);
            }
            assertFalse(writable);
            assertEquals(Kind.SLOW_PEER, atServer.await(Closed.class).reason().kind());
        }
    }

    @Test
    void aSessionTellsWhenItCanTakeMore() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1)) {
            atClient.next(Established.class);
            var agent = atServer.next(Established.class).session();
            var stanza = subscribe("x".repeat(1 << 20));
            for (int i = 0; i < 20; i++) {
                agent.send(stanza);
            }
            atServer.await(RecordingListener.Writable.class);
            for (int i = 0; i < 20; i++) {
                assertEquals(stanza, atClient.next(Stanza.class));
            }
        }
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefused() throws Exception {
        var impostor = SessionOptions.client("compute2", HOLD, compute1.tls().orElseThrow());
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, impostor)) {
            assertEquals(
                    Kind.WRONG_IDENTITY, atServer.next(Failed.class).reason().kind());
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused(@TempDir Path elsewhere) throws Exception {
        var stranger = SessionOptions.client("compute1", HOLD, new Identities(elsewhere).of("compute1"));
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, stranger)) {
            assertEquals(Kind.TLS_FAILED, atServer.next(Failed.class).reason().kind());
            assertEquals(Kind.TLS_FAILED, atClient.next(Failed.class).reason().kind());
        }
    }

    @Test
    void tlsIsNeverGivenUp() throws Exception {
        try (var server = serve(LOOPBACK, controller);
                var client = connect(server, compute1.withoutTls())) {
            // In clear, a client takes the server's header for the end of the negotiation, and then sees the features.
            assertEquals(Kind.TLS_REFUSED, atClient.await(Closed.class).reason().kind());
        }
    }
}
