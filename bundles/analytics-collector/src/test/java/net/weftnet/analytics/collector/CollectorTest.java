package net.weftnet.analytics.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.sandesh.NodeStatusReporter;
import net.weftnet.common.sandesh.TcpSandeshClient;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import org.junit.jupiter.api.Test;

/** What a collector keeps of what generators tell, whom it listens to, and what it passes on. */
class CollectorTest extends CollectorAndGenerators {
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
}
