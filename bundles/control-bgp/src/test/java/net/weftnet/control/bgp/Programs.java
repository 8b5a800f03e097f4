package net.weftnet.control.bgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Foreign BGP speakers as {@code itests/peers/fetch.sh DIR} unpacks them; the directory is that of {@code -Dbgp.peers} or
 * {@code BGP_PEERS} in the environment, else they are those of the system.
 */
record Programs(Path root) {

    /**
     * {@return where they are; a test that needs one that is not there is skipped}
     *
     * @param file what has to be there
     */
    static Programs with(String file) {
        var root = Path.of(System.getProperty("bgp.peers", System.getenv().getOrDefault("BGP_PEERS", "/")));
        Assumptions.assumeTrue(Files.isReadable(root.resolve(file)), () -> file + " is not in " + root);
        return new Programs(root);
    }

    /** {@return a command whose libraries and modules are looked for here first; its output is one stream} */
    ProcessBuilder command(String program, List<String> arguments) {
        var command = Stream.concat(Stream.of(root.resolve(program).toString()), arguments.stream());
        var builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
        var multiarch = System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        builder.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        Stream.of("usr/lib/" + multiarch, "lib/" + multiarch, "usr/lib/" + multiarch + "/frr")
                                .map(directory -> root.resolve(directory).toString())
                                .collect(Collectors.joining(":")));
        builder.environment()
                .put("PYTHONPATH", root.resolve("usr/lib/python3/dist-packages").toString());
        return builder;
    }

    /** Starts a daemon that writes its output to a file. */
    Process start(String program, List<String> arguments, Path log) throws IOException {
        return command(program, arguments).redirectOutput(log.toFile()).start();
    }
}
