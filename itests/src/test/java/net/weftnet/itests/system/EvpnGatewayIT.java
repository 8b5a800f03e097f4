package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A network of the demo that bridges over VXLAN, with FRR and the kernel of a namespace as its gateway to a host. Runs where
 * FRR is: {@code peers/fetch.sh DIR} brings it to DIR, which {@code BGP_PEERS} names.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvpnGatewayIT {
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    private static final String ROUTER = "default-domain:default-project:ip-fabric:__default__:";
    private static final Pattern NUMBER = Pattern.compile("\"[a-z-]*:?virtual-network-network-id\" *: *([0-9]+)");
    private static final Pattern TARGET = Pattern.compile("target:([0-9]+:[0-9]+)");

    private static Weft weft;
    private static EvpnGateway gateway;
    private static int vni;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Weft.isRoot(), "namespaces and eBPF need root");
        assumeTrue(EvpnGateway.isThere(), "FRR is not there");
        weft = Weft.create();
        weft.run("up", "--nodes", "1").expectSuccess();
        gateway = new EvpnGateway(weft);
        // PUT, as an edit that merges would leave VXLAN behind the others.
        declare(
                "PUT",
                "/global-system-config/global-vrouter-config/encapsulation-priorities",
                "{\"weftnet-config:encapsulation-priorities\": {\"encapsulation\": [\"VXLAN\", \"MPLSoUDP\"]}}");
        declare("PATCH", "", intent());
        vni = number();
        gateway.start(vni, target());
    }

    private static void declare(String method, String path, String body) throws Exception {
        var answer =
                weft.run("rest", method, "weftnet-config:config" + path, body).output();
        assertTrue(answer.contains("HTTP 204"), answer);
    }

    private static String intent() throws Exception {
        return """
                {"weftnet-config:config": {
                  "domain": [{"name": "default-domain", "project": [{"name": "demo", "virtual-network":
                    [{"name": "front", "virtual-network-properties": {"forwarding-mode": "l2_l3"}}]}]}],
                  "bgp-router": [
                    {"name": "gateway", "bgp-router-parameters":
                      {"autonomous-system": 64512, "address": "%1$s", "port": 1790}},
                    {"name": "controller", "bgp-router-parameters":
                      {"autonomous-system": 64512, "address": "%2$s.1", "port": 1790},
                     "bgp-router": [{"fq-name": "%3$sgateway", "session": [{"uuid": "1", "attributes":
                       [{"index": 0, "family-attributes": [{"address-family": "e-vpn"}]}]}]}]}]}}
                """
                .formatted(gateway.address(), weft.setting("SUBNET"), ROUTER);
    }

    @AfterAll
    static void stop() throws Exception {
        if (weft == null) {
            return;
        }
        weft.close();
        if (gateway == null) {
            return;
        }
        var namespaces = EvpnGateway.execute(List.of("ip", "netns", "list")).output();
        assertFalse(namespaces.contains(gateway.namespace()), namespaces);
        assertFalse(Files.exists(weft.state()), "the state folder is deleted");
        var state = weft.state().toString();
        Weft.await("FRR to end", CONVERGENCE, () -> !EvpnGateway.execute(List.of("ps", "-ef"))
                .output()
                .contains(state));
    }

    /** The number of the network front, which is its VNI. */
    private static int number() throws Exception {
        var path = "weftnet-config:config/domain=default-domain/project=demo/virtual-network=front";
        var network = weft.run("rest", "GET", path).expectSuccess().output();
        var number = NUMBER.matcher(network);
        assertTrue(number.find(), network);
        return Integer.parseInt(number.group(1));
    }

    /** What the network front exports. */
    private static String target() throws Exception {
        var instance = weft.run("shell", "--node", "controller", "weft:routes")
                .output()
                .lines()
                .filter(line -> line.contains("demo:front:front"))
                .findFirst()
                .orElseThrow();
        var target = TARGET.matcher(instance);
        assertTrue(target.find(), instance);
        return target.group(1);
    }

    @Test
    @Order(1)
    void theGatewayLearnsWorkloadsAndWhoWantsFramesForMany() throws Exception {
        var mac = weft.run("exec", "vm1", "--", "cat", "/sys/class/net/eth0/address")
                .expectSuccess()
                .output()
                .strip();
        var routes = List.of(
                "[2]:[0]:[48]:[" + mac + "]",
                "[2]:[0]:[48]:[" + mac + "]:[32]:[" + weft.address("vm1") + "]",
                "[3]:[0]:[32]:[" + compute() + "]");
        Weft.await("FRR to have " + routes, CONVERGENCE, () -> hasLines(gateway.show("show bgp l2vpn evpn"), routes));
        var entries = List.of(mac + " dst " + compute(), "00:00:00:00:00:00 dst " + compute());
        Weft.await("the kernel to have " + entries, CONVERGENCE, () -> hasLines(gateway.forwardingEntries(), entries));
    }

    private static boolean hasLines(String output, List<String> beginnings) {
        return beginnings.stream().allMatch(part -> output.lines().anyMatch(line -> line.contains(part)));
    }

    private static String compute() throws IOException {
        return weft.setting("SUBNET") + ".11";
    }

    @Test
    @Order(2)
    void hostAndWorkloadReachEachOther() throws Exception {
        var workload = weft.address("vm1");
        Weft.await("the host to reach vm1", CONVERGENCE, () -> gateway.hostReaches(workload));
        Weft.await("vm1 to reach the host", CONVERGENCE, () -> isReached(EvpnGateway.HOST_ADDRESS));
    }

    @Test
    @Order(3)
    void theAgentKnowsTheHostAndTheGateway() throws Exception {
        Weft.await("the host's MAC address", CONVERGENCE, () -> bridge().anyMatch(
                        line -> line.contains(EvpnGateway.HOST_MAC) && isOverVxlan(line)));
        Weft.await("a copy for the gateway of frames for many", CONVERGENCE, () -> bridge().anyMatch(
                        line -> line.contains("ff:ff:ff:ff:ff:ff") && line.contains(" label " + vni)));
    }

    private static boolean isOverVxlan(String line) {
        return line.contains("to " + gateway.address() + " ") && line.contains("over vxlan");
    }

    private static Stream<String> bridge() {
        return compute1("weft:rt --family bridge").lines();
    }

    /** Then workloads are told where it is by their node, and packets are routed to it as well. */
    @Test
    @Order(4)
    void theHostsAddressIsKnownWhenTheGatewayKnowsIt() throws Exception {
        Weft.await("the gateway to reach the host", CONVERGENCE, gateway::reachesHost);
        Weft.await("the host's IP address", CONVERGENCE, () -> compute1("weft:neighbours")
                .lines()
                .anyMatch(line -> line.contains(EvpnGateway.HOST_ADDRESS) && line.contains(EvpnGateway.HOST_MAC)));
        Weft.await("a route to the host", CONVERGENCE, () -> compute1("weft:rt")
                .lines()
                .anyMatch(line -> line.contains(EvpnGateway.HOST_ADDRESS) && isOverVxlan(line)));
        weft.run("exec", "vm1", "--", "ip", "neigh", "flush", "dev", "eth0").expectSuccess();
        var workload = weft.address("vm1");
        Weft.await("vm1 to reach the host", CONVERGENCE, () -> isReached(EvpnGateway.HOST_ADDRESS));
        Weft.await("the host to reach vm1", CONVERGENCE, () -> gateway.hostReaches(workload));
    }

    @Test
    @Order(5)
    void whatTheGatewayWithdrawsIsGone() throws Exception {
        gateway.unplugHost();
        Weft.await(
                "the host to be gone",
                CONVERGENCE,
                () -> bridge().noneMatch(line -> line.contains(EvpnGateway.HOST_MAC))
                        && !compute1("weft:neighbours").contains(EvpnGateway.HOST_ADDRESS));
        var other = weft.address("vm2");
        Weft.await("vm1 to reach vm2", CONVERGENCE, () -> isReached(other));
    }

    private static boolean isReached(String address) {
        return run("exec", "vm1", "--", "ping", "-c", "1", "-W", "1", address).exit() == 0;
    }

    private static String compute1(String command) {
        return run("shell", "--node", "compute1", command).output();
    }

    private static Weft.Result run(String... words) {
        try {
            return weft.run(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
