package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.numbers.NumberName;
import net.weftnet.config.transformer.rules.RouteTargets.Direction;

/**
 * The routing instances of services in chains: one on each side of each service, below the network of that side.
 *
 * <pre>
 *   left:left ──▶ left:service-C-s1 ∙∙s1∙∙ right:service-C-s1 ──▶ left:service-C-s2 ∙∙s2∙∙ right:service-C-s2 ──▶ right:right
 *       ──▶ connection      ∙∙ service-chain-information: routes of one side come out on the other, through the service
 * </pre>
 *
 * A service that translates addresses has no instance on its right. Where both networks let several policies lead through
 * chains, the first and last instance import the networks' route targets instead of being connected.
 */
final class ChainInstances implements Producer {

    @Override
    public String type() {
        return NetworkInstance.TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var entries = new ArrayList<CompiledEntry>();
        for (var chain : scope.get(ActiveChains.RULE, of)) {
            for (int i = 0; i < chain.services().size(); i++) {
                var hop = new Hop(chain, i, scope);
                if (chain.left().equals(of)) {
                    entries.addAll(left(hop));
                } else if (!hop.service().translates()) {
                    entries.addAll(right(hop));
                }
            }
        }
        return entries;
    }

    /** One service of a chain. */
    private record Hop(Chain chain, int place, Scope scope) {
        String name() {
            return chain.services().get(place);
        }

        Service service() {
            return scope.get(Service.RULE, name());
        }

        boolean isFirst() {
            return place == 0;
        }

        boolean isLast() {
            return place == chain.services().size() - 1;
        }

        boolean isMultiPolicy() {
            return NetworkChains.isMultiPolicy(chain, scope);
        }
    }

    private static List<CompiledEntry> left(Hop hop) {
        var chain = hop.chain();
        var targets = new RouteTargets.Builder();
        boolean followsNat = !hop.isFirst()
                && hop.scope()
                        .get(Service.RULE, chain.services().get(hop.place() - 1))
                        .translates();
        if (hop.isFirst() && hop.isMultiPolicy() || followsNat) {
            own(chain.left(), hop).ifPresent(target -> targets.add(target, Direction.IMPORT));
        }
        if (hop.isFirst()) {
            exported(chain.left(), hop).forEach(target -> targets.add(target, Direction.EXPORT));
        }
        return instance(hop, chain.left(), chain.leftInstance(hop.name()), Optional.empty(), targets, true);
    }

    private static List<CompiledEntry> right(Hop hop) {
        var chain = hop.chain();
        var targets = new RouteTargets.Builder();
        Optional<String> next = Optional.empty();
        if (!hop.isLast()) {
            next = Optional.of(chain.leftInstance(chain.services().get(hop.place() + 1)));
        } else if (hop.isMultiPolicy()) {
            own(chain.right(), hop).ifPresent(target -> targets.add(target, Direction.IMPORT));
        } else {
            next = Optional.of(RoutingInstances.primary(chain.right()));
        }
        if (hop.isLast()) {
            exported(chain.right(), hop).forEach(target -> targets.add(target, Direction.EXPORT));
        }
        return instance(hop, chain.right(), chain.rightInstance(hop.name()), next, targets, chain.isBidirectional());
    }

    private static List<CompiledEntry> instance(
            Hop hop,
            String network,
            String name,
            Optional<String> next,
            RouteTargets.Builder targets,
            boolean leadsOn) {
        var scope = hop.scope();
        var uuid = scope.object(NetworkInstance.TYPE, network).orElseThrow().uuid();
        var instance = EntryBuilder.of("routing-instance", name)
                .leaf("uuid", Uuids.derived(uuid, name))
                .leaf(NetworkInstance.TYPE, network)
                .leaf("routing-instance-is-default", false);
        if (hop.service().isPhysical()) {
            instance.leaf("routing-instance-has-pnf", true);
        }
        next.ifPresent(other -> instance.entry(EntryBuilder.of("routing-instance", other)));
        Numbers.of(new NumberName(NumberName.ROUTE_TARGET, name), scope)
                .flatMap(Settings.of(scope)::furtherRouteTarget)
                .ifPresent(target -> targets.add(target, Direction.BOTH));
        if (leadsOn) {
            boolean isLeft = network.equals(hop.chain().left());
            new ChainInformation(hop.chain(), hop.name(), hop.service(), isLeft, scope).writeTo(instance);
        }
        var entries = new ArrayList<CompiledEntry>(targets.build().writeTo(instance));
        entries.addFirst(instance.build());
        return entries;
    }

    private static Optional<String> own(String network, Hop hop) {
        return hop.scope()
                .object(NetworkInstance.TYPE, network)
                .flatMap(one -> NetworkTargets.own(one.data(), hop.scope()));
    }

    /** Who outside has a configured target of the network reaches it through the chain; so does transit traffic. */
    private static List<String> exported(String network, Hop hop) {
        var targets = new ArrayList<String>();
        var data =
                hop.scope().object(NetworkInstance.TYPE, network).orElseThrow().data();
        NetworkTargets.configured(data, hop.scope()).targets().forEach((target, direction) -> {
            if (direction == Direction.BOTH) {
                targets.add(target);
            }
        });
        boolean isTransit = data.container("virtual-network-properties")
                .filter(properties -> properties.flag("allow-transit"))
                .isPresent();
        if (isTransit) {
            own(network, hop).ifPresent(targets::add);
        }
        return targets;
    }
}
