package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The demo network with two control nodes, {@code ./weft up --controls 2}. compute1 has its configuration from the
 * controller, compute2 from control2, and both have routes from both.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoControlNodesIT {
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    /** One a millisecond: it outlasts what an agent does about a control node that is gone. */
    private static final int PING = 8_000;

    private static Weft weft;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Weft.isRoot(), "namespaces and eBPF need root");
        weft = Weft.create();
        weft.run("up", "--controls", "2").expectSuccess();
    }

    @AfterAll
    static void stop() throws Exception {
        if (weft != null) {
            weft.close();
        }
    }

    @Test
    @Order(1)
    void aControlNodeIsKilledAndItsAgentsGoOnWithTheOther() throws Exception {
        var ping = weft.startPing("vm1", weft.address("vm2"), PING);
        weft.kill("control2");
        declareAndPlug("vm5", "compute2");
        Weft.await("vm1 to reach a workload that is new", CONVERGENCE, () -> isReached("vm1", "vm5"));
        assertTrue(weft.run("status").output().contains("down"), "status tells that control2 is down");
        assertEquals(0, ping.lost());
    }

    @Test
    @Order(2)
    void itReturnsAndHasTheSameRoutes() throws Exception {
        var ping = weft.startPing("vm1", weft.address("vm2"), PING);
        weft.run("restart", "control2").expectSuccess();
        weft.awaitWell(CONVERGENCE);
        // One of its checks compares the routes of the two.
        Weft.await("the self-test", CONVERGENCE, () -> run("selftest").exit() == 0);
        assertEquals(0, ping.lost());
    }

    @Test
    @Order(3)
    void nothingIsLostWhenTheOtherOneIsKilledThen() throws Exception {
        var ping = weft.startPing("vm1", weft.address("vm2"), PING);
        weft.kill("controller");
        Weft.await("the agents to notice", CONVERGENCE, () -> run("shell", "--node", "compute1", "weft:agent")
                .output()
                .lines()
                .anyMatch(line -> line.contains(".2:") && line.contains("source of configuration")));
        assertEquals(0, ping.lost());
        for (var to : List.of("vm2", "vm5")) {
            assertTrue(weft.reaches("vm1", weft.address(to)), to);
        }
    }

    /** @param port of the tour in README.md */
    private static void declareAndPlug(String port, String node) throws Exception {
        var intent = Path.of(System.getProperty("weft.home"), "karaf-distribution/launcher/tour.json");
        weft.run("rest", "PATCH", "weftnet-config:config", "@" + intent).expectSuccess();
        weft.run("plug", port, "--node", node).expectSuccess();
    }

    private static boolean isReached(String from, String to) {
        try {
            return weft.reaches(from, weft.address(to));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Weft.Result run(String... words) {
        try {
            return weft.run(words);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
