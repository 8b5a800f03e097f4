package net.weftnet.compute.services;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.ControlRequests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of this node's ports: what control nodes said last, for when none is there to ask. Confined to the services'
 * thread.
 */
final class Settings {
    private static final Logger log = LoggerFactory.getLogger(Settings.class);
    /** Who asks while the answer is under way waits for it; more than a workload may punt at once do not. */
    private static final int MOST_WAITING = 200;

    private final ControlRequests control;
    private final Executor owner;
    private final Map<UUID, Known> known = new HashMap<>();
    private final Map<UUID, List<Consumer<Optional<PortSettings>>>> waiting = new HashMap<>();

    private record Known(PortSettings settings, long since) {}

    Settings(ControlRequests control, Executor owner) {
        this.control = control;
        this.owner = owner;
    }

    /** {@return the last that was said about a port} */
    Optional<PortSettings> last(UUID port) {
        return Optional.ofNullable(known.get(port)).map(Known::settings);
    }

    /** Calls the consumer: now if what is known is no older than this, else when a control node has answered, or none does. */
    void get(UUID port, Duration age, Consumer<Optional<PortSettings>> consumer) {
        var last = known.get(port);
        if (last != null && System.nanoTime() - last.since < age.toNanos()) {
            consumer.accept(Optional.of(last.settings));
            return;
        }
        var others = waiting.get(port);
        if (others != null) {
            if (others.size() < MOST_WAITING) {
                others.add(consumer);
            }
            return;
        }
        waiting.put(port, new ArrayList<>(List.of(consumer)));
        control.ask(ControlRequests.Subject.DHCP, port, List.of())
                .whenCompleteAsync((answer, fault) -> answered(port, answer, fault), owner);
    }

    private void answered(UUID port, @Nullable List<XmlElement> answer, @Nullable Throwable fault) {
        if (answer == null) {
            log.debug("{}: no settings: {}", port, fault == null ? "" : fault.getMessage());
        } else {
            try {
                known.put(port, new Known(PortSettings.read(answer), System.nanoTime()));
            } catch (IllegalArgumentException e) {
                log.warn("{}: the settings that the control node sends are not understood: {}", port, e.getMessage());
            }
        }
        var consumers = waiting.remove(port);
        if (consumers != null) {
            consumers.forEach(consumer -> consumer.accept(last(port)));
        }
    }

    void forget(UUID port) {
        known.remove(port);
    }
}
