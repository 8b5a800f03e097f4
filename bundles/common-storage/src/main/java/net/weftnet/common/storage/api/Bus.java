package net.weftnet.common.storage.api;

import java.util.function.Consumer;

/**
 * Hints between processes: delivered at most once, in no promised order. Never the only way by which a receiver learns
 * something.
 */
public interface Bus {

    /** Sends a message to whoever listens to the topic now. Never fails and never blocks on a receiver. */
    void publish(String topic, String message);

    /** Listens to a topic until the subscription is closed. The listener runs on a thread of the bus. */
    Subscription subscribe(String topic, Consumer<String> listener);

    /** What ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
