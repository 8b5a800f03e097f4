package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.config.ifmap.server.IfmapServer;
import net.weftnet.config.ifmap.server.ServerLimits;
import net.weftnet.config.ifmap.server.SessionStatus;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.RequestEncoder;
import net.weftnet.protocol.ifmap.ResponseReader;
import net.weftnet.protocol.ifmap.Search;
import net.weftnet.protocol.ifmap.SearchResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a well-behaved client does not do, and what happens to one whose connection breaks. */
@Timeout(60)
class HttpFaultsTest {
    private static final XmlLimits LIMITS = new XmlLimits(32, 10_000, 1 << 20);

    @TempDir
    private Path directory;

    private TestServer server;
    private HttpClient client;
    /** Has connections of its own, for polls. */
    private HttpClient arc;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(directory, 1000);
        client = newClient();
        arc = newClient();
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        arc.shutdownNow();
        server.close();
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(server.identity().sslContext())
                .build();
    }

    @Test
    void answersOtherMethodsAndMalformedMessages() throws Exception {
        assertEquals(
                405,
                client.send(request().GET().build(), BodyHandlers.ofString()).statusCode());
        var fault = post("<nonsense");
        assertEquals(400, fault.statusCode());
        assertTrue(fault.body().contains("soap:Sender"), fault.body());
        assertEquals(413, post("<a>" + " ".repeat(2 << 20) + "</a>").statusCode());
        assertError(
                ErrorCode.FAILURE,
                read(post(RequestEncoder.encode(new IfmapRequest.RenewSession("1"))
                        .replace("renewSession", "danceSession"))));
        var deep = post("<a>".repeat(100) + "</a>".repeat(100));
        assertEquals(400, deep.statusCode());
        assertTrue(deep.body().contains("nested deeper than 64"), deep.body());
        var entity = post("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
        assertEquals(400, entity.statusCode());
        assertTrue(entity.body().contains("document type declaration"), entity.body());
    }

    static Stream<Path> malformed() throws IOException {
        return Files.list(Path.of("../protocol-ifmap/src/test/resources/malformed/requests"))
                .sorted();
    }

    /** Whatever comes, it is answered, and by the same connection the next request is too. */
    @ParameterizedTest
    @MethodSource("malformed")
    void answersTheMalformedCorpus(Path file) throws Exception {
        var answer = client.send(request().POST(BodyPublishers.ofFile(file)).build(), BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            assertInstanceOf(IfmapResponse.ErrorResult.class, read(answer));
        } else {
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("soap:Sender"), answer.body());
        }
        assertFalse(newSession().isEmpty());
    }

    @Test
    void endsASessionWhoseConnectionForPollsBreaks() throws Exception {
        var session = newSession();
        ask(subscribe(session));
        poll(session);
        pollLater(arc, session);
        awaitPolling();
        arc.shutdownNow();
        while (!server.service().sessions().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** A short answer is in a buffer when it is written, and fails only when the buffer is sent. */
    @Test
    void endsASessionWhoseAnswerDoesNotArrive() throws Exception {
        var session = newSession();
        ask(subscribe(session));
        var lost = server.service().handle(new PollCall(session));
        assertThrows(IOException.class, () -> {
            try (var out = new BufferedOutputStream(new BrokenStream(), 1 << 20)) {
                lost.body().writeTo(out);
            }
        });
        assertError(ErrorCode.INVALID_SESSION_ID, ask(new IfmapRequest.RenewSession(session)));
    }

    /** IF-MAP 2.0 section 3.7.1: requests by one connection, polls by another. */
    @Test
    void keepsRequestsAndPollsApart() throws Exception {
        var session = newSession();
        ask(subscribe(session));
        assertError(ErrorCode.FAILURE, ask(new IfmapRequest.Poll(session)));
        poll(session);
        var wrong = arc.send(post(new IfmapRequest.RenewSession(session)), BodyHandlers.ofString());
        assertError(ErrorCode.FAILURE, read(wrong));
        assertInstanceOf(IfmapResponse.RenewSessionResult.class, ask(new IfmapRequest.RenewSession(session)));
    }

    @Test
    void endsASessionThatPollsTwice() throws Exception {
        var session = newSession();
        ask(subscribe(session));
        poll(session);
        var first = pollLater(arc, session);
        awaitPolling();
        var another = newClient();
        assertError(
                ErrorCode.INVALID_SESSION_ID, read(pollLater(another, session).join()));
        another.shutdownNow();
        assertInstanceOf(IfmapResponse.EndSessionResult.class, read(first.join()));
        assertEquals(List.of(), server.service().sessions());
    }

    private static final class BrokenStream extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("The connection is gone");
        }
    }

    private record PollCall(String session) implements HttpCall {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/";
        }

        @Override
        public Optional<String> query() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public InputStream body() {
            var message = RequestEncoder.encode(new IfmapRequest.Poll(session));
            return new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<Caller> caller() {
            return Optional.of(new Caller("ifmap", Set.of("ifmap")));
        }

        @Override
        public SocketAddress peer() {
            return new InetSocketAddress(0);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void onClose(Runnable action) {}
    }

    /** A request may be on its way to the component while that is updated. */
    @Test
    void aPollThatComesTooLateIsToldSo() throws Exception {
        try (var owner = OwnerThread.named("late-test")) {
            var limits = new ServerLimits(Duration.ofMinutes(1), Duration.ZERO, 1, 1, 1, 1);
            var late = new IfmapServer(owner, Clock.systemUTC(), limits, _ -> {});
            late.close();
            owner.close();
            assertInstanceOf(
                    IfmapResponse.EndSessionResult.class,
                    late.poll("ifmap", "/127.0.0.1:1", "1").get(10, TimeUnit.SECONDS));
        }
    }

    /** One subscriber follows, one stops to poll, one dies; who is behind is told all at once when it comes back. */
    @Test
    void aSlowAndAKilledSubscriberHoldUpNobody() throws Exception {
        var slow = newSession();
        var killed = newSession();
        var quick = newSession();
        var slowArc = newClient();
        var killedArc = newClient();
        for (var session : List.of(slow, killed, quick)) {
            ask(subscribe(session));
        }
        read(pollLater(slowArc, slow).join());
        read(pollLater(killedArc, killed).join());
        poll(quick);
        pollLater(killedArc, killed);
        while (server.service().sessions().stream().noneMatch(SessionStatus::polling)) {
            Thread.onSpinWait();
        }
        killedArc.shutdownNow();
        for (int i = 1; i <= 2000; i++) {
            server.graph()
                    .change(new GraphChange.PropertySet(
                            DemoGraph.NETWORK, "mtu", XmlElement.ofText("mtu", Integer.toString(i))));
            if (i % 500 == 0) {
                var news = (IfmapResponse.PollResult) poll(quick);
                assertEquals(
                        SearchResult.Kind.UPDATE, ((SearchResult) news.results().getFirst()).kind());
            }
        }
        var again = (IfmapResponse.PollResult) read(pollLater(slowArc, slow).join());
        var whole = (SearchResult) again.results().getFirst();
        assertEquals(SearchResult.Kind.SEARCH, whole.kind());
        assertEquals(1, again.results().size());
        assertTrue(whole.items().toString().contains(">2000</contrail:mtu>"), "the latest state");
        while (server.service().sessions().size() > 2) {
            Thread.onSpinWait();
        }
        slowArc.shutdownNow();
    }

    @Test
    void boundsSessions() throws Exception {
        for (int i = 0; i < 8; i++) {
            newSession();
        }
        assertError(ErrorCode.SYSTEM_ERROR, ask(new IfmapRequest.NewSession(OptionalLong.empty())));
    }

    private void awaitPolling() {
        while (!server.service().sessions().get(0).polling()) {
            Thread.onSpinWait();
        }
    }

    private static void assertError(ErrorCode code, IfmapResponse response) {
        assertEquals(
                code,
                assertInstanceOf(IfmapResponse.ErrorResult.class, response).code());
    }

    private CompletableFuture<HttpResponse<String>> pollLater(HttpClient by, String session) {
        return by.sendAsync(post(new IfmapRequest.Poll(session)), BodyHandlers.ofString());
    }

    private IfmapResponse poll(String session) throws Exception {
        return read(arc.send(post(new IfmapRequest.Poll(session)), BodyHandlers.ofString()));
    }

    private HttpRequest post(IfmapRequest request) {
        return request()
                .POST(BodyPublishers.ofString(RequestEncoder.encode(request)))
                .build();
    }

    private String newSession() throws Exception {
        return ((IfmapResponse.NewSessionResult) ask(new IfmapRequest.NewSession(OptionalLong.empty()))).sessionId();
    }

    private static IfmapRequest subscribe(String session) {
        return new IfmapRequest.Subscribe(
                session, List.of(new IfmapRequest.Subscription.Update("root", Search.everything(Contrail.ROOT, 255))));
    }

    private IfmapResponse ask(IfmapRequest request) throws Exception {
        return read(post(RequestEncoder.encode(request)));
    }

    private static IfmapResponse read(HttpResponse<String> response) {
        try {
            return ResponseReader.readAll(
                    new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)), LIMITS);
        } catch (Exception e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(request().POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        var credentials = "ifmap:" + server.password();
        return HttpRequest.newBuilder(URI.create(server.url()))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
