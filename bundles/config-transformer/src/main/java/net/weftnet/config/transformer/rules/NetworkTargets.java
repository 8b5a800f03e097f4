package net.weftnet.config.transformer.rules;

import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.rules.RouteTargets.Direction;

/** The route targets of a network's own routing instance: its own, those it is configured with, those of its VPNs. */
final class NetworkTargets implements Rule<RouteTargets> {
    static final NetworkTargets RULE = new NetworkTargets();

    @Override
    public String name() {
        return "route targets of network";
    }

    /** {@return the target that the system gave a network} */
    static Optional<String> own(Data network, Scope scope) {
        return network.text("route-target-number")
                .flatMap(number -> Settings.of(scope).routeTarget(Long.parseLong(number)));
    }

    @Override
    public RouteTargets compute(String of, Scope scope) {
        var targets = new RouteTargets.Builder();
        scope.object("virtual-network", of).ifPresent(network -> {
            own(network.data(), scope).ifPresent(target -> targets.add(target, Direction.BOTH));
            targets.addLists(network.data());
            for (var vpn : network.data().texts("bgpvpn")) {
                scope.object("bgpvpn", vpn).ifPresent(one -> targets.addLists(one.data()));
            }
        });
        return targets.build();
    }
}
