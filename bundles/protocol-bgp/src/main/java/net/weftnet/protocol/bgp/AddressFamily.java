package net.weftnet.protocol.bgp;

import java.util.Optional;

/** The address families we speak: AFI and SAFI of RFC 4760, and the name that operators know them by. */
public enum AddressFamily {
    INET("inet", 1, 1),
    INET6("inet6", 2, 1),
    /** RFC 8277. */
    INET_LABELED("inet-labeled", 1, 4),
    /** RFC 4364. */
    INET_VPN("inet-vpn", 1, 128),
    /** RFC 4659. */
    INET6_VPN("inet6-vpn", 2, 128),
    /** RFC 7432. */
    EVPN("e-vpn", 25, 70),
    /** RFC 4684. */
    ROUTE_TARGET("route-target", 1, 132),
    /** Edge replicated multicast between control nodes. */
    ERM_VPN("erm-vpn", 1, 243);

    private final String text;
    private final int afi;
    private final int safi;

    AddressFamily(String text, int afi, int safi) {
        this.text = text;
        this.afi = afi;
        this.safi = safi;
    }

    /** {@return the family of these numbers, or empty for one we do not speak} */
    public static Optional<AddressFamily> of(int afi, int safi) {
        for (var family : values()) {
            if (family.afi == afi && family.safi == safi) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** {@return the family of this name, as in the configuration, or empty for one we do not speak} */
    public static Optional<AddressFamily> ofName(String name) {
        for (var family : values()) {
            if (family.text.equals(name)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    public int afi() {
        return afi;
    }

    public int safi() {
        return safi;
    }

    /** {@return whether prefixes of this family begin with a label} */
    public boolean isLabeled() {
        return this == INET_LABELED || isVpn();
    }

    /** {@return whether prefixes and next hops of this family begin with a route distinguisher} */
    public boolean isVpn() {
        return this == INET_VPN || this == INET6_VPN;
    }

    /** {@return bits of an address in a prefix of this family: 32 or 128; 0 if it has no plain prefixes} */
    public int addressBits() {
        return switch (this) {
            case INET, INET_LABELED, INET_VPN -> 32;
            case INET6, INET6_VPN -> 128;
            case EVPN, ROUTE_TARGET, ERM_VPN -> 0;
        };
    }

    /** {@return the name: {@code inet-vpn}} */
    @Override
    public String toString() {
        return text;
    }
}
