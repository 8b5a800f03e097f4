package net.weftnet.config.policy.language;

/**
 * Ports of a protocol.
 *
 * @param first 0 to 65535
 * @param last not below the first
 */
public record PortRange(int first, int last) {
    private static final int MAX = 65_535;

    public PortRange {
        if (first < 0 || last > MAX) {
            throw new IllegalArgumentException("ports are 0 to 65535");
        }
        if (last < first) {
            throw new IllegalArgumentException("the last port is below the first one");
        }
    }

    /** {@return whether these are all ports} */
    boolean isAny() {
        return first == 0 && last == MAX;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
