package net.weftnet.config.vnc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that speak HTTP: the examples of the README, and a script that does what OpenContrail's Python client does. */
class ClientProgramsTest {
    @TempDir
    Path directory;

    private TestApi api;
    private TestServer server;

    @BeforeEach
    void open() throws Exception {
        api = new TestApi(directory.resolve("store"));
        server = new TestServer(api);
    }

    @AfterEach
    void close() {
        server.close();
        api.close();
    }

    @Test
    void theExamplesOfTheReadmeWork() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed");
        var readme = Files.readString(Path.of("README.md"));
        var examples = readme.substring(readme.indexOf("## Examples"), readme.indexOf("## What it answers"))
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        assertTrue(examples.contains("-k -u admin:PASSWORD") && examples.contains("https://127.0.0.1:8082"));
        var script = Files.writeString(
                directory.resolve("examples.sh"),
                examples.replace("-k -u admin:PASSWORD", "--fail-with-body")
                        .replace("https://127.0.0.1:8082", server.url()));
        run("bash", "-euo", "pipefail", script.toString());
        var network = api.get("/virtual-networks?detail=True&filters=display_name==Front")
                .json()
                .toString();
        for (var trace : List.of("\"open\"", "\"team\"", "10.1.1.0")) {
            assertTrue(network.contains(trace), network);
        }
    }

    @Test
    void aClientLikeOpenContrailsWorks() throws Exception {
        assumeTrue(isInstalled("python3"), "python3 is not installed");
        run("python3", "src/test/python/vnc_client.py", server.url());
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
