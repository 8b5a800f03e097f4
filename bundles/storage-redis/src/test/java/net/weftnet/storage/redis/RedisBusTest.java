package net.weftnet.storage.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.runtime.api.Health;
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
        private final RedisBus bus;

        Node(String address) {
            bus = new RedisBus(address, this);
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
