package net.weftnet.compute.agent.controller;

import java.time.Duration;
import net.weftnet.common.runtime.api.Cancellable;

/** Runs tasks later on the agent's thread; tests pass a clock of their own. */
@FunctionalInterface
public interface Scheduler {
    Cancellable schedule(Duration delay, Runnable task);
}
