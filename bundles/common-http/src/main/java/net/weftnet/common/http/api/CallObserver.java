package net.weftnet.common.http.api;

/** Whiteboard service: is told of every call of every listener when it is over. */
@FunctionalInterface
public interface CallObserver {

    /** A call is over. Runs on the thread of the call; must not throw, and not block for long. */
    void answered(AnsweredCall call);
}
