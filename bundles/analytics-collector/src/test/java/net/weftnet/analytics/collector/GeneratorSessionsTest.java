package net.weftnet.analytics.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FrameReader;
import net.weftnet.common.sandesh.api.wire.MessageWriter;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.junit.jupiter.api.Test;

/** Sessions by octets: those that come back, that take the place of another, and that talk nonsense. */
class GeneratorSessionsTest extends CollectorAndGenerators {
    private static final GeneratorName RAW = new GeneratorName("raw", "Test", "test", "0");

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
}
