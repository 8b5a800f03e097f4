package net.weftnet.compute.forwarding.api;

/**
 * A rule set under the number policies refer to it by. A number always means the same set: for other rules there is
 * another number, and then the next policy.
 *
 * @param number from 1
 */
public record RuleSetEntry(int number, RuleSet set) implements TableEntry {
    public RuleSetEntry {
        if (number <= 0) {
            throw new IllegalArgumentException("Number of a rule set is not positive: " + number);
        }
    }

    @Override
    public TableKey.RuleSetKey key() {
        return new TableKey.RuleSetKey(number);
    }
}
