package net.weftnet.compute.forwarding.api;

/**
 * A label other nodes send packets to this node under.
 *
 * @param label 16 to 1048575 (RFC 3032: lower ones are reserved)
 */
public record LabelEntry(int label, int nextHopId) implements TableEntry {

    public LabelEntry {
        check(label);
    }

    static void check(int label) {
        if (label < 16 || label > 0xfffff) {
            throw new IllegalArgumentException("MPLS label is not in 16..1048575: " + label);
        }
    }

    @Override
    public TableKey.LabelKey key() {
        return new TableKey.LabelKey(label);
    }
}
