package net.weftnet.common.sandesh.api;

import java.util.List;

/**
 * This process' line to the analytics collector. A service; none of its methods blocks, and all may be called whether a
 * collector is connected or not.
 */
public interface SandeshClient {

    /**
     * Tells the state of an object. The newest state of each object is kept, sent when it can be, and sent again to a
     * collector that does not have it; several changes while no message can be sent become one.
     */
    void send(Uve uve);

    /** Tells that an object is gone, or no longer this process' concern. */
    void delete(UveType type, String key);

    /** Tells an event. It is dropped, and counted, when too many wait; the less urgent it is, the sooner. */
    void log(LogMessage message);

    /**
     * Tells what became of flows; some hundred at a time are best. They are dropped, and counted at level INFO, when too much
     * waits.
     */
    void flows(List<FlowSample> samples);

    /** {@return how the line is doing} */
    ClientState state();
}
