package net.weftnet.compute.agent.controller;

import java.util.Comparator;

/**
 * What names a route of Ethernet VPN: an item in a routing instance.
 *
 * @param vrf the name of the routing instance
 * @param id the item, {@code [TAG-]MAC,ADDRESS/LENGTH}
 */
public record EnetKey(String vrf, String id) implements Comparable<EnetKey> {
    private static final Comparator<EnetKey> ORDER =
            Comparator.comparing(EnetKey::vrf).thenComparing(EnetKey::id);

    @Override
    public int compareTo(EnetKey other) {
        return ORDER.compare(this, other);
    }
}
