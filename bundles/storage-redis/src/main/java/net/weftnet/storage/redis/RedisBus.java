package net.weftnet.storage.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.ServerAccess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A bus between all nodes that name the same Redis. Its messages are hints: what is published while Redis is away is
 * dropped, and nobody waits.
 */
public final class RedisBus implements Bus, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final String PREFIX = "weftnet:";
    private static final int MAX_QUEUED = 1000;
    private static final int TIMEOUT_MILLIS = 2000;

    private final HostAndPort server;
    private final ServerAccess access;
    private final Health.Subject health;
    private final OwnerThread sender = OwnerThread.named("redis-send");
    private final OwnerThread delivery = OwnerThread.named("bus");
    private final AtomicInteger queued = new AtomicInteger();
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final Thread receiver;

    /** Used by the sender alone. */
    private @Nullable Jedis sending;

    /** The connection that the receiver waits on; guarded by {@link #listeners}. */
    private @Nullable Jedis receiving;

    /** Guarded by {@link #listeners} for writing. */
    private volatile boolean isClosed;

    /** Connects, and connects again whenever it must. */
    public RedisBus(String address, ServerAccess access, Health.Subject health) {
        server = HostAndPort.from(address);
        this.access = access;
        this.health = health;
        health.degraded("connecting to " + server);
        receiver = Thread.ofPlatform().name("redis-receive").daemon().start(this::receive);
    }

    @Override
    public void publish(String topic, String message) {
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            log.debug("redis: too slow, a hint is dropped: {} {}", topic, message);
            return;
        }
        sender.execute(() -> {
            queued.decrementAndGet();
            send(topic, message);
        });
    }

    private void send(String topic, String message) {
        try {
            if (sending == null) {
                sending = new Jedis(server, configuration(TIMEOUT_MILLIS));
            }
            sending.publish(PREFIX + topic, message);
        } catch (JedisException e) {
            log.debug("redis: a hint is lost: {} {}", topic, message, e);
            closeSending();
        }
    }

    /** How to connect; who waits for messages waits for ever (0). */
    private JedisClientConfig configuration(int socketTimeoutMillis) {
        var builder = DefaultJedisClientConfig.builder()
                .autoNegotiateProtocol(false)
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(socketTimeoutMillis);
        access.tls().ifPresent(identity -> {
            var tls = identity.sslContext();
            var parameters = tls.getDefaultSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            builder.ssl(true).sslSocketFactory(tls.getSocketFactory()).sslParameters(parameters);
        });
        access.login().ifPresent(login -> builder.user(login.user()).password(login.password()));
        return builder.build();
    }

    private void closeSending() {
        if (sending != null) {
            close(sending);
            sending = null;
        }
    }

    @Override
    public Subscription subscribe(String topic, Consumer<String> listener) {
        var ofTopic = listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
        ofTopic.add(listener);
        return () -> ofTopic.remove(listener);
    }

    private void receive() {
        var backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());
        while (!isClosed) {
            try (var connection = new Jedis(server, configuration(0))) {
                if (keep(connection)) {
                    connection.psubscribe(new Receiver(backOff), PREFIX + "*");
                }
            } catch (JedisException e) {
                if (!isClosed) {
                    health.degraded("no connection to " + server + ", changes of other nodes are seen later: "
                            + e.getMessage());
                    pause(backOff.next());
                }
            }
        }
    }

    private boolean keep(Jedis connection) {
        synchronized (listeners) {
            receiving = connection;
            return !isClosed;
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            // Closed: the loop sees it.
        }
    }

    private void deliver(String topic, String message) {
        for (var listener : listeners.getOrDefault(topic, List.of())) {
            delivery.execute(() -> listener.accept(message));
        }
    }

    private final class Receiver extends JedisPubSub {
        private final BackOff backOff;

        Receiver(BackOff backOff) {
            this.backOff = backOff;
        }

        @Override
        public void onPSubscribe(String pattern, int subscribedChannels) {
            backOff.reset();
            health.ok("connected to " + server);
        }

        @Override
        public void onPMessage(String pattern, String channel, String message) {
            deliver(channel.substring(PREFIX.length()), message);
        }
    }

    @Override
    public void close() {
        Optional<Jedis> connection;
        synchronized (listeners) {
            isClosed = true;
            connection = Optional.ofNullable(receiving);
        }
        receiver.interrupt();
        connection.ifPresent(RedisBus::close);
        sender.execute(this::closeSending);
        sender.close();
        delivery.close();
    }

    private static void close(Jedis connection) {
        try {
            connection.close();
        } catch (JedisException e) {
            log.debug("redis: a broken connection is closed", e);
        }
    }
}
