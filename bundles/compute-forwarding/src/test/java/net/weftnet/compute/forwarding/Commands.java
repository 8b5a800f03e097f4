package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
final class Commands {
    private Commands() {}

    /** Runs the command; {@return what it printed} A code other than 0 is an error with that text. */
    static String run(String... command) {
        var result = tryRun(command);
        if (result.code() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ": code " + result.code() + "\n" + result.output());
        }
        return result.output();
    }

    record Result(int code, String output) {}

    static Result tryRun(String... command) {
        try {
            var process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " does not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }
}
