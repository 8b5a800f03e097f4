package net.weftnet.control.netconf;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Neighbor;
import net.weftnet.control.config.api.GatewayRouter.Vrf;

/** Gateways as the configuration has them. */
public final class Gateways {
    public static final Vrf FRONT = vrf("default-domain:demo:front", 5, "target:64512:8000001");
    public static final Vrf BACK = vrf("default-domain:demo:back", 6, "target:64512:8000002");

    private static final String ROUTERS = "default-domain:default-project:ip-fabric:__default__:";

    private Gateways() {}

    static Vrf vrf(String name, int id, String target) {
        var targets = Set.of(RouteTarget.parse(target));
        return new Vrf(name, id, id + 1000, true, true, targets, targets, List.of(IpPrefix.parse("10.1.1.0/24")));
    }

    /** {@return a gateway with two sessions, one of them also for EVPN} */
    public static GatewayRouter gateway(String vendor, Vrf... vrfs) {
        return gateway(vendor, "192.0.2.9", 830, vrfs);
    }

    static GatewayRouter gateway(String vendor, String address, int port, Vrf... vrfs) {
        var self = new BgpRouter(
                ROUTERS + "gw",
                false,
                64512,
                IpAddress.parse("192.0.2.9"),
                Optional.empty(),
                IpAddress.parse("192.0.2.9"),
                179,
                90,
                Set.of(),
                List.of());
        return new GatewayRouter(
                "default-global-system-config:gw",
                IpAddress.parse(address),
                port,
                vendor,
                Optional.of(TestDevice.USER),
                TestDevice.PASSWORD,
                Optional.of(IpAddress.parse("198.51.100.9")),
                Optional.of(self),
                List.of(
                        new Neighbor(ROUTERS + "c1", IpAddress.parse("192.0.2.1"), 64512, Set.of()),
                        new Neighbor(ROUTERS + "c2", IpAddress.parse("192.0.2.2"), 64512, Set.of("inet-vpn", "e-vpn"))),
                List.of(vrfs),
                List.of(IpPrefix.parse("198.51.100.0/24")));
    }
}
