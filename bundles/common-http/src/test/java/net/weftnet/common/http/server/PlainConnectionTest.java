package net.weftnet.common.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server octet by octet, over a plain socket: what clients of HTTP do not send. */
@Timeout(30)
class PlainConnectionTest {
    @TempDir
    static Path root;

    private static NodeTlsIdentity identity;

    private TestServer server;

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = new NodeTlsIdentity(root.resolve("tls"), "test", List.of());
    }

    @BeforeEach
    void start() {
        server = new TestServer(root.resolve("secrets"), identity, 1 << 20);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
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

    /** What has no body must not say that the body of a GET is empty (RFC 9110 section 8.6). */
    @Test
    void aHeadTellsNoWrongLength() throws Exception {
        server.add(
                "port-api",
                "/page",
                Set.of(),
                call -> call.method().equals("HEAD")
                        ? new HttpReply(200, Map.of("X-Tag", "1"), out -> {})
                        : HttpReply.of(200, "text/plain", "text"));
        var replies = raw("HEAD /page HTTP/1.1\r\n\r\nGET /page HTTP/1.1\r\nConnection: close\r\n\r\n");
        var head = replies.substring(0, replies.indexOf("\r\n\r\n"));
        assertTrue(head.startsWith("HTTP/1.1 200") && head.contains("X-Tag: 1"), replies);
        assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), replies);
        assertTrue(replies.substring(head.length() + 4).startsWith("HTTP/1.1 200"), replies);
        assertTrue(replies.endsWith("text"), replies);
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

    /** Sends these octets to the plain port and reads until the server closes. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.plainPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
