package net.weftnet.common.net;

import java.util.Optional;

/** Tunnel encapsulations between nodes, with their names on XMPP and their BGP tunnel types (RFC 9012). */
public enum Encapsulation {
    MPLS_OVER_GRE("gre", 11),
    MPLS_OVER_UDP("udp", 13),
    VXLAN("vxlan", 8);

    private static final int GRE = 2;
    private static final int OLD_MPLS_OVER_UDP = 37001;

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

    /**
     * {@return the encapsulation that a tunnel type of BGP means, or empty for one we do not know}
     *
     * @param tunnelType GRE stands for MPLS in it, and MPLS over UDP has a number from before it had one
     */
    public static Optional<Encapsulation> ofTunnelType(int tunnelType) {
        int meant =
                switch (tunnelType) {
                    case GRE -> MPLS_OVER_GRE.tunnelType;
                    case OLD_MPLS_OVER_UDP -> MPLS_OVER_UDP.tunnelType;
                    default -> tunnelType;
                };
        for (var encapsulation : values()) {
            if (encapsulation.tunnelType == meant) {
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
