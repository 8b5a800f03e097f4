package net.weftnet.compute.forwarding.api;

/**
 * Ports of TCP, UDP or SCTP, both ends included. A range that is not {@link #ANY} matches no other protocol.
 *
 * @param first 0 to 65535
 * @param last the first one to 65535
 */
public record PortRange(int first, int last) {
    /** The largest port. */
    public static final int MAX = 0xffff;
    /** All ports, and protocols without ports. */
    public static final PortRange ANY = new PortRange(0, MAX);

    public PortRange {
        if (first < 0 || last > MAX || first > last) {
            throw new IllegalArgumentException("No range of ports: " + first + " to " + last);
        }
    }

    /** {@return the range of one port} */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /** {@return whether the port is in the range} */
    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    @Override
    public String toString() {
        return equals(ANY) ? "any" : first == last ? Integer.toString(first) : first + "-" + last;
    }
}
