package net.weftnet.protocol.xmpp;

/**
 * The pubsub node of a route: {@code af/safi/instance} names a table, {@code af/safi/instance/item} one route of it.
 *
 * <p>Nodes of Ethernet VPN are {@code 25/242/MAC,ADDRESS/LENGTH}: what is behind the second slash is not to be taken apart. Those
 * of multicast are {@code 1/241/instance/GROUP}.
 *
 * @param af the address family number (RFC 4760): 1 IPv4, 2 IPv6, 25 Ethernet VPN
 * @param safi the subsequent address family: 1 unicast, 241 multicast, 242 Ethernet VPN
 * @param instance the routing instance
 * @param item what follows: the prefix, for unicast; empty for the table itself
 */
public record RouteNode(int af, int safi, String instance, String item) {
    /** Address family of IPv4. */
    public static final int INET = 1;

    /** Address family of IPv6. */
    public static final int INET6 = 2;

    /** Subsequent address family of unicast routes. */
    public static final int UNICAST = 1;

    /** Address family of Ethernet VPN. */
    public static final int L2VPN = 25;

    /** Subsequent address family of Ethernet VPN on XMPP. */
    public static final int ENET = 242;

    /** Subsequent address family of multicast on XMPP. */
    public static final int MULTICAST = 241;

    /** {@return the node of a table} */
    public static RouteNode table(int af, int safi, String instance) {
        return new RouteNode(af, safi, instance, "");
    }

    /** Parses either form. */
    public static RouteNode parse(String text) throws StanzaException {
        var parts = text.split("/", 4);
        if (parts.length < 3) {
            throw new StanzaException("Not a route node (af/safi/instance[/item]): '" + text + "'");
        }
        return new RouteNode(
                (int) Fields.number("address family", parts[0], 0xffff),
                (int) Fields.number("subsequent address family", parts[1], 0xff),
                parts[2],
                parts.length == 4 ? parts[3] : "");
    }

    /** {@return whether this names a route, or table, of IPv4 or IPv6 unicast} */
    public boolean isUnicast() {
        return (af == INET || af == INET6) && safi == UNICAST;
    }

    /** {@return whether this names a route of Ethernet VPN, which has no instance in it, or a table} */
    public boolean isEthernet() {
        return af == L2VPN && safi == ENET;
    }

    /** {@return whether this names a group of multicast, or a table} */
    public boolean isMulticast() {
        return af == INET && safi == MULTICAST;
    }

    @Override
    public String toString() {
        var table = af + "/" + safi + "/" + instance;
        return item.isEmpty() ? table : table + "/" + item;
    }
}
