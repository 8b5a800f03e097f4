package net.weftnet.analytics.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.sandesh.NodeStatusReporter;
import net.weftnet.common.sandesh.Requests;
import net.weftnet.common.sandesh.TcpSandeshClient;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Collector and generators in one process, on real sockets with TLS. */
@Timeout(60)
class CollectorTest {
    private static final UveType NETWORK = new UveType("VnUve", "Vn", "ObjectVNTable");
    private static final GeneratorName RAW = new GeneratorName("raw", "Test", "test", "0");

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Requests requests = new Requests();
    private TlsIdentity identity;

    @BeforeEach
    void issue() throws Exception {
        identity = new NodeTlsIdentity(directory.resolve("tls"), "node", List.of("127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void keepsWhatTwoGeneratorsTellAndForgetsThoseThatGo() throws Exception {
        var collector = collector(0, Map.of("forgetAfterSeconds", 0));
        var one = client("compute1", collector.port());
        var two = client("compute2", collector.port());
        one.send(network("d:p:front", 1));
        one.send(network("d:p:back", 1));
        two.send(network("d:p:front", 2));
        two.log(new LogMessage("Happened", Level.INFO, "test", List.of()));
        await(() -> collector.uves("virtual-network", "d:p:front").size() == 2);
        await(() -> collector.generators().stream().anyMatch(g -> g.messages().containsKey("Happened")));
        one.delete(NETWORK, "d:p:back");
        await(() -> collector.names("virtual-network").equals(Set.of("d:p:front")));
        one.close();
        await(() -> collector.uves("virtual-network", "d:p:front").size() == 1);
        await(() -> collector.generators().size() == 1);
        assertEquals(
                "compute2:Compute:weftnet:0",
                collector.generators().getFirst().name().toString());
        two.close();
        await(() -> collector.types().isEmpty() && collector.generators().isEmpty());
    }

    @Test
    void isToldAllAgainAfterARestart() throws Exception {
        var first = collector(0, Map.of());
        int port = first.port();
        var client = client("compute1", port);
        client.send(network("d:p:front", 1));
        client.send(network("d:p:back", 1));
        await(() -> first.names("virtual-network").size() == 2);
        first.close();
        await(() -> client.state().collector().isEmpty());
        client.delete(NETWORK, "d:p:back");
        client.send(network("d:p:third", 1));
        var second = collector(port, Map.of());
        await(() -> second.names("virtual-network").equals(Set.of("d:p:front", "d:p:third")));
        assertEquals(2, client.state().connections());
        assertEquals(0, client.state().waiting());
    }

    @Test
    void tellsANumberToAGeneratorThatComesBackInTime() throws Exception {
        var collector = collector(0, Map.of("forgetAfterSeconds", 60));
        try (var session = raw(collector.port())) {
            assertEquals(Map.of(), session.open(1).sequenceNumbers());
            session.send(uve(5, "a"));
            session.send(uve(9, "b"));
            await(() -> collector.names("virtual-network").size() == 2);
        }
        try (var session = raw(collector.port())) {
            assertEquals(Map.of("VnUve", 9), session.open(2).sequenceNumbers());
            assertEquals(2, collector.names("virtual-network").size());
        }
        try (var session = raw(collector.port())) {
            assertEquals(Map.of(), session.open(1).sequenceNumbers()); // a new life
            assertEquals(Set.of(), collector.names("virtual-network"));
        }
    }

    @Test
    void endsOnlyTheSessionThatTalksNonsense() throws Exception {
        var collector = collector(0, Map.of("maxFrameBytes", 5_000));
        var client = client("compute1", collector.port());
        client.send(network("d:p:front", 1));
        await(() -> !collector.names("virtual-network").isEmpty());
        var notXml = MessageWriter.frame(uve(1, "a"));
        notXml[60] = '<';
        for (var nonsense : List.of(
                "GET / HTTP/1.1\r\n\r\n                  ".getBytes(UTF_8),
                "<sandesh length=\"0000005001\">".getBytes(UTF_8),
                notXml)) {
            try (var session = raw(collector.port())) {
                session.open(1);
                session.sendOctets(nonsense);
                assertTrue(session.isClosedByPeer());
            }
            try (var session = raw(collector.port())) {
                session.sendOctets(nonsense); // before the hello
                assertTrue(session.isClosedByPeer());
            }
        }
        assertEquals(1, client.state().connections());
        client.send(network("d:p:back", 1));
        await(() -> collector.names("virtual-network").size() == 2);
    }

    @Test
    void aSecondSessionOfAGeneratorTakesThePlaceOfTheFirst() throws Exception {
        var collector = collector(0, Map.of());
        try (var first = raw(collector.port());
                var second = raw(collector.port())) {
            first.open(1);
            first.send(uve(1, "a"));
            await(() -> collector.names("virtual-network").size() == 1);
            assertEquals(Map.of("VnUve", 1), second.open(2).sequenceNumbers());
            assertTrue(first.isClosedByPeer());
            second.send(uve(2, "b"));
            await(() -> collector.names("virtual-network").size() == 2);
            assertEquals(2, collector.generators().getFirst().sessions());
        }
    }

    @Test
    void wantsACertificateOfItsAuthority() throws Exception {
        var collector = collector(0, Map.of());
        var stranger = new NodeTlsIdentity(directory.resolve("stranger"), "x", List.of());
        var socket = stranger.sslContext().getSocketFactory().createSocket("127.0.0.1", collector.port());
        assertThrows(IOException.class, () -> {
            try (socket) {
                socket.getOutputStream().write(1);
                socket.getInputStream().read();
                throw new IOException("closed");
            }
        });
        try (var plain = new Socket("127.0.0.1", collector.port())) {
            plain.getOutputStream().write(new byte[100]);
            while (plain.getInputStream().read() >= 0) {
                // a TLS alert
            }
        } catch (IOException e) {
            // a reset
        }
        assertTrue(collector.generators().isEmpty());
    }

    @Test
    void isToldHowANodeIs() throws Exception {
        var collector = collector(0, Map.of());
        var board = new ConditionBoard();
        var client = client("compute1", collector.port(), board);
        open.add(reporter(board, client)::close);
        await(() -> collector.names("vrouter").equals(Set.of("compute1")));
        board.open("compute", "xmpp").failed("no control node");
        await(() -> UveJson.object(collector.uves("vrouter", "compute1"), true)
                .toString()
                .contains("xmpp: no control node"));
    }

    @Test
    void passesMessagesOnAndCountsWhatFindsNoRoom() throws Exception {
        var collector = collector(0, Map.of());
        var taken = new ConcurrentLinkedQueue<ReceivedMessage>();
        collector.addSink(message -> {
            taken.add(message);
            return !message.levelOrType().equals("DEBUG");
        });
        collector.addSink(_ -> {
            throw new IllegalStateException("on purpose");
        });
        var client = client("compute1", collector.port());
        for (var level : List.of(Level.DEBUG, Level.ERROR, Level.DEBUG)) {
            client.log(new LogMessage("Happened", level, "test", List.of()));
        }
        await(() -> collector.generators().stream()
                .anyMatch(g -> g.lost().equals(Map.of("DEBUG", 2L, "ERROR", 1L)) && g.lostCount() == 3));
        assertEquals("compute1", taken.element().generator().source());
        assertEquals(1, client.state().connections());
    }

    @Test
    void asksAGeneratorAndGetsItsAnswer() throws Exception {
        var collector = collector(0, Map.of());
        var taken = new ConcurrentLinkedQueue<String>();
        collector.addSink(message -> taken.add(message.message().header().context()));
        var client = client("compute1", collector.port());
        await(() -> client.state().collector().isPresent());
        var name = client.state().generator();
        var answer =
                collector.ask(name, "NobodysReq", Map.of("x", "1"), "context 1").get(20, TimeUnit.SECONDS);
        assertEquals("SandeshRequestFailure", answer.name());
        assertTrue(taken.contains("context 1"));
        var stranger = new GeneratorName("x", "x", "x", "0");
        assertTrue(collector.ask(stranger, "NobodysReq", Map.of(), "2").isCompletedExceptionally());
    }

    private static NodeStatusReporter reporter(Health health, TcpSandeshClient client) {
        return new NodeStatusReporter(health, client);
    }

    private Collector collector(int port, Map<String, Object> settings) {
        var all = new java.util.HashMap<>(settings);
        all.put("port", port);
        var collector =
                new Collector(node("controller"), identity, new ConditionBoard(), config(Collector.Config.class, all));
        open.add(collector::close);
        await(() -> collector.port() > 0);
        return collector;
    }

    private TcpSandeshClient client(String node, int port) {
        return client(node, port, new ConditionBoard());
    }

    private TcpSandeshClient client(String node, int port, Health health) {
        var settings = Map.<String, Object>of("collectors", "127.0.0.1:" + port, "nodeType", "compute");
        var client = new TcpSandeshClient(
                node(node), identity, health, requests, config(TcpSandeshClient.Config.class, settings));
        open.add(client::close);
        return client;
    }

    /** A configuration of the defaults and some other values. */
    private static <A extends Annotation> A config(Class<A> type, Map<String, Object> settings) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    private NodeContext node(String name) {
        return new NodeContext() {
            @Override
            public String nodeName() {
                return name;
            }

            @Override
            public Path stateDirectory() {
                return directory;
            }
        };
    }

    private static Uve network(String name, int ports) {
        return new Uve(NETWORK, name, List.of(Field.of("ports", 3, Value.i32(ports))));
    }

    private static SandeshMessage uve(int number, String name) {
        var header =
                SandeshHeader.of(RAW, 1, SandeshType.UVE, number, SandeshHeader.KEY_HINT, SandeshHeader.UVE_LEVEL, "");
        var key = Field.of("name", 1, Value.string(name)).with("key", "ObjectVNTable");
        return new SandeshMessage(header, "VnUve", List.of(Field.of("data", 1, Value.struct("Vn", key))));
    }

    private RawSession raw(int port) throws IOException {
        var socket = identity.sslContext().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return new RawSession(socket, new FrameReader(socket.getInputStream(), 1 << 20));
    }

    /** A generator the test plays. */
    private record RawSession(Socket socket, FrameReader reader) implements AutoCloseable {
        ControlMessages.Welcome open(int connection) throws Exception {
            send(ControlMessages.message(new ControlMessages.Hello(RAW, connection, List.of(), 1, 0), 1, 1));
            return ControlMessages.welcome(reader.next().orElseThrow().message());
        }

        void send(SandeshMessage message) throws IOException {
            sendOctets(MessageWriter.frame(message));
        }

        void sendOctets(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }

        boolean isClosedByPeer() throws Exception {
            try {
                return reader.next().isEmpty();
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(25);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It does not come to it");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
