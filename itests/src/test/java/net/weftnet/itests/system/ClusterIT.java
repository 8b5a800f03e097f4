package net.weftnet.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two config nodes over Cassandra, ZooKeeper and Redis, one of each, with TLS and passwords: {@code ./weft up --cluster}. */
class ClusterIT {
    private static Weft weft;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/redis-server")), "redis-server is not installed");
        weft = Weft.create();
        weft.run("up", "--cluster", "--stores", "1", "--nodes", "0").expectSuccess();
        weft.awaitWell(Duration.ofMinutes(3));
    }

    @AfterAll
    static void stop() throws Exception {
        if (weft != null) {
            weft.close();
        }
    }

    /** Calls a config node, the first or the second, with what goes before its path. */
    private static String call(int node, String path, String... options) throws Exception {
        var home = weft.state().resolve("nodes/controller");
        var command =
                new java.util.ArrayList<>(List.of("curl", "-sS", "--cacert", home.resolve("tls/authority.pem") + ""));
        command.addAll(List.of(options));
        command.add("https://127.0.0.1:" + (Integer.parseInt(weft.setting("REST_PORT")) + node - 1) + path);
        return Weft.execute(Duration.ofMinutes(1), command).expectSuccess().output();
    }

    @Test
    void whatOneCommitsTheOtherShowsAndATokenIsGoodOnBoth() throws Exception {
        var secrets = weft.state().resolve("nodes/controller/secrets");
        var password = Files.readString(secrets.resolve("admin.password")).strip();
        var login = call(1, "/weft/login", "-d", "{\"user\": \"admin\", \"password\": \"" + password + "\"}");
        var token = "Authorization: Bearer " + login.replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        var project = "/restconf/data/weftnet-config:config/domain=default-domain/project=shared";
        assertEquals(
                "201",
                call(
                        1,
                        project,
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-X",
                        "PUT",
                        "-H",
                        token,
                        "-H",
                        "Content-Type: application/yang-data+json",
                        "-d",
                        "{\"project\": [{\"name\": \"shared\"}]}"));
        Weft.await("the second node to show it", Duration.ofMinutes(1), () -> {
            try {
                return call(2, project, "-H", token).contains("default-domain:shared");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Redis and Cassandra let nobody in who has no certificate of this system. */
    @Test
    void storesAreClosedToStrangers() throws Exception {
        for (var port : List.of("REDIS_PORT", "CQL_PORT", "ZOOKEEPER_PORT")) {
            var address = "https://127.0.0.1:" + weft.setting(port);
            var reply = Weft.execute(
                    Duration.ofMinutes(1),
                    List.of("curl", "-sS", "-k", "--http0.9", "--max-time", "5", "-X", "srvr", address));
            assertTrue(reply.exit() != 0, port + ": " + reply.output());
        }
    }
}
