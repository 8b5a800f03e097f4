package net.weftnet.protocol.ifmap;

/** One part of a poll result. */
public sealed interface PollItem permits Found, PollItem.SubscriptionError {

    /** A subscription failed, and is gone. */
    record SubscriptionError(String name, ErrorCode code, String message) implements PollItem {}
}
