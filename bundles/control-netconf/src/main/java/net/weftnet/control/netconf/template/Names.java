package net.weftnet.control.netconf.template;

import net.weftnet.common.net.IpAddress;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Vrf;

/** What our things are called on devices. */
final class Names {
    /** What the names of all that is ours begin with. */
    static final String PREFIX = "weft-";

    private static final int LONGEST = 40;
    private static final int SHORT = 0xffff;
    /** Greater than any number of a VRF. */
    private static final int BRIDGED = 0x100_0000;

    private Names() {}

    /** {@return the name of a VRF: readable, unique, and of characters that every make takes} */
    static String of(Vrf vrf) {
        var last = vrf.name().substring(vrf.name().lastIndexOf(':') + 1).replaceAll("[^A-Za-z0-9_-]", "-");
        return PREFIX + (last.length() > LONGEST ? last.substring(0, LONGEST) : last) + "-" + vrf.id();
    }

    /**
     * {@return the route distinguisher of a VRF} Each gateway has its own where the number allows, so that none hides the
     * other's routes.
     */
    static String distinguisher(GatewayRouter gateway, Vrf vrf) {
        var own = gateway.dataplane().filter(IpAddress::isIpv4);
        if (own.isPresent() && vrf.id() <= SHORT) {
            return own.get() + ":" + vrf.id();
        }
        return as(gateway) + ":" + vrf.id();
    }

    /** {@return the route distinguisher of the bridged side of a VRF, which must be another one than that of the routed} */
    static String bridgeDistinguisher(GatewayRouter gateway, Vrf vrf) {
        return as(gateway) + ":" + (BRIDGED + vrf.id());
    }

    private static long as(GatewayRouter gateway) {
        long as = gateway.speaker().map(BgpRouter::as).orElse(0L);
        return as <= SHORT ? as : 0;
    }
}
