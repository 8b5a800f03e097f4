package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CNI plugin as a container runtime calls it, on a compute node; a namespace is the container. */
class ContainerIT {
    private static final Path HOME = Path.of(System.getProperty("weft.home")).toAbsolutePath();
    private static final Pattern UUID_MEMBER = Pattern.compile("\"uuid\" ?: ?\"([-0-9a-f]{36})\"");
    private static final String MACHINE = "de300000-0000-4000-8000-000000000005";

    private static Weft weft;
    private static String box;
    private static String port;

    /** What the plugin printed, and whether it said that it had done what it was told. */
    private record Answer(boolean isSuccess, String output) {
        JsonObject json() {
            return JsonParser.parseString(output).getAsJsonObject();
        }

        Answer expectSuccess() {
            assertTrue(isSuccess, output);
            return this;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Weft.isRoot(), "namespaces and eBPF need root");
        weft = Weft.create();
        weft.run("up", "--nodes", "1").expectSuccess();
        box = "weft-" + weft.setting("ID") + "-box";
        shell("ip netns add " + box);
        weft.run("rest", "PATCH", "weftnet-config:config", "@" + HOME.resolve("karaf-distribution/launcher/tour.json"))
                .expectSuccess();
        var path = "weftnet-config:config/domain=default-domain/project=demo/virtual-machine-interface=vm5";
        var found = UUID_MEMBER.matcher(
                weft.run("rest", "GET", path).expectSuccess().output());
        assertTrue(found.find());
        port = found.group(1);
    }

    @AfterAll
    static void stopAndLeaveNothing() throws Exception {
        if (weft == null) {
            return;
        }
        if (box != null) {
            shell("ip netns del " + box);
        }
        weft.close();
        assertFalse(shell("ip netns list").contains(box), "no namespace is left");
    }

    @Test
    void aContainerIsPluggedAndTakenAway() throws Exception {
        var before = devices();
        var added = cni("ADD", port, configuration("")).expectSuccess().json();
        var address = added.getAsJsonArray("ips")
                .get(0)
                .getAsJsonObject()
                .get("address")
                .getAsString();
        assertTrue(address.matches("10\\.1\\.1\\.[0-9]+/32"), address);
        shell("ip netns exec " + box + " ping -c 3 -W 5 " + weft.address("vm1"));
        assertTrue(weft.reaches("vm1", address.replace("/32", "")), "and back");
        cni("CHECK", port, configuration("")).expectSuccess();

        cni(
                        "GC",
                        port,
                        configuration(
                                ", \"cni.dev/valid-attachments\": [{\"containerID\": \"box\", \"ifname\": \"eth0\"}]"))
                .expectSuccess();
        cni("CHECK", port, configuration("")).expectSuccess();
        cni("GC", port, configuration(", \"cni.dev/valid-attachments\": []")).expectSuccess();
        assertEquals(3, code(cni("CHECK", port, configuration(""))), "what the runtime does not name is taken away");

        cni("ADD", port, configuration("")).expectSuccess();
        cni("DEL", port, configuration("")).expectSuccess();
        cni("DEL", port, configuration("")).expectSuccess();
        assertFalse(shell("ip -n " + box + " -o link").contains("eth0"), "its device is gone");
        assertEquals(before, devices(), "and the node's end of it");
    }

    @Test
    void whatAPortLacksIsSaidAndNothingIsLeft() throws Exception {
        var answer = cni("ADD", UUID.randomUUID().toString(), configuration(", \"timeoutSeconds\": 1"));
        assertEquals(11, code(answer), answer.output());
        assertTrue(answer.json().get("msg").getAsString().contains("missing: "), answer.output());
        assertFalse(shell("ip -n " + box + " -o link").contains("eth0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ADD | [] | 6",
                "ADD | {\"cniVersion\": \"0.1.0\", \"name\": \"weft\"} | 1",
                "ADD | {\"cniVersion\": \"1.1.0\", \"name\": \"../weft\"} | 7",
                "REMOVE | {\"cniVersion\": \"1.1.0\", \"name\": \"weft\"} | 4",
                "STATUS | {\"cniVersion\": \"1.1.0\", \"name\": \"weft\", \"agent\": \"http://127.0.0.1:1\"} | 50",
            })
    void wrongCallsAreRefusedWithACode(String command, String configuration, int code) throws Exception {
        assertEquals(code, code(cni(command, port, configuration)));
    }

    @Test
    void saysThatItIsReadyAndWhichVersionsItSpeaks() throws Exception {
        cni("STATUS", port, configuration("")).expectSuccess();
        var versions = cni("VERSION", port, "{\"cniVersion\": \"1.1.0\"}").expectSuccess();
        assertTrue(versions.output().contains("1.1.0"), versions.output());
    }

    private static int code(Answer answer) {
        assertFalse(answer.isSuccess(), answer.output());
        return answer.json().get("code").getAsInt();
    }

    /** @param more members, after a comma */
    private static String configuration(String more) {
        return "{\"cniVersion\": \"1.1.0\", \"name\": \"weft\", \"type\": \"weft-cni\", \"stateDirectory\": \""
                + weft.state().resolve("cni") + "\"" + more + "}";
    }

    private static Answer cni(String command, String port, String configuration) throws Exception {
        var arguments = "WEFT_PORT=" + port + ";WEFT_MACHINE=" + MACHINE;
        var result = Weft.execute(
                Duration.ofMinutes(2),
                List.of(
                        "sh",
                        "-c",
                        "printf '%s' \"$1\" | nsenter --net=/run/netns/" + node() + " -- env CNI_COMMAND=" + command
                                + " CNI_CONTAINERID=box CNI_NETNS=/run/netns/" + box
                                + " CNI_IFNAME=eth0 CNI_ARGS='" + arguments + "' "
                                + HOME.resolve("karaf-distribution/cni/weft-cni"),
                        "sh",
                        configuration));
        return new Answer(result.exit() == 0, result.output());
    }

    private static String node() throws IOException {
        return "weft-" + weft.setting("ID") + "-compute1";
    }

    /** {@return the names of the node's devices} */
    private static String devices() throws Exception {
        return shell("ip -n " + node() + " -o link | cut -d: -f2");
    }

    private static String shell(String command) throws IOException, InterruptedException {
        return Weft.execute(Duration.ofMinutes(2), List.of("sh", "-c", command))
                .expectSuccess()
                .output();
    }
}
