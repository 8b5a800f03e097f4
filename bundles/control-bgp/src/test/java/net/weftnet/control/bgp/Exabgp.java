package net.weftnet.control.bgp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** ExaBGP as a child process, in AS 64512 on an address of loopback: announces whatever octets it is told to. */
final class Exabgp implements AutoCloseable {
    static final String MODULE = "usr/lib/python3/dist-packages/exabgp/__init__.py";

    private final Path commands;
    private final Process daemon;

    Exabgp(Programs programs, Path directory, String address, String peer, int peerPort) throws IOException {
        commands = Files.createFile(directory.resolve("commands"));
        var reader = Files.writeString(directory.resolve("commands.sh"), "#!/bin/sh\nexec tail -n +1 -f " + commands);
        Files.setPosixFilePermissions(reader, PosixFilePermissions.fromString("rwx------"));
        var config = Files.writeString(
                directory.resolve("exabgp.conf"),
                """
                process commands {
                  run %4$s;
                  encoder text;
                }
                neighbor %2$s {
                  router-id %1$s;
                  local-address %1$s;
                  local-as 64512;
                  peer-as 64512;
                  connect %3$d;
                  hold-time 90;
                  family { ipv4 mpls-vpn; }
                  api { processes [ commands ]; }
                }
                """
                        .formatted(address, peer, peerPort, reader));
        var python =
                programs.command("", List.of()).command(List.of(python(programs), "-m", "exabgp", config.toString()));
        python.environment().put("exabgp_daemon_user", System.getProperty("user.name"));
        python.environment().put("exabgp_api_cli", "false");
        python.environment().put("exabgp_log_destination", "stdout");
        daemon = python.redirectOutput(directory.resolve("exabgp.log").toFile()).start();
    }

    private static String python(Programs programs) {
        var unpacked = programs.root().resolve("usr/bin/python3");
        return Files.isExecutable(unpacked) ? unpacked.toString() : "/usr/bin/python3";
    }

    /** Tells it what to announce or to withdraw. */
    void tell(String command) {
        try {
            Files.writeString(commands, command + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        var children = daemon.descendants().toList();
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
