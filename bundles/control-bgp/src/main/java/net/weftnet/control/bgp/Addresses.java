package net.weftnet.control.bgp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import net.weftnet.common.net.IpAddress;

/** Addresses as the JDK has them. */
final class Addresses {
    private Addresses() {}

    static InetSocketAddress socket(IpAddress address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 octets", e);
        }
    }

    static String text(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
