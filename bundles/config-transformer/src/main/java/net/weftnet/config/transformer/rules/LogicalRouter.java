package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.numbers.NumberName;
import net.weftnet.config.transformer.rules.RouteTargets.Direction;

/**
 * A logical router has a route target of its own, which the networks of its ports import and export, as they do those that
 * it is configured with: that is what routes between them. A router of the type vxlan-routing gives them to its internal
 * network instead, and the routes of the others are led there by the nodes.
 */
final class LogicalRouter implements Producer {
    /** What the name of the network inside a router begins with. */
    static final String INTERNAL_NETWORK = "__contrail_lr_internal_vn_";

    static final Rule<RouteTargets> TARGETS = new Targets();
    static final String TYPE = "logical-router";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var targets = scope.get(TARGETS, of);
        var router = EntryBuilder.of(TYPE, of)
                .leafs("route-target", targets.targets().keySet());
        var entries = new ArrayList<CompiledEntry>();
        entries.add(router.build());
        targets.targets().keySet().forEach(target -> entries.add(RouteTargets.object(target)));
        return entries;
    }

    static NumberName number(String router) {
        return new NumberName(NumberName.ROUTE_TARGET, TYPE + ' ' + router);
    }

    static boolean isVxlan(IntentObject router) {
        return router.data()
                .text("logical-router-type")
                .filter("vxlan-routing"::equals)
                .isPresent();
    }

    private static final class Targets implements Rule<RouteTargets> {
        @Override
        public String name() {
            return "route targets of router";
        }

        @Override
        public RouteTargets compute(String of, Scope scope) {
            var targets = new RouteTargets.Builder();
            scope.object(TYPE, of).ifPresent(router -> {
                Numbers.of(number(of), scope)
                        .flatMap(Settings.of(scope)::furtherRouteTarget)
                        .ifPresent(target -> targets.add(target, Direction.BOTH));
                RouteTargets.list(router.data(), "configured-route-target-list")
                        .forEach(target -> targets.add(target, Direction.BOTH));
                for (var vpn : router.data().texts("bgpvpn")) {
                    scope.object("bgpvpn", vpn).ifPresent(one -> targets.addLists(one.data()));
                }
            });
            return targets.build();
        }
    }
}
