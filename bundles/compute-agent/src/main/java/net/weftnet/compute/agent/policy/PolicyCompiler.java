package net.weftnet.compute.agent.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;
import net.weftnet.compute.agent.oper.FloatingAddress;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles what protects a port, in the order of OpenContrail's agent: the access control list of its network, then its
 * security groups, of which one has to let a flow pass. Each is made once for every direction in which a flow can begin;
 * the reply passes with it. Between two ports of this node both ends are asked, each for itself.
 *
 * <p>A network without a list, and a port without a group, let everything pass; a list that no rule matches nothing. What
 * is linked but has not arrived, or is not understood, lets nothing pass either.
 *
 * <p>One instance serves one state of the configuration; ports of one network share its rule sets.
 */
public final class PolicyCompiler {
    private static final Logger log = LoggerFactory.getLogger(PolicyCompiler.class);

    private static final String ACL = "access-control-list";
    private static final String GROUP = "security-group";

    private final ConfigDb config;
    private final ToIntFunction<String> networkNumber;
    private final ToIntFunction<String> vrfNumber;
    private final Set<String> instances = new TreeSet<>();
    private final Map<Subject, Optional<RuleSet>> compiled = new HashMap<>();

    /** What a rule set is made of. */
    private record Subject(List<ObjectName> owners, String network, Direction direction) {}

    /**
     * A compiler for the present configuration.
     *
     * @param networkNumber the number of a virtual network in routes and rules
     * @param vrfNumber the number of a routing instance
     */
    public PolicyCompiler(ConfigDb config, ToIntFunction<String> networkNumber, ToIntFunction<String> vrfNumber) {
        this.config = config;
        this.networkNumber = networkNumber;
        this.vrfNumber = vrfNumber;
    }

    /** {@return what protects the port; nothing at all if its policy is switched off} */
    public Optional<PortPolicy> policy(VmInterface port) {
        var name = new ObjectName("virtual-machine-interface", port.name());
        if (isOff(name)) {
            return Optional.empty();
        }
        boolean isSecured = !is(name, "port-security-enabled", "false");
        return Optional.of(new PortPolicy(
                sets(name, port, isSecured, Direction.FROM_WORKLOAD),
                sets(name, port, isSecured, Direction.TO_WORKLOAD),
                isSecured && checksSource(name, port)));
    }

    private List<RuleSet> sets(ObjectName name, VmInterface port, boolean isSecured, Direction direction) {
        var network = new ObjectName("virtual-network", port.virtualNetwork());
        var ofNetwork = compiled.computeIfAbsent(
                new Subject(List.of(network), port.virtualNetwork(), direction), this::ofNetwork);
        var groups = config.links(name, GROUP).toList();
        var ofGroups = isSecured && !groups.isEmpty()
                ? compiled.computeIfAbsent(new Subject(groups, port.virtualNetwork(), direction), this::ofGroups)
                : Optional.<RuleSet>empty();
        return Stream.of(ofNetwork, ofGroups).flatMap(Optional::stream).toList();
    }

    private Optional<RuleSet> ofNetwork(Subject subject) {
        var lists = config.links(subject.owners.getFirst(), ACL)
                .filter(list -> config.property(list, "access-control-list-entries")
                        .map(entries -> !AclReader.isDynamic(entries))
                        .orElse(true))
                .toList();
        if (lists.isEmpty()) {
            return Optional.empty();
        }
        var name = lists.getFirst().name();
        return Optional.of(
                new RuleSet(name, RuleSet.Kind.NETWORK_POLICY, subject.direction, rules(lists.stream(), subject)));
    }

    private Optional<RuleSet> ofGroups(Subject subject) {
        var ending = subject.direction == Direction.FROM_WORKLOAD
                ? "egress-access-control-list"
                : "ingress-access-control-list";
        var lists = subject.owners.stream()
                .flatMap(group -> config.links(group, ACL))
                .filter(list -> list.name().endsWith(":" + ending));
        var name =
                String.join(", ", subject.owners.stream().map(ObjectName::name).toList());
        return Optional.of(new RuleSet(name, RuleSet.Kind.SECURITY_GROUPS, subject.direction, rules(lists, subject)));
    }

    private List<Rule> rules(Stream<ObjectName> lists, Subject subject) {
        var rules = new ArrayList<Rule>();
        lists.forEach(list -> {
            try {
                config.property(list, "access-control-list-entries").stream()
                        .flatMap(entries -> AclReader.read(entries).stream())
                        .forEach(rule -> add(rule, subject, rules));
            } catch (IllegalArgumentException e) {
                log.warn("{} lets nothing pass, as it is not understood: {}", list, e.getMessage());
                rules.clear();
            }
        });
        return rules;
    }

