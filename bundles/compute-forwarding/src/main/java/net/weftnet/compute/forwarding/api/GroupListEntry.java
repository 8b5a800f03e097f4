package net.weftnet.compute.forwarding.api;

import java.util.List;

/**
 * Security groups under the number routes refer to them by.
 *
 * @param number from 1
 * @param groups at most {@link #MOST_GROUPS} ids
 */
public record GroupListEntry(int number, List<Integer> groups) implements TableEntry {
    /** How many groups a destination can be in. */
    public static final int MOST_GROUPS = 16;

    public GroupListEntry {
        groups = List.copyOf(groups);
        if (number <= 0 || groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException("List " + number + " of security groups: " + groups);
        }
    }

    @Override
    public TableKey.GroupListKey key() {
        return new TableKey.GroupListKey(number);
    }
}
