package net.weftnet.control.netconf;

import static net.weftnet.control.netconf.Gateways.FRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.netconf.device.ClientKey;
import net.weftnet.control.netconf.device.Endpoint;
import net.weftnet.control.netconf.device.KnownHosts;
import net.weftnet.control.netconf.device.SshDevices;
import net.weftnet.control.netconf.template.Template;
import net.weftnet.test.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a server that is not ours: OpenDaylight's netconf-testtool, in a process of its own, in the framing of NETCONF 1.1. */
class TesttoolInteropTest {
    private static final Path JAR = Path.of("target/testtool/netconf-testtool-executable.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private int port;
    private Process testtool;

    @BeforeEach
    void start() throws Exception {
        port = FreePorts.distinct(1).getFirst();
        testtool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "--ip",
                        "127.0.0.1",
                        "--device-count",
                        "1",
                        "--starting-port",
                        Integer.toString(port),
                        "--ssh",
                        "true")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            assertTrue(testtool.isAlive() && System.nanoTime() < deadline, Files.readString(directory.resolve("log")));
            Thread.sleep(50);
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterEach
    void stop() throws Exception {
        testtool.destroyForcibly().waitFor();
    }

    @Test
    void aGatewayIsConfiguredAndThenFoundAsWanted() throws Exception {
        var template = Template.of("");
        var wanted = Optional.of(Gateways.gateway("", FRONT));
        var endpoint = new Endpoint("gw", IpAddress.parse("127.0.0.1"), port, "admin", "admin");
        try (var devices = new SshDevices(
                        PATIENCE,
                        ClientKey.of(directory.resolve("client.key")),
                        new KnownHosts(directory.resolve("known-hosts")));
                var session = devices.open(endpoint)) {
            assertTrue(session.capabilities().contains("urn:ietf:params:netconf:base:1.1"));
            var synchronization = new Synchronization(session, template, Duration.ofSeconds(30));
            var first = synchronization.run(wanted, Optional.empty());
            assertTrue(first.change().orElseThrow().contains("weft-front-5: not there"));
            var second = synchronization.run(wanted, Optional.of(first.ours()));
            assertEquals(Optional.empty(), second.change());
        }
    }
}
