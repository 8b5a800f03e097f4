package net.weftnet.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bundle is replaced by another build of it while the node runs: what depends on it is well again by itself, and what
 * does not depend on it never notices.
 */
class HotSwapIT {
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    @TempDir
    static Path builds;

    private static KarafNode node;

    @BeforeAll
    static void start() throws Exception {
        node = KarafNode.start("controller");
        awaitWell();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config-transformer", "control-rib", "config-api", "analytics-store"})
    void aBundleIsReplaced(String bundle) throws Exception {
        var name = "net.weftnet." + bundle;
        var untouched = since("collector on 127.0.0.1:" + node.port("WEFT_COLLECTOR_PORT"));

        node.shell("bundle:update " + name + " file:" + nextBuild(bundle));

        assertTrue(node.shell("bundle:headers " + name).contains("Weft-Build"), "the new build is in place");
        awaitWell();
        assertEquals(untouched, since("collector on 127.0.0.1:" + node.port("WEFT_COLLECTOR_PORT")));
        assertTrue(
                node.bundles().stream().allMatch(KarafNode.Bundle::isUp), () -> "every bundle is up after " + bundle);
        assertEquals(java.util.List.of(), node.errors());
    }

    /** Another build of the same bundle: the same classes, and one more line in the manifest. */
    private static Path nextBuild(String bundle) throws IOException {
        var target = builds.resolve(bundle + ".jar");
        try (var jar = new JarFile(shipped(bundle).toFile())) {
            var manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().putValue("Weft-Build", "2");
            try (var out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (var entry : jar.stream()
                        .filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME))
                        .toList()) {
                    out.putNextEntry(entry);
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
        return target;
    }

    private static Path shipped(String bundle) throws IOException {
        var folder = Path.of(System.getProperty("weft.distribution"), "system/net/weftnet", bundle);
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void awaitWell() throws Exception {
        KarafNode.await("every condition to be OK", RECOVERY, () -> {
            var conditions = conditions();
            return conditions.contains("ifmap-client")
                    && conditions.contains("http rest")
                    && conditions.contains("xmpp listener")
                    && !conditions.contains("DEGRADED")
                    && !conditions.contains("FAILED");
        });
    }

    private static String conditions() throws IOException {
        return node.shell("weft:health -o json");
    }

    /** {@return since when this subject is as well as it is} */
    private static String since(String subject) throws IOException {
        return StreamSupport.stream(
                        JsonParser.parseString(conditions()).getAsJsonArray().spliterator(), false)
                .map(condition -> (JsonObject) condition)
                .filter(condition -> condition.get("subject").getAsString().equals(subject))
                .map(condition -> condition.get("since").getAsString())
                .findFirst()
                .orElseThrow();
    }
}
