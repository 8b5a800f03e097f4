import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** BIRD, FRR or GoBGP as {@code itests/peers/fetch.sh} unpacks them. */
final class ForeignSpeaker implements Speaker {
    private static final int START_MILLIS = 2000;
    private static final String ADDRESS_TEXT = ADDRESS.getHostString();

    private final Kind kind;
    private final Path peers;
    private final Path work;
    private Process process;

    /** Where the program is, and how it is told what to do. */
    enum Kind {
        BIRD("usr/sbin/bird") {
            @Override
            String config(int neighbours) {
                return "log stderr all;\nrouter id " + ADDRESS_TEXT + ";\nvpn4 table vpntab4;\nprotocol device {}\n"
                        + each(neighbours, "protocol bgp p%1$d { local " + ADDRESS_TEXT + " port 1790 as 64512; "
                                + "neighbor %2$s as 64512; passive; rr client; strict bind on; hold time 180; "
                                + "vpn4 mpls { table vpntab4; import all; export all; }; }\n");
            }

            @Override
            List<String> arguments(Path config, Path work) {
                return List.of("-f", "-c", config.toString(), "-s", work.resolve("bird.ctl").toString());
            }
        },
        FRR("usr/lib/frr/bgpd") {
            @Override
            String config(int neighbours) {
                return "router bgp 64512\n bgp router-id " + ADDRESS_TEXT + "\n no bgp default ipv4-unicast\n"
                        + " bgp cluster-id " + ADDRESS_TEXT + "\n"
                        + each(neighbours, " neighbor %2$s remote-as 64512\n neighbor %2$s passive\n"
                                + " neighbor %2$s timers 60 180\n neighbor %2$s advertisement-interval 0\n")
                        + " address-family ipv4 vpn\n"
                        + each(neighbours, "  neighbor %2$s activate\n  neighbor %2$s route-reflector-client\n")
                        + " exit-address-family\n";
            }

            @Override
            List<String> arguments(Path config, Path work) {
                return List.of("-S", "-Z", "-p", "1790", "-l", ADDRESS_TEXT, "-P", "0", "-f", config.toString(),
                        "-i", work.resolve("bgpd.pid").toString(), "--vty_socket", work.toString(),
                        "--log", "stdout", "--log-level", "warning");
            }
        },
        GOBGP("usr/bin/gobgpd") {
            @Override
            String config(int neighbours) {
                return "[global.config]\n as = 64512\n router-id = \"" + ADDRESS_TEXT + "\"\n port = 1790\n"
                        + " local-address-list = [\"" + ADDRESS_TEXT + "\"]\n"
                        + each(neighbours, "[[neighbors]]\n [neighbors.config]\n  neighbor-address = \"%2$s\"\n"
                                + "  peer-as = 64512\n [neighbors.transport.config]\n  local-address = \""
                                + ADDRESS_TEXT + "\"\n  passive-mode = true\n [neighbors.timers.config]\n"
                                + "  hold-time = 180\n [neighbors.route-reflector.config]\n"
                                + "  route-reflector-client = true\n  route-reflector-cluster-id = \"" + ADDRESS_TEXT
                                + "\"\n [[neighbors.afi-safis]]\n  [neighbors.afi-safis.config]\n"
                                + "   afi-safi-name = \"l3vpn-ipv4-unicast\"\n");
            }

            @Override
            List<String> arguments(Path config, Path work) {
                return List.of("-f", config.toString(), "--api-hosts", ADDRESS_TEXT + ":50051", "-l", "warn");
            }
        };

        private final String program;

        Kind(String program) {
            this.program = program;
        }

        abstract String config(int neighbours);

        abstract List<String> arguments(Path config, Path work);

        /** @param format of the neighbour's number and address */
        private static String each(int neighbours, String format) {
            return IntStream.range(0, neighbours)
                    .mapToObj(number -> format.formatted(number, Load.address(number)))
                    .collect(Collectors.joining());
        }
    }

    ForeignSpeaker(Kind kind, Path peers, Path work) {
        this.kind = kind;
        this.peers = peers;
        this.work = work;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public void start(int neighbours) throws Exception {
        close();
        var config = Files.writeString(work.resolve(kind + ".conf"), kind.config(neighbours));
        var command = new ArrayList<>(List.of(peers.resolve(kind.program).toString()));
        command.addAll(kind.arguments(config, work));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var libraries = Stream.of("usr/lib", "lib")
                .map(peers::resolve)
                .flatMap(ForeignSpeaker::multiarch)
                .flatMap(directory -> Stream.of(directory, directory.resolve("frr")))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        builder.environment().put("LD_LIBRARY_PATH", libraries);
        process = builder.redirectOutput(work.resolve(kind + ".log").toFile()).start();
        // BIRD listens before it takes sessions, and closes those that come in between.
        Thread.sleep(START_MILLIS);
    }

    private static Stream<Path> multiarch(Path lib) {
        try (var directories = Files.list(lib)) {
            return directories.filter(path -> path.toString().endsWith("-linux-gnu")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            process = null;
        }
    }
}
