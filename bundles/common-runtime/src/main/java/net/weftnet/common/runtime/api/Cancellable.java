package net.weftnet.common.runtime.api;

/** Something that was started and can be called off. */
public interface Cancellable {

    /** Calls it off; harmless when it has already happened or was called off before. */
    void cancel();
}
