package net.weftnet.karaf.jdk25;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.karaf.util.jaas.JaasHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link SubjectProbe} in a JVM of its own, with the agent and Karaf's real JaasHelper. */
@Timeout(60)
class Jdk25AgentTest {
    @TempDir
    Path root;

    @Test
    void subjectsWorkAsBeforeJdk24() throws Exception {
        assertEquals(
                """
                getSubject: admin
                thread started inside: admin
                thread of a thread: admin
                nested: ifmap
                after nested: admin
                JaasHelper action: admin
                JaasHelper exception: expected
                outside: null
                """,
                runProbe("-javaagent:" + agentJar()));
    }

    @Test
    void theProbeFailsWithoutTheAgent() throws Exception {
        assertEquals(
                "no subject: getSubject is not supported",
                runProbe("-Dno=agent").strip());
    }

    private String runProbe(String option) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:off",
                        option,
                        "-cp",
                        location(SubjectProbe.class) + ":" + location(JaasHelper.class),
                        SubjectProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private Path agentJar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Jdk25Agent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        var jar = root.resolve("agent.jar");
        var classes = Path.of(location(Jdk25Agent.class));
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.walk(classes)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
