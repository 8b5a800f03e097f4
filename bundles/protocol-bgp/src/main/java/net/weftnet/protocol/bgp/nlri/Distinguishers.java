package net.weftnet.protocol.bgp.nlri;

import net.weftnet.common.net.RouteDistinguisher;

/** Route distinguishers of types that nobody has defined are carried like any other. */
final class Distinguishers {
    private Distinguishers() {}

    static String format(long octets) {
        return octets >>> 48 <= 2 ? new RouteDistinguisher(octets).toString() : "0x%016x".formatted(octets);
    }
}
