package net.weftnet.config.transformer.numbers;

import java.util.Comparator;

/**
 * Which number.
 *
 * @param series what it is unique among: a word, for some with the name of an object after it
 * @param owner the compiled object that it is for
 */
public record NumberName(String series, String owner) implements Comparable<NumberName> {
    /** Route targets of routing instances that are not a network's own. */
    public static final String ROUTE_TARGET = "route-target";

    /** Addresses of service chains. */
    public static final String CHAIN_ADDRESS = "service-chain-address";

    /** TCP ports of BGP as a service. */
    public static final String BGP_PORT = "bgpaas-port";

    private static final String VLAN = "service-chain-vlan ";
    private static final Comparator<NumberName> ORDER =
            Comparator.comparing(NumberName::series).thenComparing(NumberName::owner);

    /** {@return the VLAN of a chain on the ports of a machine} */
    public static NumberName vlan(String machine, String chain) {
        return new NumberName(VLAN + machine, chain);
    }

    /** {@return how many numbers the series has} */
    long size() {
        return switch (series) {
            case ROUTE_TARGET, CHAIN_ADDRESS -> 1 << 23;
            case BGP_PORT -> 1 << 16;
            default -> 4094;
        };
    }

    @Override
    public int compareTo(NumberName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return series + ' ' + owner;
    }
}
