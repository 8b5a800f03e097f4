package net.weftnet.protocol.bgp.message;

import net.weftnet.common.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where routes lead.
 *
 * @param address the next hop
 * @param linkLocal its IPv6 address on the link, null if not said (RFC 2545 section 3)
 */
public record BgpNextHop(IpAddress address, @Nullable IpAddress linkLocal) {

    public static BgpNextHop of(IpAddress address) {
        return new BgpNextHop(address, null);
    }

    @Override
    public String toString() {
        return linkLocal == null ? address.toString() : address + " (" + linkLocal + ")";
    }
}