    /** A rule of a list is one for each pair of prefixes of its ends, and none if the port's end is in another network. */
    private void add(AclRule rule, Subject subject, List<Rule> rules) {
        boolean isFromWorkload = subject.direction == Direction.FROM_WORKLOAD;
        var local = isFromWorkload ? rule.source() : rule.destination();
        var remote = isFromWorkload ? rule.destination() : rule.source();
        if (!local.covers(subject.network)) {
            return;
        }
        var match = Match.ANY
                .withFamily(rule.family())
                .withProtocol(rule.protocol())
                .withPorts(
                        isFromWorkload ? rule.sourcePorts() : rule.destinationPorts(),
                        isFromWorkload ? rule.destinationPorts() : rule.sourcePorts());
        if (remote.group() != 0) {
            match = match.withGroup(remote.group());
        } else if (!remote.covers("")) {
            match = match.withNetwork(networkNumber.applyAsInt(remote.network()));
        }
        var action = action(rule);
        for (var one : withLocal(match, local.prefixes())) {
            for (var other : withRemote(one, remote.prefixes())) {
                rules.add(new Rule(rule.id(), other, action));
            }
        }
    }

    /** Both ends of a flow are of one family: prefixes of another one match nothing. */
    private static List<Match> withLocal(Match match, List<IpPrefix> prefixes) {
        return prefixes.isEmpty()
                ? List.of(match)
                : prefixes.stream()
                        .filter(prefix -> isPossible(match, prefix))
                        .map(match::withLocal)
                        .toList();
    }

    private static List<Match> withRemote(Match match, List<IpPrefix> prefixes) {
        return prefixes.isEmpty()
                ? List.of(match)
                : prefixes.stream()
                        .filter(prefix -> isPossible(match, prefix))
                        .map(match::withRemote)
                        .toList();
    }

    private static boolean isPossible(Match match, IpPrefix prefix) {
        return match.family() == Match.Family.ANY || match.family() == Match.Family.of(prefix);
    }

    private Rule.Action action(AclRule rule) {
        var action = rule.passes() ? Rule.Action.ALLOW : Rule.Action.DENY;
        if (!rule.routingInstance().isEmpty()) {
            instances.add(rule.routingInstance());
            action = action.redirectedTo(vrfNumber.applyAsInt(rule.routingInstance()));
        }
        return rule.isLogged() ? action.logged() : action;
    }

    /** Whoever routes for others, or may use more addresses than its own, sends from addresses that are not routed to it. */
    private boolean checksSource(ObjectName name, VmInterface port) {
        var network = new ObjectName("virtual-network", port.virtualNetwork());
        boolean isStrict = config.property(network, "virtual-network-properties")
                .flatMap(properties -> properties.childText("rpf"))
                .filter(text -> text.strip().equals("disable"))
                .isEmpty();
        boolean isService = config.property(name, "virtual-machine-interface-properties")
                .flatMap(properties -> properties.childText("service-interface-type"))
                .isPresent();
        boolean hasPairs = config.property(name, "virtual-machine-interface-allowed-address-pairs")
                .filter(pairs -> !pairs.children("allowed-address-pair").isEmpty())
                .isPresent();
        return isStrict && !isService && !hasPairs;
    }

    private boolean is(ObjectName object, String property, String value) {
        return config.property(object, property)
                .filter(element -> element.text().strip().equals(value))
                .isPresent();
    }

    private boolean isOff(ObjectName name) {
        return is(name, "virtual-machine-interface-disable-policy", "true");
    }

    /** {@return the floating addresses that the port can have: the first ones, and none without a policy} */
    public List<FloatingAddress> floating(VmInterface port) {
        return isOff(new ObjectName("virtual-machine-interface", port.name()))
                ? List.of()
                : port.floating().stream().limit(FloatingEntry.MOST_ADDRESSES).toList();
    }

    /** {@return the ids of the port's security groups, as routes to it carry them} */
    public List<Long> groups(VmInterface port) {
        return config.neighbours(new ObjectName("virtual-machine-interface", port.name()), GROUP)
                .flatMap(this::id)
                .toList();
    }

    private Stream<Long> id(ObjectName group) {
        return Stream.of("configured-security-group-id", "security-group-id")
                .flatMap(property -> config.property(group, property).stream())
                .map(element -> element.text().strip())
                .filter(text -> text.matches("[0-9]{1,10}") && !text.equals("0"))
                .map(Long::valueOf)
                .limit(1);
    }

    /** {@return the routing instances that rules compiled so far send traffic to} */
    public Set<String> instances() {
        return Set.copyOf(instances);
    }
}
