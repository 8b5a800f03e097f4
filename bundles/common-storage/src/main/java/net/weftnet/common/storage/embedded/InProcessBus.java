package net.weftnet.common.storage.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.Bus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** A bus within one process. Listeners run one after the other on a thread of the bus. */
@Component(service = Bus.class, enabled = false)
public final class InProcessBus implements Bus, AutoCloseable {

    private final OwnerThread delivery = OwnerThread.named("bus");
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();

    /** Starts without listeners. */
    @Activate
    public InProcessBus() {}

    @Override
    public void publish(String topic, String message) {
        for (var listener : listeners.getOrDefault(topic, List.of())) {
            delivery.execute(() -> listener.accept(message));
        }
    }

    @Override
    public Subscription subscribe(String topic, Consumer<String> listener) {
        var ofTopic = listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
        ofTopic.add(listener);
        return () -> ofTopic.remove(listener);
    }

    @Deactivate
    @Override
    public void close() {
        delivery.close();
    }
}
