package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/guide.md as a reader would, with bash and curl, and compares what they say. */
class GuideTest {

    private static final Path GUIDE = Path.of("docs", "guide.md");
    private static final String MARK = "@@@@";

    /** Commands, and what comes of them where the guide says that. */
    private record Example(String commands, Optional<String> output) {}

    private static final Pattern BLOCKS =
            Pattern.compile("```sh\\n(.*?)```\\n(?:\\n```text\\n(.*?)```\\n)?", Pattern.DOTALL);

    private static List<Example> examples() throws Exception {
        var examples = new ArrayList<Example>();
        var blocks = BLOCKS.matcher(Files.readString(GUIDE));
        while (blocks.find()) {
            examples.add(new Example(blocks.group(1), Optional.ofNullable(blocks.group(2))));
        }
        return examples;
    }

    private static boolean isThere(String tool) {
        return Stream.of("/usr/bin", "/bin").anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @Test
    void doesWhatTheGuideSays(@TempDir Path directory) throws Exception {
        for (var tool : List.of("bash", "curl", "jq")) {
            assumeTrue(isThere(tool), () -> tool + " is not installed: the guide is not tested");
        }
        var examples = examples();
        assertTrue(examples.size() > 10, "The guide has only " + examples.size() + " blocks");
        try (var config = new RunningConfig(directory.resolve("data"));
                var listener = config.listen("secret", 1 << 20)) {
            // The first block says where the system is.
            var script = new StringBuilder("API=http://127.0.0.1:" + listener.port() + "/restconf\nPASSWORD=secret\n");
            for (var example : examples.subList(1, examples.size())) {
                script.append(example.commands()).append("echo ").append(MARK).append('\n');
            }
            var said = run(script.toString(), directory);
            var parts = said.split(MARK + "\n", -1);
            assertEquals(examples.size(), parts.length, said);
            for (int i = 1; i < examples.size(); i++) {
                var example = examples.get(i);
                var part = parts[i - 1];
                example.output().ifPresent(output -> assertEquals(lines(output), lines(part), example.commands()));
            }
        }
    }

    private static String run(String script, Path directory) throws Exception {
        var process = new ProcessBuilder("bash", "-eu", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String lines(String text) {
        return String.join("\n", text.lines().filter(line -> !line.isBlank()).toList());
    }
}
