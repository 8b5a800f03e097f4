package net.weftnet.common.net;

import java.util.Optional;

/** Tunnel encapsulations between nodes, with their names on XMPP and their BGP tunnel types (RFC 9012). */
public enum Encapsulation {
    MPLS_OVER_GRE("gre", 11),
    MPLS_OVER_UDP("udp", 13),
    VXLAN("vxlan", 8);

    private final String wireName;
    private final int tunnelType;

    Encapsulation(String wireName, int tunnelType) {
        this.wireName = wireName;
        this.tunnelType = tunnelType;
    }

    /** {@return the encapsulation of this XMPP name, or empty for one we do not know} */
    public static Optional<Encapsulation> ofWireName(String name) {
        for (var encapsulation : values()) {
            if (encapsulation.wireName.equals(name)) {
                return Optional.of(encapsulation);
            }
        }
        return Optional.empty();
    }

    /** {@return the name in {@code <tunnel-encapsulation>}: gre, udp or vxlan} */
    public String wireName() {
        return wireName;
    }

    /** {@return the tunnel type of the BGP encapsulation community} */
    public int tunnelType() {
        return tunnelType;
    }
}
