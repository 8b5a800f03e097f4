package net.weftnet.control.netconf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.netconf.api.GatewayView;
import net.weftnet.control.netconf.api.GatewayView.State;
import net.weftnet.control.netconf.device.DeviceException;
import net.weftnet.control.netconf.device.Devices;
import net.weftnet.control.netconf.device.Endpoint;
import net.weftnet.control.netconf.template.Template;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway, with a virtual thread of its own that makes it like it is wanted: when that changes, from time to time, and after
 * a failure with growing pauses. A gateway that is no longer wanted is freed of what is ours.
 */
final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    /** How often it is tried to take our parts from a gateway that is no longer wanted. */
    private static final int FAREWELLS = 5;

    private final Devices devices;
    private final Settings settings;
    private final Clock clock;
    private final BackOff backOff;
    private final Health.Subject health;
    private final Thread worker;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // All guarded by lock.
    private GatewayRouter router;
    private boolean isWanted = true;
    private boolean isDue = true;
    private State state = State.PENDING;
    private Instant since;
    private @Nullable Instant changed;
    private long drifts;
    private String detail = "not looked at yet";

    /** Our parts as they were when the gateway was as wanted; null when something else is wanted since. Guarded by lock. */
    private @Nullable String known;

    /**
     * How gateways are dealt with.
     *
     * @param user who logs in where the configuration names nobody
     * @param check how often a gateway is looked at
     * @param confirmation how long a gateway waits for the confirmation of a change
     */
    record Settings(String user, Duration check, Duration confirmation) {}

    Gateway(
            GatewayRouter router,
            Devices devices,
            Settings settings,
            Clock clock,
            BackOff backOff,
            Health.Subject health) {
        this.router = router;
        this.devices = devices;
        this.settings = settings;
        this.clock = clock;
        this.backOff = backOff;
        this.health = health;
        since = clock.instant();
        worker = Thread.ofVirtual().name("netconf " + router.shortName()).unstarted(this::work);
    }

    void start() {
        worker.start();
    }

    GatewayRouter router() {
        lock.lock();
        try {
            return router;
        } finally {
            lock.unlock();
        }
    }

    static Endpoint endpoint(GatewayRouter router, Settings settings) {
        return new Endpoint(
                router.shortName(),
                router.management(),
                router.port(),
                router.user().orElse(settings.user()),
                router.password());
    }

    /** It is to be like this. */
    void want(GatewayRouter now) {
        lock.lock();
        try {
            if (!now.equals(router)) {
                router = now;
                known = null;
                say(State.PENDING, "to be changed");
                due();
            }
        } finally {
            lock.unlock();
        }
    }

    /** It is no longer ours: what is ours is taken away, and the worker ends. */
    void remove() {
        lock.lock();
        try {
            isWanted = false;
            due();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at it now. */
    void check() {
        lock.lock();
        try {
            due();
        } finally {
            lock.unlock();
        }
    }

    private void due() {
        isDue = true;
        news.signalAll();
    }

    GatewayView view() {
        lock.lock();
        try {
            return new GatewayView(
                    router.shortName(),
                    endpoint(router, settings).socket(),
                    Template.of(router.vendor()).name(),
                    state,
                    since,
                    router.vrfs().size(),
                    Optional.ofNullable(changed),
                    drifts,
                    detail);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            int farewells = 0;
            while (farewells < FAREWELLS) {
                var task = next();
                boolean isDone = attempt(task);
                if (task.wanted().isEmpty()) {
                    farewells = isDone ? FAREWELLS : farewells + 1;
                }
                if (farewells < FAREWELLS) {
                    await(isDone ? settings.check() : backOff.next());
                }
            }
        } catch (InterruptedException _) {
            log.debug("netconf: {} is left as it is", router.name());
        } finally {
            health.close();
        }
    }

    /** What is to be done, and what is known of the gateway as it was. */
    private record Task(GatewayRouter router, Optional<GatewayRouter> wanted, Optional<String> known) {}

    private Task next() {
        lock.lock();
        try {
            isDue = false;
            return new Task(router, isWanted ? Optional.of(router) : Optional.empty(), Optional.ofNullable(known));
        } finally {
            lock.unlock();
        }
    }

    /** Until it is due again, or for a while. */
    private void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!isDue && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean attempt(Task task) throws InterruptedException {
        var endpoint = endpoint(task.router(), settings);
        try (var session = devices.open(endpoint)) {
            var outcome = new Synchronization(session, Template.of(task.router().vendor()), settings.confirmation())
                    .run(task.wanted(), task.known());
            backOff.reset();
            succeeded(task, outcome);
            return true;
        } catch (DeviceException | RuntimeException e) {
            log.warn("netconf: gateway {}: {}", endpoint.name(), e.getMessage());
            log.debug("netconf: gateway {}", endpoint.name(), e);
            failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void succeeded(Task task, Synchronization.Outcome outcome) {
        lock.lock();
        try {
            outcome.change().ifPresent(change -> {
                log.info("netconf: gateway {} changed: {}", task.router().shortName(), change);
                changed = clock.instant();
                if (task.known().isPresent()) {
                    drifts++;
                }
            });
            if (task.router().equals(router)) {
                known = outcome.ours();
                say(
                        State.IN_SYNC,
                        outcome.change().map(change -> "changed: " + change).orElse("as wanted"));
            }
        } finally {
            lock.unlock();
        }
    }

    private void failed(String problem) {
        lock.lock();
        try {
            say(State.FAILED, problem);
        } finally {
            lock.unlock();
        }
    }

    private void say(State now, String why) {
        if (now != state) {
            since = clock.instant();
        }
        state = now;
        detail = why;
        switch (now) {
            case IN_SYNC -> health.ok(why);
            case PENDING -> health.degraded(why);
            case FAILED -> health.failed(why);
        }
    }

    /** Leaves the gateway as it is. */
    @Override
    public void close() {
        worker.interrupt();
    }

    /** {@return whether nothing is done about it any more} */
    boolean hasEnded() {
        return worker.getState() == Thread.State.TERMINATED;
    }
}
