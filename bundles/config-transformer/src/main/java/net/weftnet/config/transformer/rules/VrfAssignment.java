package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.weftnet.common.net.IpAddress;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.rules.Service.Membership;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;

/**
 * The table vrf-assign-table of a port of a service that routes, in the middle of chains: packets that the service sends are
 * looked up in the instance of the chain, and go on to the next service. What the service sends as itself, from an address of
 * the port, is looked up in the network's own instance. The outer ports of a chain need no table.
 *
 * <pre>
 *   left:left ── left port of s1 ∙ right port of s1 ──▶ left port of s2 ∙ right port of s2 ── right:right
 *                                  └──── with a table ────┘
 * </pre>
 */
final class VrfAssignment {
    private static final String PORT = "virtual-machine-interface";

    private final String port;
    private final String network;
    private final boolean isLeft;
    private final Scope scope;

    VrfAssignment(String port, String network, boolean isLeft, Scope scope) {
        this.port = port;
        this.network = network;
        this.isLeft = isLeft;
        this.scope = scope;
    }

    /** {@return the table of a port that is one of these machines; nothing for ports that need none} */
    Optional<ContainerNode> table(List<Membership> machines) {
        var rules = new ArrayList<UnkeyedListEntryNode>();
        for (var machine : machines) {
            var service = scope.get(Service.RULE, machine.service());
            boolean hasInstance = isLeft || !service.translates();
            if (!service.isTransparent() && hasInstance) {
                scope.get(ServiceChains.RULE, machine.service()).forEach(chain -> addChain(chain, machine, rules));
            }
        }
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        var all = new ArrayList<UnkeyedListEntryNode>();
        ownAddresses().forEach(address -> all.add(ofAddress(address)));
        all.addAll(rules);
        return Optional.of(CompiledNodes.container(
                "vrf-assign-table", List.of(CompiledNodes.unkeyedList("vrf-assign-rule", all))));
    }

    private void addChain(Chain chain, Membership machine, List<UnkeyedListEntryNode> rules) {
        var service = machine.service();
        var outer = isLeft ? chain.services().getFirst() : chain.services().getLast();
        if (service.equals(outer)) {
            return;
        }
        var instance = isLeft ? chain.leftInstance(service) : chain.rightInstance(service);
        for (var source : chain.sourcePorts()) {
            for (var destination : chain.destinationPorts()) {
                // What comes out on the left is on its way back.
                rules.add(rule(
                        chain.protocol(),
                        List.of(
                                (isLeft ? destination : source).write("src-port"),
                                (isLeft ? source : destination).write("dst-port")),
                        instance,
                        true));
            }
        }
    }

    private TreeSet<String> ownAddresses() {
        var addresses = new TreeSet<String>();
        for (var type : List.of("instance-ip", "floating-ip", "alias-ip")) {
            for (var name : scope.referrers(PORT, port, type)) {
                scope.object(type, name)
                        .flatMap(one -> one.data().text(type + "-address"))
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private UnkeyedListEntryNode ofAddress(String address) {
        var prefix = address + '/' + IpAddress.parse(address).family().bits();
        return rule(
                Protocols.ANY,
                List.of(
                        new Address.Subnets(List.of(prefix), false).write("src-address"),
                        PortRange.ALL.write("src-port"),
                        PortRange.ALL.write("dst-port")),
                RoutingInstances.primary(network),
                false);
    }

    private static UnkeyedListEntryNode rule(
            String protocol, List<? extends DataContainerChild> match, String instance, boolean ignoresAcl) {
        var condition = new ArrayList<DataContainerChild>(match);
        condition.add(CompiledNodes.leaf("protocol", Protocols.value(protocol)));
        return CompiledNodes.unkeyed(
                "vrf-assign-rule",
                List.of(
                        CompiledNodes.container("match-condition", condition),
                        CompiledNodes.leaf("routing-instance", instance),
                        CompiledNodes.leaf("ignore-acl", ignoresAcl)));
    }
}
