package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bpffs of a test's own, unmounted with all it pins when the test ends. */
final class BpfMount implements AutoCloseable {
    private final Path directory;

    private BpfMount(Path directory) {
        this.directory = directory;
    }

    /** Skips the test unless it runs as root. */
    static BpfMount mount() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "eBPF programs are loaded by root only");
        var directory = Files.createTempDirectory("weft-bpffs");
        Commands.run("mount", "-t", "bpf", "bpf", directory.toString());
        return new BpfMount(directory);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        Commands.run("umount", directory.toString());
        Commands.run("rmdir", directory.toString());
    }
}
