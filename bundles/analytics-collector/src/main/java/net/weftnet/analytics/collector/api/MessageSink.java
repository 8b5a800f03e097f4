package net.weftnet.analytics.collector.api;

/**
 * Whiteboard service: is passed every message that comes in, UVEs and responses too.
 *
 * <p>It is called on the thread of the generator's session, so in the order in which that generator sent them; as long as it
 * takes, the generator waits, and TCP holds it back.
 */
public interface MessageSink {

    /**
     * Takes a message. Must not throw.
     *
     * @return false if it had no room for the message: the collector counts it as lost, by generator and level
     */
    boolean take(ReceivedMessage message);
}
