package net.weftnet.compute.agent.table;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToIntFunction;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;

/**
 * What the forwarding tables shall hold: a function of the operational view, the learned routes and the numbers given.
 *
 * <pre>
 *   active interface ─▶ interface entry, next hop "interface", label ─▶ next hop, route address/32 ─▶ next hop
 *   learned route    ─▶ next hop "tunnel" (shared by all routes to that node), route ─▶ next hop with its label
 *                    ─▶ to this node itself: route ─▶ next hop of the interface that has the label
 * </pre>
 *
 * A local interface wins over a learned route for the same address. What this node published and another routing instance
 * imports comes back to it; the label of an interface that is gone leads nowhere.
 */
public final class DesiredTables {
    private final Numbers numbers;
    private final IpAddress underlay;
    private final Map<TableKey, TableEntry> entries = new LinkedHashMap<>();

    /** The numbers entries are known by. */
    public record Numbers(
            ToIntFunction<String> vrf,
            ToIntFunction<UUID> label,
            ToIntFunction<UUID> vif,
            ToIntFunction<NextHop> nextHop) {}

    private DesiredTables(Numbers numbers, IpAddress underlay) {
        this.numbers = numbers;
        this.underlay = underlay;
    }

    /**
     * Computes the entries, by key.
     *
     * @param underlay this node's tunnel address
     */
    public static Map<TableKey, TableEntry> of(
            OperDb oper, Collection<LearnedRoute> learned, IpAddress underlay, Numbers numbers) {
        var tables = new DesiredTables(numbers, underlay);
        oper.active().forEach(tables::add);
        learned.forEach(tables::add);
        return Collections.unmodifiableMap(tables.entries);
    }

    private void add(VmInterface vmi) {
        int vrf = numbers.vrf.applyAsInt(vmi.vrf());
        var mac = Objects.requireNonNull(vmi.mac(), "an active interface has a MAC address");
        int vif = numbers.vif.applyAsInt(vmi.uuid());
        put(new InterfaceEntry(vmi.ifIndex(), vif, vmi.device(), InterfaceEntry.Kind.WORKLOAD, vrf, mac));
        int nextHop = nextHop(new NextHop.Interface(vmi.ifIndex(), mac));
        put(new LabelEntry(numbers.label.applyAsInt(vmi.uuid()), nextHop));
        for (var address : vmi.addresses()) {
            if (address.isIpv4()) {
                put(new RouteEntry(vrf, IpPrefix.host(address), nextHop, 0));
            }
        }
    }

    private void add(LearnedRoute route) {
        int vrf = numbers.vrf.applyAsInt(route.vrf());
        if (entries.containsKey(new TableKey.RouteKey(vrf, route.prefix()))) {
            return;
        }
        if (route.destination().equals(underlay)) {
            if (entries.get(new TableKey.LabelKey(route.label())) instanceof LabelEntry local) {
                put(new RouteEntry(vrf, route.prefix(), local.nextHopId(), 0));
            }
            return;
        }
        int nextHop = nextHop(new NextHop.Tunnel(route.encapsulation(), underlay, route.destination()));
        put(new RouteEntry(vrf, route.prefix(), nextHop, route.label()));
    }

    private int nextHop(NextHop nextHop) {
        int id = numbers.nextHop.applyAsInt(nextHop);
        put(new NextHopEntry(id, nextHop));
        return id;
    }

    /** The first one stays: two interfaces that claim one address do not take it from each other in turns. */
    private void put(TableEntry entry) {
        entries.putIfAbsent(entry.key(), entry);
    }
}
