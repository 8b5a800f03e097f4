package net.weftnet.config.transformer.api;

import java.util.function.Consumer;

/** The graph, and every change of it. */
public interface GraphFeed {

    /** {@return the newest graph} */
    ObjectGraph current();

    /**
     * Hands over the newest graph, then every later delta, each once and in order, without a gap. Both listeners run on
     * the transformer's thread and must not block.
     */
    Subscription subscribe(Consumer<ObjectGraph> whole, Consumer<GraphDelta> delta);

    /** What ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
