package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CNI plugin as a container runtime calls it, on a real namespace and a port API that the test plays. */
class CniPluginTest {
    private static final Path PLUGIN = Path.of("../../karaf-distribution/cni/weft-cni");
    private static final String PORT = "8f3c1c5e-1111-4a2b-9c3d-000000000001";

    @TempDir
    Path state;

    private final String netns = "agent-cni-" + ProcessHandle.current().pid();
    private final Map<String, JsonObject> ports = new ConcurrentHashMap<>();
    private boolean isActive = true;
    private HttpServer api;
    private String agent;

    private record Result(int exit, String output) {
        JsonObject json() {
            return JsonParser.parseString(output).getAsJsonObject();
        }
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "namespaces need root");
        assumeTrue(
                run(Map.of(), "", "sh", "-c", "command -v jq curl ip nsenter").exit() == 0, "a tool is missing");
        assertEquals(0, run(Map.of(), "", "ip", "netns", "add", netns).exit());
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
        agent = "http://127.0.0.1:" + api.getAddress().getPort();
    }

    @AfterEach
    void stop() throws Exception {
        if (api != null) {
            api.stop(0);
            run(Map.of(), "", "ip", "netns", "del", netns);
        }
    }

    private void answer(HttpExchange call) throws IOException {
        var path = call.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1);
        var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        var reply = "{}";
        switch (call.getRequestMethod()) {
            case "POST" -> {
                var port = JsonParser.parseString(body).getAsJsonObject();
                ports.put(port.get("id").getAsString(), port);
            }
            case "DELETE" -> status = ports.remove(id) == null ? 404 : 200;
            default -> {
                status = path.equals("/ports") || ports.containsKey(id) ? 200 : 404;
                reply = "{\"active\": " + isActive + ", \"missing\": [\"instance-ip\"], \"mac\": \"02:00:00:00:00:42\","
                        + " \"addresses\": [\"10.1.1.9\", \"fd00::9\"]}";
            }
        }
        var octets = reply.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, octets.length);
        call.getResponseBody().write(octets);
        call.close();
    }

    private static Result run(Map<String, String> environment, String input, String... command) throws Exception {
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).environment().putAll(environment);
        var process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
        return new Result(process.exitValue(), output);
    }

    private Result call(String command, String more) throws Exception {
        var config = "{\"cniVersion\": \"1.1.0\", \"name\": \"weft\", \"agent\": \"" + agent
                + "\", \"stateDirectory\": \"" + state + "\", \"timeoutSeconds\": 0" + more + "}";
        var environment = Map.of(
                "CNI_COMMAND",
                command,
                "CNI_CONTAINERID",
                "box-" + netns,
                "CNI_NETNS",
                "/run/netns/" + netns,
                "CNI_IFNAME",
                "eth0",
                "CNI_ARGS",
                "IgnoreUnknown=1;WEFT_PORT=" + PORT);
        return run(environment, config, "sh", PLUGIN.toString());
    }

    private Result call(String command) throws Exception {
        return call(command, "");
    }

    private String inside(String... command) throws Exception {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", netns));
        all.addAll(List.of(command));
        return run(Map.of(), "", all.toArray(String[]::new)).output();
    }

    private long attachments() throws IOException {
        try (var files = Files.list(state)) {
            return files.count();
        }
    }

    @Test
    void addsChecksAndDeletes() throws Exception {
        assertEquals(new Result(0, ""), call("STATUS"));
        var added = call("ADD");
        assertEquals(0, added.exit(), added.output());
        assertEquals(
                "10.1.1.9/32",
                added.json()
                        .getAsJsonArray("ips")
                        .get(0)
                        .getAsJsonObject()
                        .get("address")
                        .getAsString());
        assertEquals(1, added.json().getAsJsonArray("ips").size(), "IPv4 only");
        var device = ports.get(PORT).get("system-name").getAsString();
        assertEquals(
                device,
                added.json()
                        .getAsJsonArray("interfaces")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        assertTrue(inside("ip", "addr", "show", "eth0").contains("02:00:00:00:00:42"));
        assertTrue(inside("ip", "addr", "show", "eth0").contains("10.1.1.9/32"));
        assertTrue(inside("ip", "route").contains("default via 169.254.1.1"));

        assertEquals(new Result(0, ""), call("CHECK"));
        inside("ip", "addr", "flush", "dev", "eth0");
        assertEquals(101, call("CHECK").json().get("code").getAsInt());

        assertEquals(new Result(0, ""), call("DEL"));
        assertTrue(ports.isEmpty());
        assertFalse(inside("ip", "link").contains("eth0"));
        assertEquals(new Result(0, ""), call("DEL"), "once more is harmless");
        assertEquals(3, call("CHECK").json().get("code").getAsInt());
    }

    @Test
    void collectsWhatTheRuntimeNoLongerKnows() throws Exception {
        assertEquals(0, call("ADD").exit());
        var known = ", \"cni.dev/valid-attachments\": [{\"containerID\": \"box-" + netns + "\", \"ifname\": \"eth0\"}]";
        assertEquals(new Result(0, ""), call("GC", known));
        assertEquals(1, attachments());
        assertEquals(new Result(0, ""), call("GC", ", \"cni.dev/valid-attachments\": []"));
        assertEquals(0, attachments());
        assertTrue(ports.isEmpty());
    }

    @Test
    void saysWhatAPortLacksAndLeavesNothing() throws Exception {
        isActive = false;
        var failed = call("ADD");
        assertEquals(1, failed.exit());
        assertEquals(11, failed.json().get("code").getAsInt());
        assertTrue(failed.json().get("msg").getAsString().contains("missing: instance-ip"), failed.output());
        assertTrue(ports.isEmpty());
        assertEquals(0, attachments());
        assertFalse(inside("ip", "link").contains("eth0"));
    }

    @Test
    void refusesCallsThatMakeNoSense() throws Exception {
        var version = run(Map.of("CNI_COMMAND", "VERSION"), "{}", "sh", PLUGIN.toString());
        assertTrue(version.json().getAsJsonArray("supportedVersions").toString().contains("1.1.0"));
        assertEquals(4, call("NONSENSE").json().get("code").getAsInt());
        var old = run(
                Map.of("CNI_COMMAND", "ADD"), "{\"cniVersion\": \"0.2.0\", \"name\": \"x\"}", "sh", PLUGIN.toString());
        assertEquals(1, old.json().get("code").getAsInt());
        var broken = run(Map.of("CNI_COMMAND", "ADD"), "[", "sh", PLUGIN.toString());
        assertEquals(6, broken.json().get("code").getAsInt());
        api.stop(0);
        assertEquals(50, call("STATUS").json().get("code").getAsInt());
    }
}
