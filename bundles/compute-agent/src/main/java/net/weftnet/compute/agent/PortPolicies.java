package net.weftnet.compute.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.oper.FloatingAddress;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.agent.policy.PolicyCompiler;
import net.weftnet.compute.agent.policy.PortPolicy;
import net.weftnet.compute.agent.table.DesiredTables;
import net.weftnet.compute.forwarding.api.InterfaceEntry;

/** What protects each active port in one state of the configuration, and the networks that are mentioned there. */
final class PortPolicies implements DesiredTables.Policies {
    private final AgentNumbers numbers;
    private final IntFunction<Optional<InterfaceEntry>> kept;
    private final PolicyCompiler compiler;
    private final Map<UUID, Optional<PortPolicy>> policies = new HashMap<>();
    private final Map<Floating, Optional<PortPolicy>> floating = new HashMap<>();
    private final Set<String> networks = new TreeSet<>();

    /** A port as one of a network that a floating address of it is from. */
    private record Floating(UUID port, String network) {}

    PortPolicies(ConfigDb config, OperDb oper, AgentNumbers numbers, IntFunction<Optional<InterfaceEntry>> kept) {
        this.numbers = numbers;
        this.kept = kept;
        compiler = new PolicyCompiler(config, this::network, numbers::vrf);
        oper.active().forEach(port -> {
            policies.put(port.uuid(), compiler.policy(port));
            compiler.floating(port).forEach(address -> of(port, address.virtualNetwork()));
        });
    }

    /** {@return the number of a network, which from now on is in use} */
    int network(String name) {
        networks.add(name);
        return numbers.network(name);
    }

    PolicyCompiler compiler() {
        return compiler;
    }

    /** {@return the networks in use} */
    Set<String> networks() {
        return Set.copyOf(networks);
    }

    @Override
    public Optional<PortPolicy> of(VmInterface port) {
        return policies.getOrDefault(port.uuid(), Optional.empty());
    }

    @Override
    public Optional<PortPolicy> of(VmInterface port, String network) {
        return floating.computeIfAbsent(new Floating(port.uuid(), network), _ -> compiler.policy(port.in(network)));
    }

    @Override
    public List<FloatingAddress> floating(VmInterface port) {
        return compiler.floating(port);
    }

    @Override
    public List<Long> groups(VmInterface port) {
        return compiler.groups(port);
    }

    @Override
    public Optional<InterfaceEntry> kept(int ifIndex) {
        return kept.apply(ifIndex);
    }
}
