package net.weftnet.control.bgp;

import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** A route of inet-vpn or inet6-vpn with all that BGP says of it. */
record VpnRoute(PrefixNlri nlri, BgpNextHop nextHop, PathAttributes attributes) {

    /** {@return what makes it another route than others} */
    PrefixNlri key() {
        return nlri.withoutLabel();
    }

    BgpRouteView view(String neighbor) {
        var distinguished = nlri.withoutLabel().toString();
        var prefix = nlri.prefix().toString();
        return new BgpRouteView(
                neighbor,
                distinguished.substring(0, distinguished.length() - prefix.length() - 1),
                prefix,
                nlri.label(),
                nextHop.toString(),
                attributes.asPath().toString(),
                attributes.localPreference(),
                attributes.extendedCommunities().stream()
                        .map(ExtendedCommunity::toString)
                        .toList());
    }
}
