package net.weftnet.storage.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.itests.servers.RedisServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Redis. */
class RedisBusTest {
    @TempDir
    Path directory;

    @BeforeEach
    void needsRedis() {
        assumeTrue(RedisServer.isInstalled(), "no /usr/bin/redis-server: install the package redis-server");
    }

    @Test
    void carriesMessagesOfATopicBetweenNodes() throws Exception {
        try (var server = RedisServer.start(directory);
                var one = new Node(server.address());
                var two = new Node(server.address())) {
            one.awaitLevel(Health.Level.OK);
            two.awaitLevel(Health.Level.OK);
            var heard = new LinkedBlockingQueue<String>();
            var other = new LinkedBlockingQueue<String>();
            var subscription = two.bus.subscribe("t", heard::add);
            two.bus.subscribe("u", other::add);
            one.bus.publish("t", "1");
            assertEquals("1", next(heard));
            subscription.close();
            one.bus.publish("t", "2");
            one.bus.publish("u", "3");
            assertEquals("3", next(other));
            assertTrue(heard.isEmpty());
        }
    }

    @Test
    void showsItsCertificateAndPassword() throws Exception {
        var tls = directory.resolve("tls");
        IssueIdentity.main(new String[] {
            "--authority", directory.toString(), "--node", "node", "--out", tls.toString(), "--pem", tls + "/node.pem"
        });
        var identity = new NodeTlsIdentity(tls, "node", List.of());
        try (var server = RedisServer.startSecure(directory, tls, "right");
                var node = new Node(server.address(), access(Optional.of(identity), "right"));
                var guesser = new Node(server.address(), access(Optional.of(identity), "guessed"));
                var stranger = new Node(server.address(), access(Optional.empty(), "right"))) {
            node.awaitLevel(Health.Level.OK);
            var heard = new LinkedBlockingQueue<String>();
            node.bus.subscribe("t", heard::add);
            node.bus.publish("t", "1");
            assertEquals("1", next(heard));
            for (var refused : List.of(guesser, stranger)) {
                var problem = refused.awaitProblem("no connection");
                assertFalse(problem.contains("guessed") || problem.contains("right"), problem);
            }
        }
    }

    private static ServerAccess access(Optional<TlsIdentity> tls, String password) {
        return new ServerAccess(tls, Optional.of(new ServerAccess.Login("default", password)));
    }

    @Test
    void dropsWhileRedisIsAwayAndGoesOnAfter() throws Exception {
        try (var server = RedisServer.start(directory);
                var node = new Node(server.address())) {
            node.awaitLevel(Health.Level.OK);
            var heard = new LinkedBlockingQueue<String>();
            node.bus.subscribe("t", heard::add);
            server.close();
            node.awaitLevel(Health.Level.DEGRADED);
            for (int i = 0; i < 5000; i++) {
                node.bus.publish("t", "lost");
            }
            server.start();
            node.awaitLevel(Health.Level.OK);
            // The first hint may meet the connection that has died.
            String message;
            do {
                node.bus.publish("t", "back");
                message = heard.poll(1, TimeUnit.SECONDS);
            } while (!"back".equals(message));
        }
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(30, TimeUnit.SECONDS);
    }

    private static final class Node implements Health.Subject {
        private final BlockingQueue<Health.Level> levels = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
        private final RedisBus bus;

        Node(String address) {
            this(address, ServerAccess.OPEN);
        }

        Node(String address, ServerAccess access) {
            bus = new RedisBus(address, access, this);
        }

        String awaitProblem(String beginning) throws InterruptedException {
            for (var now = problems.poll(30, TimeUnit.SECONDS); ; now = problems.poll(30, TimeUnit.SECONDS)) {
                assertTrue(now != null, "never " + beginning);
                if (now.startsWith(beginning)) {
                    return now;
                }
            }
        }

        void awaitLevel(Health.Level level) throws InterruptedException {
            for (var now = levels.poll(30, TimeUnit.SECONDS); now != level; ) {
                assertTrue(now != null, "never " + level);
                now = levels.poll(30, TimeUnit.SECONDS);
            }
        }

        @Override
        public void ok(String detail) {
            levels.add(Health.Level.OK);
        }

        @Override
        public void degraded(String problem) {
            levels.add(Health.Level.DEGRADED);
            problems.add(problem);
        }

        @Override
        public void failed(String problem) {
            levels.add(Health.Level.FAILED);
        }

        @Override
        public void close() {
            bus.close();
        }
    }
}
