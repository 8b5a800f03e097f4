package net.weftnet.config.transformer.rules;

import java.util.Optional;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.rules.RouteTargets.Direction;

/** The route targets of a network's own routing instance: its own, those it is configured with, those of its VPNs and routers. */
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

    /** {@return the targets that a network is configured with, also by its VPNs} */
    static RouteTargets configured(Data network, Scope scope) {
        var targets = new RouteTargets.Builder().addLists(network);
        for (var vpn : network.texts("bgpvpn")) {
            scope.object("bgpvpn", vpn).ifPresent(one -> targets.addLists(one.data()));
        }
        return targets.build();
    }

    @Override
    public RouteTargets compute(String of, Scope scope) {
        var targets = new RouteTargets.Builder();
        scope.object(NetworkInstance.TYPE, of).ifPresent(network -> {
            own(network.data(), scope).ifPresent(target -> targets.add(target, Direction.BOTH));
            targets.add(configured(network.data(), scope));
            for (var router : scope.get(RouterNetworks.OfNetwork.RULE, of)) {
                targets.add(scope.get(LogicalRouter.TARGETS, router));
            }
        });
        return targets.build();
    }
}
