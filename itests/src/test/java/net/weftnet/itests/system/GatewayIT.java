package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * GoBGP as a gateway on the underlay of the demo network, peer of the controller. Runs where GoBGP is: {@code
 * peers/fetch.sh DIR} brings it to DIR, which {@code BGP_PEERS} names.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayIT {
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    private static final Path PROGRAMS =
            Path.of(System.getenv().getOrDefault("BGP_PEERS", "/")).resolve("usr/bin");
    private static final int LABEL = 3001;
    /** Of TCP MD5: without the kernel's help of both ends there is no session. */
    private static final String KEY = "a key of both";

    private static final String ROUTER = "default-domain:default-project:ip-fabric:__default__:";
    private static final Pattern TARGET = Pattern.compile("target:[0-9]+:[0-9]+");

    private static Weft weft;
    private static String namespace;
    private static String controller;
    private static String gateway;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Weft.isRoot(), "namespaces and eBPF need root");
        assumeTrue(Files.isExecutable(PROGRAMS.resolve("gobgpd")), "GoBGP is not there");
        weft = Weft.create();
        weft.run("up").expectSuccess();
        namespace = "weft-" + weft.setting("ID") + "-underlay";
        controller = weft.setting("SUBNET") + ".1";
        gateway = weft.setting("SUBNET") + ".9";
        inUnderlay("ip addr add " + gateway + "/24 dev bridge0");
        var config = Files.writeString(
                weft.state().resolve("gobgpd.toml"),
                """
                [global.config]
                  as = 64512
                  router-id = "%1$s"
                  port = 1790
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "%2$s"
                    peer-as = 64512
                    auth-password = "%3$s"
                  [neighbors.transport.config]
                    remote-port = 1790
                  [neighbors.timers.config]
                    connect-retry = 1
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "l3vpn-ipv4-unicast"
                """
                        .formatted(gateway, controller, KEY));
        inUnderlay(PROGRAMS.resolve("gobgpd") + " -f " + config + " >" + weft.state() + "/gobgpd.log 2>&1 &");
    }

    @AfterAll
    static void stop() throws Exception {
        if (weft != null) {
            weft.close();
        }
    }

    /** Runs a command on the underlay; what it leaves running ends with the namespace. */
    private static String inUnderlay(String command) throws IOException, InterruptedException {
        return Weft.execute(
                        Duration.ofMinutes(2),
                        List.of("nsenter", "--net=/run/netns/" + namespace, "--", "sh", "-c", command))
                .expectSuccess()
                .output();
    }

    private static String gobgp(String arguments) {
        try {
            return inUnderlay(PROGRAMS.resolve("gobgp") + " " + arguments + " 2>&1 || true");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shell(String node, String command) {
        try {
            return weft.run("shell", "--node", node, command).output();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(1)
    void theControllerSpeaksWithAConfiguredRouter() throws Exception {
        declare(
                """
                {"name": "gateway", "bgp-router-parameters":
                  {"autonomous-system": 64512, "address": "%1$s", "port": 1790}}
                """
                        .formatted(gateway));
        declare(
                """
                {"name": "controller", "bgp-router-parameters":
                  {"autonomous-system": 64512, "address": "%1$s", "port": 1790},
                 "bgp-router": [{"fq-name": "%2$sgateway", "session": [{"uuid": "1", "attributes": [{"index": 0,
                   "auth-data": {"key-type": "md5", "key-items": [{"key-id": 0, "key": "%3$s"}]},
                   "family-attributes": [{"address-family": "inet-vpn", "default-tunnel-encap": ["udp"]}]}]}]}]}
                """
                        .formatted(controller, ROUTER, KEY));
        Weft.await("the session", CONVERGENCE, () -> shell("controller", "bgp:neighbors")
                .contains("ESTABLISHED"));
    }

    private static void declare(String router) throws Exception {
        var body = "{\"weftnet-config:bgp-router\": [" + router + "]}";
        var answer = weft.run("rest", "POST", "weftnet-config:config", body).output();
        assertTrue(answer.contains("HTTP 201"), answer);
    }

    @Test
    @Order(2)
    void theGatewayLearnsWhereWorkloadsAre() throws Exception {
        var address = weft.address("vm1") + "/32";
        Weft.await("the route of vm1", CONVERGENCE, () -> gobgp("global rib -a vpnv4")
                .contains(address));
        var route = gobgp("global rib -a vpnv4")
                .lines()
                .filter(line -> line.contains(address))
                .findFirst()
                .orElseThrow();
        assertTrue(route.contains(target()), route);
        assertTrue(route.contains("MPLS in UDP"), route);
        assertTrue(route.contains(" " + weft.setting("SUBNET") + "."), route);
    }

    /** What the network front exports. */
    private static String target() {
        var instance = shell("controller", "weft:routes")
                .lines()
                .filter(line -> line.contains("demo:front:front"))
                .findFirst()
                .orElseThrow();
        var target = TARGET.matcher(instance);
        assertTrue(target.find(), instance);
        return target.group().substring("target:".length());
    }

    @Test
    @Order(3)
    void packetsToTheGatewayCarryItsLabel() throws Exception {
        gobgp("global rib add -a vpnv4 10.99.0.0/24 label " + LABEL + " rd 64512:9 rt " + target() + " nexthop "
                + gateway);
        Weft.await("the route in the agent", CONVERGENCE, () -> shell("compute1", "weft:agent-routes")
                .contains("10.99.0.0/24"));
        // Reads one datagram of MPLS over UDP, and prints its label.
        var listen = "import socket;s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);s.settimeout(60);" + "s.bind((\""
                + gateway + "\",6635));print(int.from_bytes(s.recv(2000)[:3],\"big\")>>4)";
        var label = new ProcessBuilder("nsenter", "--net=/run/netns/" + namespace, "--", "python3", "-c", listen)
                .redirectErrorStream(true)
                .start();
        while (label.isAlive()) {
            weft.reaches("vm1", "10.99.0.1");
        }
        assertEquals(String.valueOf(LABEL), new String(label.getInputStream().readAllBytes()).strip());
    }

    @Test
    @Order(4)
    void whatTheGatewayWithdrawsIsGone() throws Exception {
        gobgp("global rib del -a vpnv4 10.99.0.0/24 label " + LABEL + " rd 64512:9 rt " + target() + " nexthop "
                + gateway);
        Weft.await("the route to go", CONVERGENCE, () -> !shell("compute1", "weft:agent-routes")
                .contains("10.99.0.0/24"));
        assertTrue(weft.reaches("vm1", weft.address("vm2")));
    }
}
