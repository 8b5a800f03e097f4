package net.weftnet.control.config.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.control.config.client.ClientStatus.State;
import net.weftnet.control.config.graph.LiveConfigGraph;
import org.junit.jupiter.api.Test;

class IfmapClientTest {
    /** A server's URL without a host is refused by an unchecked exception of the JDK's client. */
    @Test
    void goesOnAfterWhateverBreaksASession() throws Exception {
        var health = new ConditionBoard();
        var settings = new IfmapClient.Settings(
                List.of(URI.create("https:/nowhere")),
                SSLContext.getDefault(),
                "ifmap",
                "secret",
                Duration.ofMinutes(1));
        var backOff = new BackOff(Duration.ofMillis(300), Duration.ofMillis(300), ThreadLocalRandom.current());
        try (var owner = OwnerThread.named("graph-test");
                var client = new IfmapClient(
                        settings,
                        new LiveConfigGraph(owner),
                        health.open("control", "ifmap-client"),
                        backOff,
                        Clock.systemUTC())) {
            client.start();
            var patience = Instant.now().plusSeconds(20);
            while (client.status().state() != State.DOWN) {
                assertTrue(Instant.now().isBefore(patience), "gave up");
                Thread.sleep(5);
            }
            assertTrue(health.conditions().getFirst().detail().contains("https:/nowhere"));
        }
    }
}
