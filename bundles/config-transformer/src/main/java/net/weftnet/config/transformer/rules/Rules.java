package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.weftnet.config.transformer.engine.DerivationGraph;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Rule;

/**
 * All rules, each after those it reads. What a revision of the intent means is what they say, and nothing else.
 *
 * <pre>
 *   settings, services, analyzers, routers           what several rules need
 *        │
 *   traffic of network ─▶ chains ─▶ connections      what its policies ask for, and what others agree to
 *        │
 *   producers                                        routing instances, route targets, access control lists, …
 * </pre>
 */
public final class Rules {

    /** The types whose objects rules list, by parent or all of them. */
    private static final Set<String> LISTED =
            Set.of("virtual-network", "service-instance", "port-tuple", "logical-router", "bgp-router");

    private Rules() {}

    /** {@return all rules in their order} */
    private static List<Rule<?>> all() {
        var rules = new ArrayList<Rule<?>>(values());
        rules.addAll(producers());
        return rules;
    }

    private static List<Rule<?>> values() {
        var rules = new ArrayList<Rule<?>>();
        rules.add(Settings.RULE);
        rules.addAll(Numbers.all());
        rules.add(Service.RULE);
        rules.add(Analyzers.RULE);
        rules.add(Analyzers.OfNetwork.RULE);
        rules.addAll(RouterNetworks.all());
        rules.add(LogicalRouter.TARGETS);
        rules.add(NetworkTargets.RULE);
        rules.add(StaticRoutes.RULE);
        rules.add(NetworkTraffic.RULE);
        rules.add(NetworkChains.RULE);
        rules.add(NetworkConnections.RULE);
        rules.add(Neighbors.RULE);
        rules.add(ActiveChains.RULE);
        rules.add(ServiceChains.RULE);
        rules.add(BgpMesh.Speakers.RULE);
        return rules;
    }

    private static List<Producer> producers() {
        return List.of(
                new NetworkInstance(),
                new NetworkAcls(),
                new NetworkReport(),
                new PortInstances(),
                new SecurityGroupAcls(),
                new ChainNumbers(),
                new ChainInstances(),
                new LogicalRouter(),
                new RoutingPolicyInstances(),
                new RouteAggregateInstances(),
                new BgpMesh(),
                new BgpService());
    }

    /** {@return a graph of all rules, with nothing in it} */
    public static DerivationGraph graph() {
        return new DerivationGraph(all(), LISTED);
    }
}
