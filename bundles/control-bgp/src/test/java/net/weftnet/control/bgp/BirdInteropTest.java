package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against BIRD, with signed segments and TTL security. */
class BirdInteropTest {
    private static final String OURS = "127.0.0.45";
    private static final String THEIRS = "127.0.0.46";

    @TempDir
    private Path directory;

    private ControlNode node;
    private Bird bird;

    @BeforeEach
    void start() throws Exception {
        var programs = Programs.with(Bird.BIRD);
        int ourPort = Ports.free(OURS);
        int theirPort = Ports.free(THEIRS);
        node = new ControlNode("one", "192.0.2.1");
        bird = new Bird(programs, directory, THEIRS, theirPort, OURS, ourPort, "ttl security on; password \"a-key\";");
        node.graph.put(
                router("one", 64512, OURS, ourPort, with("bird").key("a-key").hops(1)),
                router("bird", 64512, THEIRS, theirPort));
        awaitUp();
    }

    @AfterEach
    void close() throws Exception {
        if (bird != null) {
            bird.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private void awaitUp() {
        Await.until(() -> node.states().equals(List.of("ESTABLISHED")), () -> node.speaker.neighbors());
    }

    private String table() {
        return bird.run("show", "route", "table", "vpntab4", "all");
    }

    @Test
    void workloadsReachTheRouter() {
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        Await.until(() -> table().contains("192.0.2.1:7 10.1.1.3/32"), this::table);
        var route = table();
        assertTrue(route.contains("(rt, 64512, 99)"), route);
        assertTrue(route.contains("BGP.next_hop: 192.0.2.1"), route);
        node.noWorkload("10.1.1.3/32");
        Await.until(() -> !table().contains("10.1.1.3/32"), this::table);
    }

    @Test
    void aResetByTheOperatorIsSurvived() {
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        bird.run("restart", "weftnet");
        Await.until(() -> !node.speaker.neighbors().getFirst().lastDown().isEmpty(), () -> node.speaker.neighbors());
        awaitUp();
        Await.until(() -> table().contains("10.1.1.3/32"), this::table);
    }
}
