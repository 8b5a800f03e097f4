package net.weftnet.common.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** The server as its clients see it: over TLS with the JDK's client, and octet by octet over a plain socket. */
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
    void aWaitingCallIsToldThatItsClientWentAway() throws Exception {
        var entered = new CountDownLatch(1);
        var noticed = new CountDownLatch(1);
        server.add("port-api", "/poll", Set.of(), call -> {
            var closed = new CountDownLatch(1);
            call.onClose(closed::countDown);
            assertTrue(call.isOpen());
            entered.countDown();
            closed.await();
            assertFalse(call.isOpen());
            noticed.countDown();
            return HttpReply.empty(200);
        });
        try (var socket = new Socket("127.0.0.1", server.plainPort())) {
            socket.getOutputStream()
                    .write("POST /poll HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".getBytes(UTF_8));
            entered.await();
        }
        noticed.await();
    }

    @Test
    void aCallThatIsOverHearsOfNoClose() throws Exception {
        var told = new AtomicBoolean();
        server.add("port-api", "/once", Set.of(), call -> {
            call.onClose(() -> told.set(true));
            return HttpReply.empty(204);
        });
        var reply = raw("GET /once HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(reply.startsWith("HTTP/1.1 204"), reply);
        server.close();
        assertFalse(told.get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE\\r\\n\\r\\n | 400",
                "GET /x HTTP/9.9.9\\r\\n\\r\\n | 400",
                "GET /x HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n | 400",
                "GET /x HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n | 400",
                "GET /x HTTP/1.1\\r\\nBad Header: 1\\r\\n\\r\\n | 400",
                "POST /read HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | 400",
            })
    void refusesMalformedRequests(String request, int status) throws Exception {
        server.add("port-api", "/read", Set.of(), call -> {
            call.body().readAllBytes();
            return HttpReply.empty(204);
        });
        var reply = raw(request.translateEscapes());
        assertTrue(reply.startsWith("HTTP/1.1 " + status), reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 99999999 | 413",
                "Transfer-Encoding: chunked\\r\\n\\r\\nzz | 400",
                "X-Fails: 1 | 500",
            })
    void leavesItToTheRouteHowARefusalLooks(String rest, int status) throws Exception {
        TestServer.Answer reads = call -> {
            if (call.header("X-Fails").isPresent()) {
                throw new IllegalStateException("expected by the test");
            }
            call.body().readAllBytes();
            return HttpReply.empty(204);
        };
        server.add("port-api", "/own", Set.of(), reads, Optional.of("text/x-own"));
        var reply = raw(
                "POST /own/x HTTP/1.1\r\nAccept: a/b\r\nConnection: close\r\n" + rest.translateEscapes() + "\r\n\r\n");
        assertTrue(reply.startsWith("HTTP/1.1 " + status), reply);
        assertTrue(reply.contains("text/x-own"), reply);
        assertTrue(reply.endsWith(status + " for [a/b]"), reply);
    }

    @Test
    void refusesLongLinesAndHeaders() throws Exception {
        server.add("port-api", "/read", Set.of(), _ -> HttpReply.empty(204));
        assertTrue(raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 414"));
        assertTrue(
                raw("GET / HTTP/1.1\r\nX: " + "x".repeat(10_000) + "\r\n\r\n").startsWith("HTTP/1.1 431"));
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        server.add(
                "port-api",
                "/n",
                Set.of(),
                call -> HttpReply.of(
                        200,
                        "text/plain",
                        "<" + call.path() + new String(call.body().readAllBytes(), UTF_8)));
        var requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append("POST /n/").append(i).append(" HTTP/1.1\r\nContent-Length: 1\r\n\r\nb");
        }
        var reply = raw(requests + "GET /n/last HTTP/1.1\r\nConnection: close\r\n\r\n");
        int position = 0;
        for (int i = 0; i < 100; i++) {
            position = reply.indexOf("</n/" + i + "b", position);
            assertTrue(position > 0, "reply " + i);
        }
        assertTrue(reply.endsWith("</n/last"), reply);
    }

    @Test
    void asksForTheBodyOnlyOfACallItTakes() throws Exception {
        server.add(
                "port-api",
                "/open",
                Set.of(),
                call -> HttpReply.of(200, "text/plain", new String(call.body().readAllBytes(), UTF_8)));
        var head = " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n";
        assertTrue(raw("POST /gone" + head).startsWith("HTTP/1.1 404"));
        var taken = raw("POST /open" + head + "ok");
        assertTrue(taken.startsWith("HTTP/1.1 100") && taken.endsWith("ok"), taken);
    }

    @Test
    void anOldClientGetsItsReplyUpToTheEndOfTheConnection() throws Exception {
        server.add(
                "port-api", "/long", Set.of(), _ -> new HttpReply(200, Map.of(), out -> out.write(new byte[40_000])));
        var reply = raw("GET /long HTTP/1.0\r\n\r\n");
        assertFalse(reply.contains("chunked"), reply.substring(0, 200));
        assertEquals(40_000, reply.length() - reply.indexOf("\r\n\r\n") - 4);
    }

    @Test
    void closesConnectionsOverTheLimit() throws Exception {
        server.add("port-api", "/", Set.of(), _ -> HttpReply.empty(204));
        try (var first = new Socket("127.0.0.1", server.plainPort());
                var second = new Socket("127.0.0.1", server.plainPort());
                var third = new Socket("127.0.0.1", server.plainPort())) {
            assertEquals(-1, third.getInputStream().read());
            assertTrue(first.isConnected() && second.isConnected());
        }
    }

    /** Octets alone keep no place: few slow clients could take all there are. */
    @Test
    void closesAConnectionWhoseRequestDoesNotComeToItsEnd() throws Exception {
        server.add("port-api", "/", Set.of(), _ -> HttpReply.empty(204));
        try (var slow = new Socket("127.0.0.1", server.plainPort())) {
            slow.setSoTimeout(50);
            slow.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(UTF_8));
            var patience = Instant.now().plusSeconds(TestServer.IDLE_SECONDS + 5);
            while (isOpen(slow)) {
                assertTrue(Instant.now().isBefore(patience), "still open");
                slow.getOutputStream().write('x');
            }
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (SocketException _) {
            return false;
        }
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

    /** Sends these octets to the plain port and reads until the server closes. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.plainPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
