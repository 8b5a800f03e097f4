package net.weftnet.control.rib.api;

import java.util.Comparator;
import net.weftnet.protocol.bgp.AddressFamily;

/**
 * A table: that of a family in a routing instance, or one that holds the routes of all VPNs.
 *
 * @param instance the routing instance; empty for the tables of all VPNs
 * @param family in an instance {@code inet}, {@code inet6} or {@code e-vpn}; of all VPNs {@code inet-vpn},
 *     {@code inet6-vpn}, {@code e-vpn} or {@code route-target}
 */
public record TableName(String instance, AddressFamily family) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::instance).thenComparing(TableName::family);

    /** {@return the table of a family that holds the routes of all VPNs} */
    public static TableName ofVpns(AddressFamily family) {
        return new TableName("", family);
    }

    /** {@return whether routes in it have distinguishers} */
    public boolean isOfVpns() {
        return instance.isEmpty();
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    /** {@return for example {@code default-domain:demo:front:front.inet.0} or {@code bgp.l3vpn.0}} */
    @Override
    public String toString() {
        if (isOfVpns()) {
            return "bgp."
                    + switch (family) {
                        case INET_VPN -> "l3vpn";
                        case INET6_VPN -> "l3vpn-inet6";
                        case EVPN -> "evpn";
                        case ROUTE_TARGET -> "rtarget";
                        case ERM_VPN -> "ermvpn";
                        case INET, INET6, INET_LABELED -> family.toString();
                    }
                    + ".0";
        }
        return instance + "." + family.toString().replace("-", "") + ".0";
    }
}
