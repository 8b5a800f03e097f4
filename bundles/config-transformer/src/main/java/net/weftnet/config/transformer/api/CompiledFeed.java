package net.weftnet.config.transformer.api;

import java.util.function.Consumer;

/** The compiled state entry by entry, and every change of it: at the cost of the change, however large the state is. */
public interface CompiledFeed {

    /**
     * Hands over all entries as a change from nothing, then every later change, each once and in order, without a gap.
     * The listener runs on the transformer's thread and must not block.
     */
    GraphFeed.Subscription follow(Consumer<CompiledDelta> listener);
}
