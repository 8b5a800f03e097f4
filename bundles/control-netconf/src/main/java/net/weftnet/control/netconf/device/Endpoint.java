package net.weftnet.control.netconf.device;

import net.weftnet.common.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a device is, and who logs in there.
 *
 * @param name what operators call it
 * @param port TCP port of NETCONF over SSH
 * @param user who logs in
 * @param password of the user; null if only the key of this node is tried. Never shown
 */
public record Endpoint(String name, IpAddress address, int port, String user, @Nullable String password) {

    /** {@return address and port} */
    public String socket() {
        return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
    }

    @Override
    public String toString() {
        return user + "@" + socket();
    }
}
