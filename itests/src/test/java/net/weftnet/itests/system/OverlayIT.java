package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The demo network on one controller and two compute nodes; every test leaves it well for the next one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverlayIT {
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    /** A ping that outlasts a restart of a node: one a millisecond. */
    private static final int LONG_PING = 20_000;

    private static Weft weft;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Weft.isRoot(), "namespaces and eBPF need root");
        weft = Weft.create();
        var up = weft.run("up");
        assertEquals(0, up.exit(), up.output());
        assertTrue(up.output().contains(" 0 failed"), up.output());
    }

    @AfterAll
    static void stopAndLeaveNothing() throws Exception {
        if (weft == null) {
            return;
        }
        var id = weft.setting("ID");
        var state = weft.state();
        weft.close();
        assertFalse(Files.exists(state), "the state folder is deleted");
        assertFalse(shell("ip netns list").contains("weft-" + id), "no namespace is left");
        assertFalse(shell("ip link show").contains("weft" + id), "no device is left");
        assertFalse(shell("mount").contains(state.toString()), "no mount is left");
        assertFalse(shell("ps -ef").contains(state.toString()), "no process is left");
    }

    @Test
    @Order(1)
    void workloadsOfOneNetworkReachEachOtherAndNobodyElse() throws Exception {
        assertTrue(weft.reaches("vm1", weft.address("vm2")), "vm1 and vm2 are in front, on two nodes");
        assertTrue(weft.reaches("vm4", weft.address("vm3")), "vm3 and vm4 are in back, on two nodes");
        assertFalse(weft.reaches("vm1", weft.address("vm3")), "front and back are isolated, on one node");
        assertFalse(weft.reaches("vm1", weft.address("vm4")), "front and back are isolated, on two nodes");
    }

    @Test
    @Order(2)
    void startingTwiceIsHarmless() throws Exception {
        var ping = weft.startPing("vm1", weft.address("vm2"), 5_000);
        var up = weft.run("up").expectSuccess();
        assertTrue(up.output().contains(" 0 failed"), up.output());
        assertEquals(0, ping.lost(), ping::toString);
    }

    @Test
    @Order(3)
    void hotSwapOfTheForwardingBundleLosesNothing() throws Exception {
        var bundle = bundleFile("compute-forwarding");
        var ping = weft.startPing("vm1", weft.address("vm2"), 10_000);
        weft.run("shell", "--node", "compute1", "bundle:update net.weftnet.compute-forwarding file:" + bundle)
                .expectSuccess();
        assertEquals(0, ping.lost());
        weft.awaitWell(CONVERGENCE);
        assertTrue(weft.reaches("vm1", weft.address("vm2")));
    }

    @Test
    @Order(4)
    void forwardingGoesOnWhileTheControllerIsKilledAndStartsAgain() throws Exception {
        var before = configuration();
        var ping = weft.startPing("vm1", weft.address("vm2"), LONG_PING);
        weft.kill("controller");
        assertTrue(weft.run("status").output().contains("down"), "status tells that the controller is down");
        weft.run("restart", "controller").expectSuccess();
        weft.awaitWell(CONVERGENCE);
        assertEquals(0, ping.lost());
        assertEquals(before, configuration());
        assertTrue(weft.reaches("vm3", weft.address("vm4")));
    }

    private static String configuration() throws Exception {
        return weft.run("rest", "GET", "weftnet-config:config").expectSuccess().output();
    }

    @Test
    @Order(5)
    void forwardingGoesOnWhileAnAgentIsKilledAndStartsAgain() throws Exception {
        var ping = weft.startPing("vm1", weft.address("vm2"), LONG_PING);
        weft.kill("compute1");
        weft.run("restart", "compute1").expectSuccess();
        weft.awaitWell(CONVERGENCE);
        assertEquals(0, ping.lost());
        assertTrue(weft.reaches("vm2", weft.address("vm1")));
    }

    @Test
    @Order(6)
    void convergesWhenTheComputeNodesStartBeforeTheController() throws Exception {
        weft.kill("controller");
        weft.kill("compute1");
        weft.kill("compute2");
        weft.run("restart", "compute2").expectSuccess();
        weft.run("restart", "compute1").expectSuccess();
        weft.run("restart", "controller").expectSuccess();
        weft.awaitWell(CONVERGENCE);
        var selftest = weft.run("selftest");
        assertEquals(0, selftest.exit(), selftest.output());
    }

    @Test
    @Order(7)
    void aNetworkInUseIsNotDeleted() throws Exception {
        var path = "weftnet-config:config/domain=default-domain/project=demo/virtual-network=front";
        var answer = weft.run("rest", "DELETE", path).output();
        assertTrue(answer.contains("HTTP 409"), answer);
        assertTrue(answer.contains("default-domain:demo:front"), answer);
        assertTrue(weft.reaches("vm1", weft.address("vm2")));
    }

    @Test
    @Order(8)
    void aWorkloadWithoutDeviceWaitsAndSaysSo() throws Exception {
        var netns = "weft-" + weft.setting("ID") + "-compute1";
        var machine = "5c1d6f2e-0000-4000-8000-0000000000aa";
        var body = "{\"id\":\"" + machine + "\",\"instance-id\":\"" + machine + "\",\"ip-address\":\"10.1.1.77\","
                + "\"mac-address\":\"02:00:00:00:00:77\",\"system-name\":\"tap-none\",\"display-name\":\"none\"}";
        var curl = "curl -sS -H 'Content-Type: application/json' ";
        shell("nsenter --net=/run/netns/" + netns + " -- " + curl + "-d '" + body + "' http://127.0.0.1:9091/port");
        Weft.await("status to name the device", Duration.ofMinutes(2), () -> status().contains("tap-none"));
        shell("nsenter --net=/run/netns/" + netns + " -- " + curl + "-X DELETE http://127.0.0.1:9091/port/" + machine);
        weft.awaitWell(CONVERGENCE);
    }

    @Test
    @Order(9)
    void networksReachEachOtherWhileAPolicyLetsThem() throws Exception {
        var heading = "policy default-domain:demo:front-and-back on [front, back]\n";
        assertFalse(weft.reaches("vm1", weft.address("vm3")), "nothing lets front and back talk yet");
        load(heading + "pass any virtual-network front any <> virtual-network back any\n");
        for (var to : List.of("vm3", "vm4")) {
            Weft.await("vm1 to reach " + to, CONVERGENCE, () -> isReached("vm1", to));
            assertTrue(weft.reaches(to, weft.address("vm1")), "and back");
        }
        load(heading);
        Weft.await("the networks to be apart", CONVERGENCE, () -> !isReached("vm1", "vm3") && !isReached("vm1", "vm4"));
        assertTrue(weft.reaches("vm1", weft.address("vm2")));
    }

    @Test
    @Order(10)
    void policyLetsOnePortPassAndCutsWhatItNoLongerLetsPass() throws Exception {
        var heading = "policy default-domain:demo:front-and-back on [front, back]\n";
        try (var server = TcpProbe.Running.start(weft, "vm3", "serve", "5432", "5433")) {
            assertEquals("listening", server.next());
            load(heading + "pass tcp virtual-network front any > virtual-network back 5432\n");
            // vm2 is on another node than vm3, vm1 on the same.
            for (var client : List.of("vm1", "vm2")) {
                Weft.await(client + " to reach the port", CONVERGENCE, () -> isTalking(client, "vm3", "5432"));
                assertFalse(isTalking(client, "vm3", "5433"), "only one port");
                assertFalse(isReached(client, "vm3"), "no ping");
                assertFalse(isReached("vm3", client), "nothing from back");
            }
            assertTrue(weft.reaches("vm1", weft.address("vm2")), "within a network everything passes");
            assertTrue(weft.reaches("vm4", weft.address("vm3")));
            try (var held = TcpProbe.Running.start(weft, "vm2", "hold", weft.address("vm3"), "5432")) {
                assertEquals("talking", held.next());
                load(heading);
                assertEquals("ended with " + TcpProbe.CUT, held.next(), "the connection is cut");
            }
        }
        assertTrue(weft.reaches("vm1", weft.address("vm2")));
    }

    private static boolean isTalking(String from, String to, String port) {
        try (var client = TcpProbe.Running.start(weft, from, "hold", weft.address(to), port)) {
            return client.next().equals("talking");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** OpenContrail's default group: members begin what they like, and only members reach them. */
    @Test
    @Order(11)
    void securityGroupLetsMembersInAndNobodyElse() throws Exception {
        load("project default-domain:demo\n"
                + "security-group default\n"
                + "pass any local any > 0.0.0.0/0 any\n"
                + "pass any security-group default any > local any\n");
        group("vm2", "\"default-domain:demo:default\"");
        Weft.await("vm2 to be closed", CONVERGENCE, () -> !isReached("vm1", "vm2"));
        assertTrue(weft.reaches("vm2", weft.address("vm1")), "the reply passes with what vm2 began");
        assertFalse(weft.reaches("vm1", weft.address("vm2")), "which opens nothing else");
        group("vm1", "\"default-domain:demo:default\"");
        Weft.await("vm1 to be a member", CONVERGENCE, () -> isReached("vm1", "vm2"));
        assertTrue(weft.reaches("vm2", weft.address("vm1")));
        group("vm1", "");
        group("vm2", "");
        Weft.await("both to be open", CONVERGENCE, () -> isReached("vm1", "vm2") && isReached("vm2", "vm1"));
    }

    private static void group(String port, String groups) throws Exception {
        var path = "weftnet-config:config/domain=default-domain/project=demo/virtual-machine-interface=" + port;
        if (groups.isEmpty()) {
            weft.run("rest", "DELETE", path + "/security-group=default-domain%3Ademo%3Adefault")
                    .expectSuccess();
        } else {
            weft.run(
                            "rest",
                            "PATCH",
                            path,
                            "{\"weftnet-config:virtual-machine-interface\": [{\"name\": \"" + port
                                    + "\", \"security-group\": [" + groups + "]}]}")
                    .expectSuccess();
        }
    }

    private static void load(String policies) throws Exception {
        var file = Files.writeString(weft.state().resolve("test.policy"), policies);
        weft.run("shell", "policy:load " + file).expectSuccess();
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

    private static String status() {
        try {
            return weft.run("status", "-o", "json").output();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shell(String command) throws IOException, InterruptedException {
        return Weft.execute(Duration.ofMinutes(2), List.of("sh", "-c", command))
                .expectSuccess()
                .output();
    }

    private static Path bundleFile(String name) throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("weft.home"), "bundles", name, "target"))) {
            return files.filter(f -> f.getFileName().toString().matches(name + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toRealPath();
        }
    }
}
