package net.weftnet.compute.agent.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.ToIntFunction;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.agent.oper.FloatingAddress;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.agent.policy.PortPolicy;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHop.Ecmp.Member;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;

/**
 * What the forwarding tables shall hold: a function of the operational view, the learned routes and the numbers given.
 *
 * <pre>
 *   active interface ─▶ policy ─▶ its rule sets
 *                    ─▶ interface entry, next hop "interface", label ─▶ next hop, route to each address ─▶ next hop
 *                    ─▶ floating addresses, next hop "floating", label ─▶ next hop, routes ─▶ next hop
 *   learned route    ─▶ next hop "tunnel" (shared by all routes to that node), route ─▶ next hop with its label
 *                    ─▶ of several equal paths: next hop "ecmp" ─▶ a next hop for each, route ─▶ it
 *                    ─▶ to this node itself: route ─▶ next hop of the interface that has the label
 * </pre>
 *
 * A local interface wins over a learned route for the same address. What this node published and another routing instance
 * imports comes back to it; the label of an interface that is gone leads nowhere.
 */
public final class DesiredTables {
    private final Numbers numbers;
    private final Policies policies;
    private final IpAddress underlay;
    private final Bridging bridging;
    private final BridgeTables bridges;
    private final Map<TableKey, TableEntry> entries = new LinkedHashMap<>();

    /** The numbers entries are known by. */
    public record Numbers(
            ToIntFunction<String> vrf,
            ToIntFunction<UUID> label,
            ToIntFunction<String> bridgeLabel,
            ToIntFunction<UUID> vif,
            ToIntFunction<String> network,
            TableNumbers tables) {}

    /** What protects ports. */
    public interface Policies {
        /** {@return the port's policy; none if it has none} */
        Optional<PortPolicy> of(VmInterface port);

        /** {@return what protects the port as one of another network, that of a floating address; none if it has none} */
        Optional<PortPolicy> of(VmInterface port, String network);

        /** {@return the floating addresses that the port can have} */
        List<FloatingAddress> floating(VmInterface port);

        /** {@return ids of the port's security groups} */
        List<Long> groups(VmInterface port);

        /** {@return an interface that has to keep its policies and its mode for now, as it is in the tables} */
        Optional<InterfaceEntry> kept(int ifIndex);
    }

    private DesiredTables(Numbers numbers, Policies policies, IpAddress underlay, Bridging bridging) {
        this.bridging = bridging;
        bridges = new BridgeTables(this, bridging);
        this.numbers = numbers;
        this.policies = policies;
        this.underlay = underlay;
    }

    /**
     * Computes the entries, by key.
     *
     * @param underlay this node's tunnel address
     */
    public static Map<TableKey, TableEntry> of(
            OperDb oper,
            Collection<LearnedRoute> learned,
            Bridging bridging,
            IpAddress underlay,
            Policies policies,
            Numbers numbers) {
        var tables = new DesiredTables(numbers, policies, underlay, bridging);
        oper.active().forEach(tables::add);
        learned.forEach(tables::add);
        tables.bridges.finish();
        return Collections.unmodifiableMap(tables.entries);
    }

    private void add(VmInterface vmi) {
        int vrf = numbers.vrf.applyAsInt(vmi.vrf());
        var mac = Objects.requireNonNull(vmi.mac(), "an active interface has a MAC address");
        int vif = numbers.vif.applyAsInt(vmi.uuid());
        var network = bridging.networks().apply(vmi.virtualNetwork());
        var port = new InterfaceEntry(
                vmi.ifIndex(), vif, vmi.device(), InterfaceEntry.Kind.WORKLOAD, vrf, mac, policyNumber(vmi));
        // Of half a configuration a network that bridges looks like one that routes.
        put(port.withMode(policies.kept(vmi.ifIndex()).map(InterfaceEntry::mode).orElse(network.mode())));
        int nextHop = nextHop(new NextHop.Interface(vmi.ifIndex(), mac));
        put(new LabelEntry(numbers.label.applyAsInt(vmi.uuid()), nextHop));
        if (network.bridges()) {
            bridges.add(vmi, network, nextHop);
        }
        var groups = policies.groups(vmi).stream().map(Long::intValue).toList();
        for (var address : vmi.addresses()) {
            put(route(vrf, IpPrefix.host(address), nextHop, 0, vmi.virtualNetwork(), groups));
        }
        addFloating(vmi, mac, groups);
    }

