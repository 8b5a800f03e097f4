package net.weftnet.compute.agent.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of things that are what they contain, such as rule sets: equal ones share a number, and a number never means
 * anything else, not even after its thing is gone. They need no file: a restart goes on behind the highest number in the
 * tables, or a start that grows with time, whichever is higher. Confined to the agent's thread.
 *
 * @param <T> with {@code equals}
 */
public final class ContentNumbers<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private int next;

    /** @param start the first number; a later life starts with a higher one */
    public ContentNumbers(int start) {
        next = start;
    }

    /** Takes over a number found in the tables. */
    void adopt(T content, int number) {
        numbers.putIfAbsent(content, number);
        next = Math.max(next, number + 1);
    }

    /** {@return the number of the content, given now if it has none} */
    public int number(T content) {
        return numbers.computeIfAbsent(content, _ -> next++);
    }

    /** Forgets what has none of these numbers. */
    void retain(Set<Integer> kept) {
        numbers.values().retainAll(kept);
    }
}
