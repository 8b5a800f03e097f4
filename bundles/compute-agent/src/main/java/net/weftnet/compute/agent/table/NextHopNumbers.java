package net.weftnet.compute.agent.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;

/**
 * Numbers of next hops: equal next hops share one, and a number means the same next hop for as long as it is in the
 * forwarding tables. They need no file: after a restart the tables themselves say which number means what. Confined to
 * the agent's thread.
 */
public final class NextHopNumbers {
    private final Map<NextHop, Integer> numbers = new HashMap<>();
    private final Set<Integer> used = new TreeSet<>();
    private int lowestFree = 1;

    /** Takes over a number found in the tables; the first of several equal next hops is the one that is shared. */
    public void adopt(NextHopEntry entry) {
        numbers.putIfAbsent(entry.nextHop(), entry.id());
        used.add(entry.id());
    }

    /** {@return the number of the next hop, given now if it has none} */
    public int number(NextHop nextHop) {
        return numbers.computeIfAbsent(nextHop, _ -> take());
    }

    private int take() {
        while (used.contains(lowestFree)) {
            lowestFree++;
        }
        used.add(lowestFree);
        return lowestFree++;
    }

    /** Frees the numbers that are not among these. */
    public void retain(Set<Integer> kept) {
        numbers.values().retainAll(kept);
        used.retainAll(kept);
        lowestFree = 1;
    }
}
