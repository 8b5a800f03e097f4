package net.weftnet.common.sandesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.RequestHandler;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FrameReader;
import net.weftnet.common.sandesh.api.wire.MessageWriter;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a collector that the test plays, on real sockets. */
@Timeout(60)
class CollectorLineTest {
    private static final GeneratorName CLIENT = new GeneratorName("compute1", "Compute", "weftnet", "0");
    private static final GeneratorName COLLECTOR = new GeneratorName("controller", "Controller", "collector", "0");
    private static final UveType TYPE = new UveType("AUve", "A", "ObjectA");

    private final Outbox outbox = new Outbox(new UveCache(10, 10), 10);
    private final Requests requests = new Requests();
    private final BlockingQueue<String> health = new LinkedBlockingQueue<>();
    private AutoCloseable toClose = () -> {};

    @AfterEach
    void close() throws Exception {
        toClose.close();
    }

    @Test
    void resumesByNumberAfterTheSessionIsLost() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            outbox.put(uve("a", 1));
            outbox.put(uve("b", 1));
            outbox.put(log());
            var line = start(server, Optional.empty());
            try (var session = Session.accept(server)) {
                assertEquals(new ControlMessages.Hello(CLIENT, 1, List.of("AUve"), pid(), 0), session.hello);
                session.welcome(Map.of());
                assertEquals(1, session.next("AUve").header().sequenceNumber());
                assertEquals(2, session.next("AUve").header().sequenceNumber());
                var message = session.next("Happened");
                assertEquals("OutboxTest.java", text(message, -32768));
                assertEquals(Level.NOTICE.code(), message.header().level());
            }
            try (var session = Session.accept(server)) {
                assertEquals(2, session.hello.connection());
                outbox.put(uve("c", 1));
                session.welcome(Map.of("AUve", 1));
                // c was not on the wire yet, b was but did not arrive, a did
                var first = session.next("AUve");
                var second = session.next("AUve");
                assertEquals(List.of("c", "b"), List.of(key(first), key(second)));
                assertEquals(List.of(0, SandeshHeader.SYNC_HINT), List.of(sync(first), sync(second)));
                assertEquals(
                        List.of(3, 4),
                        List.of(first.header().sequenceNumber(), second.header().sequenceNumber()));
                await(() -> line.state().collector().isPresent());
                assertEquals(2, line.state().connections());
            }
        }
    }

    @Test
    void answersRequestsInTheirContext() throws Exception {
        requests.addHandler(new Echo());
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            start(server, Optional.empty());
            try (var session = Session.accept(server)) {
                session.welcome(Map.of());
                session.send(request("EchoReq", "one", "word"));
                var answer = session.next("EchoResp");
                assertEquals(SandeshType.RESPONSE, answer.header().type());
                assertEquals("one", answer.header().context());
                assertEquals("word", text(answer, 1));
                session.send(request("NobodysReq", "two", "word"));
                var failure = session.next(Requests.FAILURE);
                assertEquals("two", failure.header().context());
                assertTrue(text(failure, 2).contains("does not answer NobodysReq"));
                session.send(request("EchoReq", "three", "nonsense"));
                assertEquals("nonsense indeed", text(session.next(Requests.FAILURE), 2));
            }
        }
    }

    private static final class Echo implements RequestHandler {
        @Override
        public String request() {
            return "EchoReq";
        }

        @Override
        public String description() {
            return "Says the same again";
        }

        @Override
        public List<String> arguments() {
            return List.of("text");
        }

        @Override
        public Answer answer(Map<String, String> arguments) {
            if (arguments.get("text").equals("nonsense")) {
                throw new IllegalArgumentException("nonsense indeed");
            }
            return new Answer("EchoResp", List.of(Field.of("text", 1, Value.string(arguments.get("text")))));
        }
    }

    private static byte[] request(String name, String context, String text) {
        var header = SandeshHeader.of(COLLECTOR, 1, SandeshType.REQUEST, 1, 0, SandeshHeader.NO_LEVEL, "");
        return MessageWriter.frame(
                new SandeshMessage(header.inContext(context), name, List.of(Field.of("text", 1, Value.string(text)))));
    }

    @Test
    void goesOnAfterACollectorThatTalksNonsenseOrRefuses() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            outbox.put(uve("a", 1));
            start(server, Optional.empty());
            try (var session = Session.accept(server)) {
                session.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes());
                assertTrue(awaitHealth("no session with").contains("Not the beginning of a frame"));
            }
            try (var session = Session.accept(server)) {
                session.send(MessageWriter.frame(
                        ControlMessages.message(new ControlMessages.Welcome(Map.of(), false), COLLECTOR, 1, 1)));
                assertTrue(awaitHealth("no session with").contains("does not want"));
            }
            try (var session = Session.accept(server)) {
                session.welcome(Map.of());
                assertEquals("a", key(session.next("AUve")));
                awaitHealth("connected to");
            }
        }
    }

    @Test
    void talksTlsAndOnlyToItsOwnAuthority(@TempDir Path directory) throws Exception {
        var own = new NodeTlsIdentity(directory.resolve("own"), "n", List.of("127.0.0.1", "localhost")).sslContext();
        var other =
                new NodeTlsIdentity(directory.resolve("other"), "n", List.of("127.0.0.1", "localhost")).sslContext();
        try (var impostor = other.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var server = own.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            outbox.put(uve("a", 1));
            var greeter = Thread.ofVirtual().start(() -> {
                try (var socket = impostor.accept()) {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // the client does not trust it
                }
            });
            start(own, List.of(address((ServerSocket) impostor), address((ServerSocket) server)));
            awaitHealth("no session with " + address((ServerSocket) impostor));
            greeter.join();
            try (var session = Session.accept((ServerSocket) server)) {
                session.welcome(Map.of());
                assertEquals("a", key(session.next("AUve")));
            }
        }
    }

    private CollectorLine start(ServerSocket server, Optional<SSLContext> tls) {
        var line = new CollectorLine(CLIENT, List.of(address(server)), tls, outbox, requests, backOff(), subject());
        toClose = line;
        line.start();
        return line;
    }

    private void start(SSLContext tls, List<CollectorAddress> collectors) {
        var line = new CollectorLine(CLIENT, collectors, Optional.of(tls), outbox, requests, backOff(), subject());
        toClose = line;
        line.start();
    }

    private static CollectorAddress address(ServerSocket server) {
        return new CollectorAddress("127.0.0.1", server.getLocalPort());
    }

    private static BackOff backOff() {
        return new BackOff(Duration.ofMillis(10), Duration.ofMillis(20), ThreadLocalRandom.current());
    }

    private Health.Subject subject() {
        return new Health.Subject() {
            @Override
            public void ok(String detail) {
                health.add(detail);
            }

            @Override
            public void degraded(String problem) {
                health.add(problem);
            }

            @Override
            public void failed(String problem) {
                health.add(problem);
            }

            @Override
            public void close() {}
        };
    }

    private String awaitHealth(String start) throws InterruptedException {
        while (true) {
            var told = health.poll(20, TimeUnit.SECONDS);
            if (told == null || told.startsWith(start)) {
                return String.valueOf(told);
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertTrue(condition.getAsBoolean());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static int sync(SandeshMessage message) {
        return message.header().hints() & SandeshHeader.SYNC_HINT;
    }

    private static String key(SandeshMessage message) {
        var data = (Value.Struct) message.value(1).orElseThrow();
        return data.fields().getFirst().value().toString();
    }

    private static String text(SandeshMessage message, int identifier) {
        return message.value(identifier).orElseThrow().toString();
    }

    private static Uve uve(String name, int value) {
        return new Uve(TYPE, name, List.of(Field.of("value", 3, Value.i32(value))));
    }

    private static Outbox.Outgoing.Log log() {
        return new Outbox.Outgoing.Log(
                new LogMessage("Happened", Level.NOTICE, "test", List.of()),
                new StackTraceElement("A", "a", "OutboxTest.java", 1),
                1);
    }

    /** A session at the collector's end; the hello is read. */
    private record Session(Socket socket, FrameReader reader, ControlMessages.Hello hello) implements AutoCloseable {
        static Session accept(ServerSocket server) throws Exception {
            var socket = server.accept();
            var reader = new FrameReader(socket.getInputStream(), 1 << 20);
            return new Session(
                    socket,
                    reader,
                    ControlMessages.hello(reader.next().orElseThrow().message()));
        }

        void welcome(Map<String, Integer> numbers) throws IOException {
            send(MessageWriter.frame(
                    ControlMessages.message(new ControlMessages.Welcome(numbers, true), COLLECTOR, 1, 1)));
        }

        void send(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
        }

        SandeshMessage next(String name) throws Exception {
            var message = reader.next().orElseThrow().message();
            assertEquals(name, message.name());
            assertEquals(CLIENT, message.header().generator());
            return message;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
