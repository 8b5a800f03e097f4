package net.weftnet.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.weftnet.itests.karaf.KarafNode.Bundle;
import org.junit.jupiter.api.Test;

/** What is shipped starts: each role, each feature, with nothing to complain about in the log. */
class DistributionIT {

    @Test
    void aControllerStartsAndItsPartsFindEachOther() throws Exception {
        try (var node = KarafNode.start("controller")) {
            KarafNode.await("every condition to be OK", Duration.ofMinutes(3), () -> {
                var health = node.shell("weft:health -o json");
                return health.contains("ifmap-client") && !health.contains("DEGRADED") && !health.contains("FAILED");
            });
            assertWell(node);
            assertFalse(names(node).contains("net.weftnet.compute-agent"));
        }
    }

    @Test
    void aComputeNodeStartsWithoutTheBundlesOfOtherRoles() throws Exception {
        try (var node = KarafNode.start("compute")) {
            KarafNode.await("the agent", Duration.ofMinutes(3), () -> node.shell("weft:health")
                    .contains("port-api"));
            assertWell(node);
            var names = names(node);
            assertTrue(names.contains("net.weftnet.compute-forwarding"));
            assertEquals(List.of(), names.stream().filter(notOfACompute()).toList());
        }
    }

    private static Predicate<String> notOfACompute() {
        return Pattern.compile("org\\.opendaylight\\..*|net\\.weftnet\\.(config|control|analytics)-.*|.*yang-models")
                .asMatchPredicate();
    }

    @Test
    void everyFeatureInstallsAndUninstalls() throws Exception {
        try (var node = KarafNode.start("common")) {
            for (var feature : features(node)) {
                if (isInstalled(node, feature)) {
                    continue;
                }
                node.shell("feature:install " + feature);
                assertTrue(isInstalled(node, feature), feature);
                KarafNode.await("the bundles of " + feature, Duration.ofMinutes(3), () -> node.bundles().stream()
                        .allMatch(Bundle::isUp));
                node.shell("feature:uninstall " + feature);
                assertFalse(isInstalled(node, feature), feature);
            }
            assertWell(node);
        }
    }

    private static List<String> features(KarafNode node) throws IOException {
        return node.shell("feature:list --no-format")
                .lines()
                .map(line -> line.strip().split("\\s")[0])
                .filter(name -> name.startsWith("weftnet-"))
                .toList();
    }

    private static boolean isInstalled(KarafNode node, String feature) throws IOException {
        return node.shell("feature:list --no-format -i")
                .lines()
                .anyMatch(line ->
                        line.strip().startsWith(feature + "\t") || line.strip().startsWith(feature + " "));
    }

    @Test
    void keepsItsSecretsAndListensOnLoopbackOnly() throws Exception {
        try (var node = KarafNode.start("controller")) {
            for (var name : List.of("admin.password", "ifmap.password", "shell.key")) {
                var file = node.directory().resolve("secrets").resolve(name);
                KarafNode.await(name, Duration.ofMinutes(3), () -> Files.exists(file));
                assertEquals(
                        "rw-------",
                        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                var secret = Files.readString(file).strip();
                assertFalse(node.log().contains(secret), name + " is in the log");
            }
            var listening = new String(
                    new ProcessBuilder("ss", "-Hltnp").start().getInputStream().readAllBytes());
            var foreign = listening
                    .lines()
                    .filter(line -> line.contains("pid=" + node.pid() + ","))
                    .filter(line -> !line.matches(".*(127\\.0\\.0\\.1|\\[::1])\\S*:\\d+ .*"))
                    .toList();
            assertEquals(List.of(), foreign);
        }
    }

    @Test
    void openContrailsApiAnswersWhereItIsInstalled() throws Exception {
        try (var node = KarafNode.start("config")) {
            assertFalse(names(node).contains("net.weftnet.config-vnc"));
            node.shell("feature:install weftnet-vnc");
            var port = node.port("WEFT_VNC_PORT");
            var home = "https://127.0.0.1:" + port + "/";
            KarafNode.await(home, Duration.ofMinutes(3), () -> curl(node, home)
                    .contains("\"href\":\"https://127.0.0.1:" + port + "/virtual-networks\""));
            var networks = curl(node, home + "virtual-networks");
            assertTrue(networks.contains("\"ip-fabric\""), networks);
            assertWell(node);
        }
    }

    /** As the user admin, with the password on the standard input. */
    private static String curl(KarafNode node, String url) throws IOException {
        var process = new ProcessBuilder(
                        "curl",
                        "-sS",
                        "--config",
                        "-",
                        "--cacert",
                        node.directory().resolve("state/tls/authority.pem").toString(),
                        url)
                .redirectErrorStream(true)
                .start();
        try (var in = process.outputWriter()) {
            in.write("user = \"admin:"
                    + Files.readString(node.directory().resolve("secrets/admin.password"))
                            .strip() + "\"\n");
        }
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void assertWell(KarafNode node) throws IOException {
        assertEquals(
                List.of(),
                node.bundles().stream().filter(bundle -> !bundle.isUp()).toList());
        assertEquals(List.of(), node.errors());
    }

    private static List<String> names(KarafNode node) throws IOException {
        return node.bundles().stream().map(Bundle::name).toList();
    }
}
