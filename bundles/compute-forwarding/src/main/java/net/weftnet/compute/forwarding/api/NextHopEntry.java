package net.weftnet.compute.forwarding.api;

/**
 * A next hop under the number routes and labels refer to it by.
 *
 * @param id the number, from 1: 0 means "none"
 */
public record NextHopEntry(int id, NextHop nextHop) implements TableEntry {

    public NextHopEntry {
        if (id <= 0) {
            throw new IllegalArgumentException("Next hop number is not positive: " + id);
        }
    }

    @Override
    public TableKey.NextHopKey key() {
        return new TableKey.NextHopKey(id);
    }
}
