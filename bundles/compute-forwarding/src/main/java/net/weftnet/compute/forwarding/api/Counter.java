package net.weftnet.compute.forwarding.api;

/** Packets and the octets of their frames. A packet that is segmented later (GSO) counts once. */
public record Counter(long packets, long bytes) {

    /** No packet yet. */
    public static final Counter ZERO = new Counter(0, 0);

    /** {@return the sum} */
    public Counter plus(Counter other) {
        return new Counter(packets + other.packets, bytes + other.bytes);
    }
}