    /**
     * Floating addresses are judged by the policy of their network, and reached under a label of their own. A port whose
     * policy is switched off has none. Those in the tables stay as they are while the port keeps its policy: nothing is deleted
     * then.
     */
    private void addFloating(VmInterface vmi, MacAddress mac, List<Integer> groups) {
        if (policies.kept(vmi.ifIndex()).isPresent()) {
            return;
        }
        var addresses = new ArrayList<FloatingEntry.Address>();
        for (var floating : policies.floating(vmi)) {
            int vrf = numbers.vrf.applyAsInt(floating.vrf());
            var policy = policies.of(vmi, floating.virtualNetwork()).orElseThrow();
            addresses.add(new FloatingEntry.Address(floating.fixed(), floating.address(), vrf, policyNumber(policy)));
        }
        if (addresses.isEmpty()) {
            return;
        }
        put(new FloatingEntry(vmi.ifIndex(), addresses));
        int nextHop = nextHop(new NextHop.Floating(vmi.ifIndex(), mac));
        put(new LabelEntry(numbers.label.applyAsInt(vmi.floatingId()), nextHop));
        for (var floating : policies.floating(vmi)) {
            int vrf = numbers.vrf.applyAsInt(floating.vrf());
            put(route(vrf, IpPrefix.host(floating.address()), nextHop, 0, floating.virtualNetwork(), groups));
        }
    }

    private int policyNumber(VmInterface vmi) {
        return policies.kept(vmi.ifIndex())
                .map(InterfaceEntry::policy)
                .orElseGet(() -> policies.of(vmi).map(this::policyNumber).orElse(0));
    }

    private int policyNumber(PortPolicy policy) {
        var from = policy.fromWorkload().stream().map(this::setNumber).toList();
        var to = policy.toWorkload().stream().map(this::setNumber).toList();
        var content = new TableNumbers.PolicyContent(from, to, policy.checksSource());
        int number = numbers.tables.policies().number(content);
        put(new PolicyEntry(number, from, to, policy.checksSource()));
        return number;
    }

    private int setNumber(RuleSet set) {
        int number = numbers.tables.ruleSets().number(set);
        put(new RuleSetEntry(number, set));
        return number;
    }

    private RouteEntry route(int vrf, IpPrefix prefix, int nextHop, int label, String network, List<Integer> groups) {
        int list = 0;
        if (!groups.isEmpty()) {
            // A rule about a group lets something pass: a group too many is one that is not let pass.
            var known = groups.stream()
                    .sorted()
                    .distinct()
                    .limit(GroupListEntry.MOST_GROUPS)
                    .toList();
            list = numbers.tables.groupLists().number(known);
            put(new GroupListEntry(list, known));
        }
        int number = network.isEmpty() ? 0 : numbers.network.applyAsInt(network);
        return new RouteEntry(vrf, prefix, nextHop, label, number, list);
    }

    void add(LearnedRoute route) {
        int vrf = numbers.vrf.applyAsInt(route.vrf());
        if (entries.containsKey(new TableKey.RouteKey(vrf, route.prefix()))) {
            return;
        }
        var members = route.paths().stream()
                .flatMap(path -> member(path).stream())
                .distinct()
                .limit(NextHop.Ecmp.MOST_MEMBERS)
                .toList();
        if (members.size() == 1) {
            var only = members.getFirst();
            put(route(vrf, route.prefix(), only.nextHopId(), only.label(), route.network(), route.groups()));
        } else if (!members.isEmpty()) {
            int fork = nextHop(new NextHop.Ecmp(members));
            put(route(vrf, route.prefix(), fork, 0, route.network(), route.groups()));
        }
    }

    /** {@return where a path leads; nowhere if it comes back to this node under a label that no interface has} */
    private Optional<Member> member(LearnedRoute.Path path) {
        if (!path.destination().equals(underlay)) {
            return Optional.of(new Member(tunnelTo(path), path.label()));
        }
        return path.encapsulation() != Encapsulation.VXLAN
                        && entries.get(new TableKey.LabelKey(path.label())) instanceof LabelEntry local
                ? Optional.of(new Member(local.nextHopId(), 0))
                : Optional.empty();
    }

    private int tunnelTo(LearnedRoute.Path path) {
        return nextHop(new NextHop.Tunnel(path.encapsulation(), underlay, path.destination(), path.router()));
    }

    /** {@return the tunnel of a path, none if it leads to this node} */
    OptionalInt tunnel(LearnedRoute.Path path) {
        return path.destination().equals(underlay) ? OptionalInt.empty() : OptionalInt.of(tunnelTo(path));
    }

    int vrf(String name) {
        return numbers.vrf.applyAsInt(name);
    }

    int bridgeLabel(String vrf) {
        return numbers.bridgeLabel.applyAsInt(vrf);
    }

    boolean has(TableKey key) {
        return entries.containsKey(key);
    }

    int nextHop(NextHop nextHop) {
        int id = numbers.tables.nextHops().number(nextHop);
        put(new NextHopEntry(id, nextHop));
        return id;
    }

    /** The first one stays: two interfaces that claim one address do not take it from each other in turns. */
    void put(TableEntry entry) {
        entries.putIfAbsent(entry.key(), entry);
    }
}
