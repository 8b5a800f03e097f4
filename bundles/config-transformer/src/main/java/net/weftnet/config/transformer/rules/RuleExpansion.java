package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.intent.Names;

/**
 * One rule of a policy as it concerns one network that has the policy.
 *
 * <p>A rule concerns the network when one of its ends is the network, any network, or the networks of a policy that the
 * network has, or when both ends are prefixes. A name of a policy stands for its networks. A rule for both directions is
 * two entries of the list.
 */
final class RuleExpansion {
    private static final String NETWORK = "virtual-network";
    private static final Address LOCAL = new Address.Network(Address.LOCAL);

    private final IntentObject network;
    private final PolicyRule rule;
    private final Scope scope;
    private final Actions actions;
    private final Optional<ServicePort> analyzer;
    private final Set<AclRule> rules = new LinkedHashSet<>();
    private final Map<String, Chain> chains = new LinkedHashMap<>();

    /** The two ends of traffic. */
    private record Ends(Address source, Address destination) {}

    RuleExpansion(IntentObject network, PolicyRule rule, Scope scope) {
        this.network = network;
        this.rule = rule;
        this.scope = scope;
        analyzer = rule.actions().analyzer().flatMap(name -> scope.get(Service.RULE, name)
                .leftPort());
        actions = analyzer.map(rule.actions()::mirroredTo).orElse(rule.actions());
        for (var source : rule.sources()) {
            for (var destination : rule.destinations()) {
                concerned(localized(source), localized(destination)).forEach(this::expand);
            }
        }
    }

    private Address localized(Address address) {
        return address.equals(LOCAL) ? own() : address;
    }

    private Address own() {
        return new Address.Network(network.fqName());
    }

    /** {@return the ends with this network in place of a policy that it has; none when the rule does not concern it} */
    private List<Ends> concerned(Address source, Address destination) {
        var name = network.fqName();
        if (source.covers(name) || destination.covers(name)) {
            return List.of(new Ends(source, destination));
        }
        if (source instanceof Address.Subnets && destination instanceof Address.Subnets) {
            return List.of(new Ends(source, destination));
        }
        var ends = new ArrayList<Ends>();
        if (isOfMine(destination)) {
            ends.add(new Ends(source, own()));
        }
        if (isOfMine(source)) {
            ends.add(new Ends(own(), destination));
        }
        return ends;
    }

    private boolean isOfMine(Address address) {
        return address instanceof Address.Policy(String policy)
                && networksOf(policy).anyMatch(network.fqName()::equals);
    }

    private Stream<String> networksOf(String policy) {
        return scope.referrers("network-policy", policy, NETWORK).stream();
    }

    private void expand(Ends ends) {
        if (rule.services().isEmpty()) {
            expanded(ends.source()).forEach(source -> expanded(ends.destination())
                    .forEach(destination -> add(source, destination, actions)));
            return;
        }
        boolean isSource = ends.source().equals(own());
        boolean isDestination = ends.destination().equals(own());
        if (isSource == isDestination && ends.destination().covers(network.fqName())) {
            return; // Which of two networks would be on the left is not said.
        }
        boolean isLeft = isSource || !isDestination && ends.source().covers(network.fqName());
        var far = isLeft ? ends.destination() : ends.source();
        for (var other : remoteNetworks(far)) {
            var chain = chain(other, isLeft);
            chains.put(other, chain);
            var instance = isLeft
                    ? chain.leftInstance(rule.services().getFirst())
                    : chain.rightInstance(rule.services().getLast());
            var remote = new Address.Network(other);
            var through = actions.through(Optional.of(instance));
            add(isLeft ? ends.source() : remote, isLeft ? remote : ends.destination(), through);
        }
    }

    private Stream<Address> expanded(Address address) {
        return address instanceof Address.Policy(String policy)
                ? networksOf(policy).map(Address.Network::new)
                : Stream.of(address);
    }

    /** {@return the networks at the other end of a chain: any stands for those of the same project} */
    private List<String> remoteNetworks(Address far) {
        var names =
                switch (far) {
                    case Address.Network(String name)
                    when name.equals(Address.ANY) -> scope.members(NETWORK, Names.parent(network.fqName())).stream();
                    case Address.Network(String name) -> Stream.of(name);
                    case Address.Policy(String policy) -> networksOf(policy);
                    case Address.Subnets _, Address.Group _, Address.Unsaid _ -> Stream.<String>of();
                };
        return names.filter(name -> !name.equals(network.fqName()))
                .filter(name -> scope.object(NETWORK, name).isPresent())
                .toList();
    }

    private Chain chain(String other, boolean isLeft) {
        return new Chain(
                isLeft ? network.fqName() : other,
                isLeft ? other : network.fqName(),
                rule.direction(),
                rule.protocol(),
                rule.sourcePorts(),
                rule.destinationPorts(),
                rule.services(),
                rule.retainsAsPath());
    }

    private void add(Address source, Address destination, Actions what) {
        for (var sourcePorts : rule.sourcePorts()) {
            for (var destinationPorts : rule.destinationPorts()) {
                var one = new AclRule(
                        rule.protocol(),
                        source,
                        sourcePorts,
                        destination,
                        destinationPorts,
                        rule.etherType(),
                        what,
                        rule.uuid(),
                        Optional.of(rule.direction()));
                rules.add(one);
                if (rule.direction().equals("<>")) {
                    rules.add(one.reversed());
                }
            }
        }
    }

    /** {@return the entries of the network's access control list, in the order in which they are tried} */
    List<AclRule> rules() {
        return List.copyOf(rules);
    }

    /** {@return whether an entry is a reason to connect the networks: traffic through services is none} */
    boolean connects(AclRule entry) {
        return rule.services().isEmpty()
                && entry.actions().isSimple()
                && !entry.actions().isDenied();
    }

    /** {@return the service chains that the rule asks for} */
    List<Chain> chains() {
        return List.copyOf(chains.values());
    }

    /** {@return the network that copies of the traffic go to, when it is another one} */
    Optional<String> analyzerNetwork() {
        return rules.isEmpty() ? Optional.empty() : analyzer.map(ServicePort::network);
    }
}
