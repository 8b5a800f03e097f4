import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The node control2 of a Weftnet of the benchmark's own: a control node and nothing else, configured over RESTCONF. */
final class WeftSpeaker implements Speaker {
    private static final String NODE = "control2";
    private static final String ROUTER = "default-domain:default-project:ip-fabric:__default__:";
    private static final int WARM_UPS = 4;

    private final String launcher;
    private final Path state;
    private final boolean reflects;

    /** @param reflects whether its neighbours are clients of its cluster, and told what the others bring in */
    WeftSpeaker(String launcher, Path state, boolean reflects) {
        this.launcher = launcher;
        this.state = state;
        this.reflects = reflects;
    }

    @Override
    public String name() {
        return "Weftnet";
    }

    @Override
    public int warmUps() {
        return WARM_UPS;
    }

    /** The node starts again, and reads what it is to do. */
    @Override
    public void start(int neighbours) throws Exception {
        var routers = IntStream.range(0, neighbours).mapToObj(number -> """
                {"name": "peer%d", "bgp-router-parameters": {"autonomous-system": 64512, "address": "%s"}}"""
                .formatted(number, Load.address(number)));
        var peerings = IntStream.range(0, neighbours).mapToObj(number -> """
                {"fq-name": "%speer%d", "session": [{"uuid": "1", "attributes": [{"index": 0, "passive": true}]}]}"""
                .formatted(ROUTER, number));
        rest("PATCH", """
                {"weftnet-config:config": {"global-system-config": {"ibgp-auto-mesh": false}, "bgp-router": [%s]}}"""
                .formatted(routers.collect(Collectors.joining(","))), "weftnet-config:config");
        rest("PUT", """
                {"weftnet-config:bgp-router": [{"name": "%1$s", "bgp-router-parameters": {"autonomous-system": 64512,
                  "address": "%2$s", "port": %3$d, "hold-time": 180, %4$s
                  "address-families": {"family": ["inet-vpn"]}}, "bgp-router": [%5$s]}]}"""
                .formatted(NODE, ADDRESS.getHostString(), ADDRESS.getPort(), reflects ? "\"cluster-id\": 10," : "",
                        peerings.collect(Collectors.joining(","))),
                "weftnet-config:config/bgp-router=" + NODE);
        run("restart", NODE);
    }

    /** Declares networks that all import one target beside their own. */
    void declareImporters(int networks, String target) throws Exception {
        var all = IntStream.range(0, networks).mapToObj(number -> """
                {"name": "n%d", "import-route-target-list": {"route-target": ["%s"]}}""".formatted(number, target));
        rest("PATCH", """
                {"weftnet-config:config": {"domain": [{"name": "default-domain", "project": [{"name": "bench",
                  "virtual-network": [%s]}]}]}}""".formatted(all.collect(Collectors.joining(","))),
                "weftnet-config:config");
    }

    /** {@return what a command of the node's shell prints} */
    String shell(String command) throws IOException, InterruptedException {
        return run("shell", "--node", NODE, command);
    }

    private void rest(String method, String body, String path) throws IOException, InterruptedException {
        var file = Files.writeString(state.resolveSibling("body.json"), body);
        var answer = run("rest", method, path, "@" + file);
        if (!answer.contains("HTTP 2")) {
            throw new IOException(method + " " + path + ": " + answer);
        }
    }

    private String run(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(launcher, "--state", state.toString()));
        command.addAll(List.of(words));
        var log = state.resolveSibling("command.log");
        // Not a pipe: a node that the command starts would hold it open.
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        var output = Files.readString(log, StandardCharsets.UTF_8);
        if (exit != 0) {
            throw new IOException(Arrays.toString(words) + ": " + output);
        }
        return output;
    }

    @Override
    public long pid() throws IOException {
        return Long.parseLong(
                Files.readString(state.resolve("nodes/" + NODE + "/pid")).strip());
    }

    @Override
    public long allocatedBytes() throws Exception {
        var machine = VirtualMachine.attach(Long.toString(pid()));
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            return ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), ThreadMXBean.class)
                    .getTotalThreadAllocatedBytes();
        } finally {
            machine.detach();
        }
    }

    /** Only the node is stopped: its address is the next speaker's. */
    @Override
    public void close() throws IOException {
        ProcessHandle.of(pid()).ifPresent(node -> {
            node.destroyForcibly();
            node.onExit().join();
        });
    }
}
