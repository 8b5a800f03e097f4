package net.weftnet.compute.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.compute.agent.controller.Scheduler;

/** An owner thread without a thread: tasks run when the test says so, and time passes when it says so. */
public final class TestTime implements Executor, Scheduler {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
    private long now;
    private int count;

    private record Timer(long at, int number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        queue.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        var timer = new Timer(now + delay.toMillis(), count++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Runs what is queued, and what that queues. */
    public void settle() {
        for (var task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }

    /** Lets time pass; timers run when they are due. */
    public void pass(Duration duration) {
        settle();
        long end = now + duration.toMillis();
        while (!timers.isEmpty() && timers.peek().at <= end) {
            var timer = timers.remove();
            now = timer.at;
            timer.task.run();
            settle();
        }
        now = end;
    }
}
