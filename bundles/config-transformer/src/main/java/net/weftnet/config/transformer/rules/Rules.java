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
    private static final Set<String> LISTED = Set.of(
            "virtual-network",
            "service-instance",
            "port-tuple",
            "logical-router",
            "bgp-router",
            "application-policy-set");

    private Rules() {}

    /** {@return all rules in their order} */
    private static List<Rule<?>> all() {
        var rules = new ArrayList<Rule<?>>(values());
        rules.addAll(producers());
        rules.addAll(NumberNeeds.all(true));
        return rules;
    }

    private static List<Rule<?>> values() {
        var rules = new ArrayList<Rule<?>>();
        rules.add(Settings.RULE);
        rules.addAll(Numbers.all());
        rules.add(Service.RULE);
        rules.addAll(Analyzers.all());
        rules.addAll(RouterNetworks.all());
        rules.add(LogicalRouter.TARGETS);
        rules.add(NetworkTargets.RULE);
        rules.add(StaticRoutes.RULE);
        rules.add(PolicyRule.OF_POLICY);
        rules.add(AskedChains.RULE);
        rules.add(NetworkChains.RULE);
        rules.add(NetworkTraffic.RULE);
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
                new ChainInstances(),
                new LogicalRouter(),
                new RoutingPolicyInstances(),
                new RouteAggregateInstances(),
                new LoggedRules(),
                new ProjectFirewall(),
                new SystemFirewall(),
                new BgpMesh(),
                new BgpService());
    }

    /** {@return a graph of those rules that say which numbers are needed, with nothing in it} */
    public static DerivationGraph numbersGraph() {
        var rules = new ArrayList<Rule<?>>(
                List.of(Service.RULE, PolicyRule.OF_POLICY, AskedChains.RULE, NetworkChains.RULE));
        rules.addAll(NumberNeeds.all(false));
        return new DerivationGraph(rules, Set.of(NetworkInstance.TYPE, "port-tuple"));
    }

    /** {@return the types that {@link #numbersGraph} reads} */
    public static Set<String> readByNumbersGraph() {
        return Set.of(
                NetworkInstance.TYPE,
                "network-policy",
                "service-template",
                "service-instance",
                "port-tuple",
                "virtual-machine",
                "virtual-machine-interface",
                "instance-ip",
                LogicalRouter.TYPE,
                BgpService.TYPE);
    }

    /** {@return a graph of all rules, with nothing in it} */
    public static DerivationGraph graph() {
        return new DerivationGraph(all(), LISTED);
    }
}
