package net.weftnet.compute.forwarding.api;

import java.util.List;

/**
 * What the flows of a port are judged by: each rule set of the direction in which a flow begins has to let it through,
 * and the reply passes with it. Without a rule set everything passes.
 *
 * <p>A number must never be used for two policies: flows remember the number they were judged under, and are judged
 * anew when their port has another one.
 *
 * @param number from 1
 * @param fromWorkload numbers of rule sets, at most {@link #MOST_STAGES}, in the order in which they are asked
 * @param toWorkload the same for flows that others begin
 * @param checksSource whether the workload may send only from addresses that its VRF routes to it
 */
public record PolicyEntry(int number, List<Integer> fromWorkload, List<Integer> toWorkload, boolean checksSource)
        implements TableEntry {
    /** How many rule sets there can be for a direction. */
    public static final int MOST_STAGES = 4;

    public PolicyEntry {
        fromWorkload = List.copyOf(fromWorkload);
        toWorkload = List.copyOf(toWorkload);
        if (number <= 0 || fromWorkload.size() > MOST_STAGES || toWorkload.size() > MOST_STAGES) {
            throw new IllegalArgumentException("Policy " + number + ": " + fromWorkload + ", " + toWorkload);
        }
    }

    @Override
    public TableKey.PolicyKey key() {
        return new TableKey.PolicyKey(number);
    }
}
