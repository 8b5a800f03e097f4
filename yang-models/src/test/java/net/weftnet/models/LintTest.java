package net.weftnet.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** yanglint, which shares no code with the parser that the system uses, accepts every module. */
class LintTest {
    private static final Path MODULES = Path.of("src/main/yang");

    @TestFactory
    Stream<DynamicTest> modulesAreAccepted() throws IOException {
        return sources().stream()
                .filter(LintTest::isModule)
                .map(module -> DynamicTest.dynamicTest(module.getFileName().toString(), () -> lint(module)));
    }

    private static void lint(Path module) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of("/usr/bin/yanglint", "/usr/local/bin/yanglint").anyMatch(f -> Files.exists(Path.of(f))),
                "yanglint is not installed: it is in Debian's package libyang-tools, and ./weft test installs it");
        var command = new ArrayList<>(List.of("yanglint"));
        try (var folders = Files.list(MODULES)) {
            folders.sorted().forEach(folder -> command.addAll(List.of("-p", folder.toString())));
        }
        command.add(module.toString());
        var lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        var complaints = new String(lint.getInputStream().readAllBytes(), UTF_8)
                .lines()
                // A leak of yanglint 2.1's own.
                .filter(line -> !line.contains("not freed from the dictionary"))
                .collect(joining("\n"));
        assertEquals("", complaints);
        assertEquals(0, lint.waitFor());
    }

    @Test
    void everyNodeIsDescribedAndNoLineIsTooLong() throws IOException {
        for (var source : sources()) {
            if (!source.getFileName().toString().startsWith("weftnet-")) {
                continue;
            }
            var lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                int number = i + 1;
                assertTrue(lines.get(i).length() <= 120, () -> source + ":" + number + " is too long");
                if (lines.get(i).matches(" +(leaf|leaf-list|container|list|grouping|typedef|enum|case) \\S.*\\{")) {
                    assertTrue(isDescribed(lines, i), () -> source + ":" + number + " has no description");
                }
            }
        }
    }

    /** Whether a description follows, indented as the first thing in the statement is. */
    private static boolean isDescribed(List<String> lines, int start) {
        var indent = lines.get(start).indexOf(lines.get(start).strip());
        var description = " ".repeat(indent + 2) + "description";
        return lines.subList(start + 1, lines.size()).stream()
                .takeWhile(line -> !line.equals(" ".repeat(indent) + "}"))
                .anyMatch(line -> line.startsWith(description));
    }

    private static boolean isModule(Path source) {
        try (var lines = Files.lines(source)) {
            return lines.anyMatch(line -> line.startsWith("module "));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(MODULES)) {
            return files.filter(file -> file.toString().endsWith(".yang"))
                    .sorted()
                    .toList();
        }
    }
}
