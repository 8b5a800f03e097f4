package net.weftnet.common.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLHandshakeException;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as its clients see it, over TLS with the JDK's client. */
@Timeout(30)
class HttpListenerTest {
    private static final int MAX_BODY = 1 << 20;

    @TempDir
    static Path root;

    private static NodeTlsIdentity identity;
    private static HttpClient client;

    private TestServer server;

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = new NodeTlsIdentity(root.resolve("tls"), "test", List.of());
        client = HttpClient.newBuilder().sslContext(identity.sslContext()).build();
    }

    @AfterAll
    static void closeClient() {
        client.close();
    }

    @BeforeEach
    void start() {
        server = new TestServer(root.resolve("secrets"), identity, MAX_BODY);
        server.add("rest", "/echo", Set.of("admin"), call -> {
            var body = new String(call.body().readAllBytes(), UTF_8);
            return HttpReply.of(
                    200,
                    "text/plain",
                    call.method() + " " + call.path() + " " + call.query().orElse("-") + " "
                            + call.caller().orElseThrow().name() + " " + body);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.tlsPort() + path));
    }

    private HttpRequest.Builder asAdmin(String path) {
        return request(path).header("Authorization", basic("admin", server.password("admin")));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void answersOverTls() throws Exception {
        var reply = send(asAdmin("/echo/a%2Fb?x=%20").PUT(BodyPublishers.ofString("grüß")));
        assertEquals(200, reply.statusCode());
        assertEquals("PUT /echo/a%2Fb x=%20 admin grüß", reply.body());
        assertTrue(reply.headers().firstValueAsLong("content-length").isPresent());
        assertTrue(reply.headers().firstValue("date").isPresent());
    }

    @Test
    void aClientThatTrustsAnotherAuthorityRefusesUs() throws Exception {
        var stranger = new NodeTlsIdentity(root.resolve("stranger"), "stranger", List.of());
        try (var other =
                HttpClient.newBuilder().sslContext(stranger.sslContext()).build()) {
            assertThrows(
                    SSLHandshakeException.class,
                    () -> other.send(request("/weft/health").build(), BodyHandlers.ofString()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/nothing, -, -, 404",
                "/echoes, -, -, 404",
                "/echo, -, -, 401",
                "/echo, admin, wrong, 401",
                "/echo, nobody, wrong, 401",
                "/echo, ifmap, right, 403",
                "/echo, admin, right, 200",
            })
    void letsInOnlyWhoMay(String path, String user, String password, int status) throws Exception {
        var request = request(path);
        if (user != null) {
            request.header("Authorization", basic(user, "right".equals(password) ? server.password(user) : password));
        }
        var reply = send(request);
        assertEquals(status, reply.statusCode());
        assertEquals(
                status == 401,
                reply.headers().firstValue("www-authenticate").isPresent(),
                "only 401 asks for credentials");
    }

    @ParameterizedTest
    @CsvSource({"Bearer abc", "Basic !!!", "Basic YQ==", "Basic"})
    void anUnreadableCredentialIsNone(String header) throws Exception {
        assertEquals(401, send(request("/echo").header("Authorization", header)).statusCode());
    }

    @Test
    void keepsTheConnectionAfterARefusalWithBody() throws Exception {
        var body = BodyPublishers.ofByteArray(new byte[512 * 1024]);
        assertEquals(401, send(request("/echo").POST(body)).statusCode());
        assertEquals(200, send(asAdmin("/echo")).statusCode());
    }

    @Test
    void tellsTheHealthToEveryone() throws Exception {
        server.health().open("config", "log").failed("disk \"full\"");
        var reply = send(request("/weft/health"));
        assertEquals(200, reply.statusCode());
        assertTrue(reply.body().contains("\"level\":\"FAILED\",\"detail\":\"disk \\\"full\\\"\""), reply.body());
        assertTrue(reply.body().startsWith("[{\"node\":\"test\",\"role\":\"config\","), reply.body());
        assertEquals(405, send(request("/weft/health").DELETE()).statusCode());
    }

    @Test
    void theLongestPathWins() throws Exception {
        server.add("rest", "/", Set.of(), _ -> HttpReply.of(200, "text/plain", "root"));
        server.add("rest", "/a/b", Set.of(), _ -> HttpReply.of(200, "text/plain", "deep"));
        assertEquals("deep", send(request("/a/b/c")).body());
        assertEquals("root", send(request("/a/bc")).body());
    }

    @Test
    void routesComeAndGoWhileThePortStaysOpen() throws Exception {
        var route = server.add("rest", "/swap", Set.of(), _ -> HttpReply.of(200, "text/plain", "1"));
        assertEquals("1", send(request("/swap")).body());
        server.remove(route);
        assertEquals(404, send(request("/swap")).statusCode());
        server.add("rest", "/swap", Set.of(), _ -> HttpReply.of(200, "text/plain", "2"));
        assertEquals("2", send(request("/swap")).body());
    }

    @Test
    void streamsALongReplyInChunks() throws Exception {
        var octets = new byte[3 << 20];
        Arrays.fill(octets, (byte) 'x');
        server.add("rest", "/long", Set.of(), _ -> new HttpReply(200, Map.of(), out -> out.write(octets)));
        var reply = client.send(request("/long").build(), BodyHandlers.ofByteArray());
        assertEquals("chunked", reply.headers().firstValue("transfer-encoding").orElseThrow());
        assertEquals(octets.length, reply.body().length);
    }

    @Test
    void takesABodyUpToTheLimitOnly() throws Exception {
        var fits = send(asAdmin("/echo").POST(BodyPublishers.ofString("x".repeat(MAX_BODY))));
        assertEquals(200, fits.statusCode());
        var tooLong = send(asAdmin("/echo").POST(BodyPublishers.ofString("x".repeat(MAX_BODY + 1))));
        assertEquals(413, tooLong.statusCode());
        var ofUnknownLength = BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(MAX_BODY + 1)));
        assertEquals(413, send(asAdmin("/echo").POST(ofUnknownLength)).statusCode());
    }

    @Test
    void aFailingCallIs500AndTheNextOneWorks() throws Exception {
        server.add("rest", "/fails", Set.of(), _ -> {
            throw new IllegalStateException("expected by the test");
        });
        server.add("rest", "/interrupted", Set.of(), _ -> {
            throw new InterruptedException();
        });
        server.add("rest", "/headers", Set.of(), _ -> HttpReply.empty(200).with("X", "a\r\nb"));
        assertEquals(500, send(request("/fails")).statusCode());
        assertEquals(500, send(request("/headers")).statusCode());
        assertEquals(503, send(request("/interrupted")).statusCode());
        assertEquals(200, send(asAdmin("/echo")).statusCode());
    }

    @Test
    void aReplyThatBreaksOffIsNotTakenForWhole() {
        server.add(
                "rest",
                "/broken",
                Set.of(),
                _ -> new HttpReply(200, Map.of(), out -> {
                    out.write(1);
                    out.flush();
                    throw new IllegalStateException("expected by the test");
                }));
        assertThrows(IOException.class, () -> send(request("/broken")));
    }

    @Test
    void aSlowCallHoldsUpNobody() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        server.add("rest", "/slow", Set.of(), _ -> {
            entered.countDown();
            release.await();
            return HttpReply.empty(204);
        });
        var slow = client.sendAsync(request("/slow").build(), BodyHandlers.discarding());
        entered.await();
        assertEquals(200, send(asAdmin("/echo")).statusCode());
        release.countDown();
        assertEquals(204, slow.get().statusCode());
    }

    @Test
    void aListenerOpensWithItsFirstRoute() throws Exception {
        assertEquals(Optional.empty(), server.detail("http port-api"));
        server.add("port-api", "/", Set.of(), _ -> HttpReply.empty(204));
        server.plainPort();
        assertEquals(Optional.of("listening"), server.detail("http port-api"));
    }

    /** Its first route may come while the listener goes. */
    @Test
    void aClosedPortDoesNotOpen() throws Exception {
        var port = new ServerPort("127.0.0.1", 0, new ChannelInboundHandlerAdapter(), () -> server.health()
                .open("config", "http closed"));
        port.close();
        port.open();
        assertEquals(Optional.empty(), server.detail("http closed"));
    }

    @Test
    void waitsForAPortThatIsTaken() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            var port = server.open("late", taken.getLocalPort());
            server.awaitLevel("http late", Level.DEGRADED);
            taken.close();
            assertEquals(taken.getLocalPort(), port.bound().get().getPort());
        }
    }
}
