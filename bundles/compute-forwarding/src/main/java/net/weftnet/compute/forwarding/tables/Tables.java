package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.InterfaceCounters;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.bpf.LayoutMismatchException;
import net.weftnet.compute.forwarding.bpf.MapDefinition;
import net.weftnet.compute.forwarding.bpf.PinnedMaps;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** Every table of the forwarding plane. Thread-safe until it is closed; closing keeps the tables in the kernel. */
public final class Tables implements AutoCloseable {
    private static final long VERSION = Abi.offset(Abi.NODE, "layout_version");
    private static final long FABRIC = Abi.offset(Abi.NODE, "fabric");
    private static final long FABRIC_MTU = Abi.offset(Abi.NODE, "fabric_mtu");

    private final PinnedMaps maps;
    private final BpfMap node;
    private final InterfaceTable interfaces;
    private final Table<TableKey.NextHopKey, NextHopEntry> nextHops;
    private final Table<TableKey.NextHopKey, NextHopEntry> ecmp;
    private final Table<TableKey.NextHopKey, NextHopEntry> multicast;
    private final Table<TableKey.RouteKey, RouteEntry> routes;
    private final Table<TableKey.RouteKey, RouteEntry> routes6;
    private final Table<TableKey.LabelKey, LabelEntry> labels;
    private final BridgeTables bridging;
    private final Table<TableKey.PolicyKey, PolicyEntry> policies;
    private final Table<TableKey.FloatingKey, FloatingEntry> floating;
    private final Table<TableKey.GroupListKey, GroupListEntry> groupLists;
    private final RuleTable rules;
    private final FlowTable flows;
    private final TraceTable trace;
    private final Counters counters;
    private final PuntTable punts;

    private Tables(PinnedMaps maps) {
        this.maps = maps;
        node = maps.get("node");
        counters = new Counters(maps.get("drops"), maps.get("interface_counters"));
        interfaces = new InterfaceTable(maps.get("interfaces"), counters);
        nextHops = new Table<>(maps.get("next_hops"), new NextHopCodec(), NextHopEntry::key);
        ecmp = new Table<>(maps.get("ecmp"), new EcmpCodec(), NextHopEntry::key);
        routes = new Table<>(maps.get("routes"), new RouteCodec(IpAddress.Family.IPV4), RouteEntry::key);
        routes6 = new Table<>(maps.get("routes6"), new RouteCodec(IpAddress.Family.IPV6), RouteEntry::key);
        multicast = new Table<>(maps.get("multicast"), new MulticastCodec(), NextHopEntry::key);
        bridging = new BridgeTables(maps);
        policies = new Table<>(maps.get("policies"), new PolicyCodec(), PolicyEntry::key);
        floating = new Table<>(maps.get("floating"), new FloatingCodec(), FloatingEntry::key);
        groupLists = new Table<>(maps.get("groups"), new GroupListCodec(), GroupListEntry::key);
        rules = new RuleTable(maps);
        flows = new FlowTable(maps.get("flows"));
        trace = new TraceTable(maps.get("trace"));
        punts = new PuntTable(maps.get("punt_ports"), maps.get("punt_counters"));
        labels = new Table<>(maps.get("labels"), new LabelCodec(), LabelEntry::key);
    }

    /**
     * Opens the tables pinned in the directory, or makes them.
     *
     * @throws LayoutMismatchException if they are of another layout than this bundle's
     */
    public static Tables open(List<MapDefinition> definitions, Path directory) throws IOException {
        var tables = new Tables(PinnedMaps.open(definitions, directory));
        try {
            tables.checkVersion(directory);
            return tables;
        } catch (IOException e) {
            tables.close();
            throw e;
        }
    }

    private void checkVersion(Path directory) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var value = readNode(arena);
            int version = value.get(JAVA_INT, VERSION);
            if (version == 0) {
                value.set(JAVA_INT, VERSION, Abi.LAYOUT_VERSION);
                writeNode(arena, value);
            } else if (version != Abi.LAYOUT_VERSION) {
                throw new LayoutMismatchException("The tables in " + directory + " have layout " + version
                        + ", this bundle has layout " + Abi.LAYOUT_VERSION);
            }
        }
    }

    private MemorySegment readNode(Arena arena) throws LinuxException {
        var value = arena.allocate(Abi.NODE);
        node.get(arena.allocate(JAVA_INT), value);
        return value;
    }

    private void writeNode(Arena arena, MemorySegment value) throws LinuxException {
        node.put(arena.allocate(JAVA_INT), value);
    }

    /** {@return the underlay device the programs send tunnels by} */
    public Fabric fabric() throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var value = readNode(arena);
            return new Fabric(value.get(JAVA_INT, FABRIC), value.get(JAVA_INT, FABRIC_MTU));
        }
    }

    public void setFabric(Fabric fabric) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var value = readNode(arena);
            value.set(JAVA_INT, FABRIC, fabric.ifIndex());
            value.set(JAVA_INT, FABRIC_MTU, fabric.mtu());
            writeNode(arena, value);
        }
    }

    /** {@return the maps, for the programs that use them} */
    public Map<String, BpfMap> maps() {
        return maps.byName();
    }

    /** {@return the interfaces, whose entries come and go with the attached programs} */
    public InterfaceTable interfaces() {
        return interfaces;
    }

    /** Puts what interfaces refer to: rule sets, policies, lists of groups. */
    public void putPolicies(Collection<? extends TableEntry> entries) throws ForwardingException {
        for (var set : only(RuleSetEntry.class, entries)) {
            rules.put(set);
        }
        policies.putAll(only(PolicyEntry.class, entries));
        groupLists.putAll(only(GroupListEntry.class, entries));
    }

    /** Puts what comes after interfaces: next hops, labels, routes. */
    public void putForwarding(Collection<? extends TableEntry> entries) throws ForwardingException {
        floating.putAll(only(FloatingEntry.class, entries));
        var all = only(NextHopEntry.class, entries);
        ecmp.putAll(all.stream()
                .filter(entry -> entry.nextHop() instanceof NextHop.Ecmp)
                .toList());
        multicast.putAll(all.stream()
                .filter(entry -> entry.nextHop() instanceof NextHop.Multicast)
                .toList());
        // Members before those that fork into them.
        nextHops.putAll(all.stream().filter(entry -> !forks(entry)).toList());
        nextHops.putAll(all.stream().filter(Tables::forks).toList());
        labels.putAll(only(LabelEntry.class, entries));
        var allRoutes = only(RouteEntry.class, entries);
        routes.putAll(allRoutes.stream().filter(Tables::isIpv4).toList());
        routes6.putAll(allRoutes.stream().filter(route -> !isIpv4(route)).toList());
        bridging.putAll(entries);
    }

    private static boolean isIpv4(RouteEntry route) {
        return route.prefix().address().isIpv4();
    }

    private Table<TableKey.RouteKey, RouteEntry> routesFor(IpPrefix prefix) {
        return prefix.address().isIpv4() ? routes : routes6;
    }

    private List<TableEntry> dumpRoutes() throws ForwardingException {
        var all = new ArrayList<TableEntry>(routes.dump());
        all.addAll(routes6.dump());
        return all;
    }

    /** Puts all but interfaces, which are not for here. */
    public void putAll(Collection<? extends TableEntry> entries) throws ForwardingException {
        putPolicies(entries);
        putForwarding(entries);
    }

    private static boolean forks(NextHopEntry entry) {
        return entry.nextHop() instanceof NextHop.Ecmp || entry.nextHop() instanceof NextHop.Multicast;
    }

    static <E> List<E> only(Class<E> kind, Collection<? extends TableEntry> entries) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Deletes an entry that is not an interface. */
    public void delete(TableKey key) throws ForwardingException {
        switch (key) {
            case TableKey.InterfaceKey interfaceKey ->
                throw new IllegalArgumentException("An interface is detached: " + interfaceKey);
            case TableKey.NextHopKey nextHop -> {
                nextHops.delete(nextHop);
                ecmp.delete(nextHop);
                multicast.delete(nextHop);
            }
            case TableKey.RouteKey route -> routesFor(route.prefix()).delete(route);
            case TableKey.VniKey vni -> bridging.delete(vni);
            case TableKey.BridgeKey mac -> bridging.delete(mac);
            case TableKey.NeighbourKey neighbour -> bridging.delete(neighbour);
            case TableKey.LabelKey label -> labels.delete(label);
            case TableKey.RuleSetKey set -> rules.delete(set.number());
            case TableKey.PolicyKey policy -> policies.delete(policy);
            case TableKey.FloatingKey addresses -> floating.delete(addresses);
            case TableKey.GroupListKey list -> groupLists.delete(list);
        }
    }

    /** Those that fork come whole from a table of their own. */
    private List<TableEntry> dumpNextHops() throws ForwardingException {
        var all = new TreeMap<Integer, TableEntry>();
        nextHops.dump().forEach(entry -> all.put(entry.id(), entry));
        ecmp.dump().forEach(entry -> all.put(entry.id(), entry));
        multicast.dump().forEach(entry -> all.put(entry.id(), entry));
        return List.copyOf(all.values());
    }

    public List<TableEntry> dump(TableKind table) throws ForwardingException, LinuxException {
        return switch (table) {
            case INTERFACE -> new ArrayList<TableEntry>(interfaces.dump());
            case NEXT_HOP -> dumpNextHops();
            case ROUTE -> dumpRoutes();
            case LABEL -> new ArrayList<TableEntry>(labels.dump());
            case VNI, BRIDGE, NEIGHBOUR -> bridging.dump(table);
            case RULE_SET -> new ArrayList<TableEntry>(rules.dump());
            case POLICY -> new ArrayList<TableEntry>(policies.dump());
            case FLOATING -> new ArrayList<TableEntry>(floating.dump());
            case GROUP_LIST -> new ArrayList<TableEntry>(groupLists.dump());
        };
    }

    /** {@return each rule with its counter} */
    public List<RuleStatus> rules() throws ForwardingException {
        return rules.statuses();
    }

    public FlowTable flows() {
        return flows;
    }

    public TraceTable trace() {
        return trace;
    }

    /** {@return what interfaces punt} */
    public PuntTable punts() {
        return punts;
    }

    public Map<DropReason, Counter> drops() throws LinuxException {
        return counters.drops();
    }

    public Map<Integer, InterfaceCounters> interfaceCounters() throws LinuxException {
        return counters.interfaces();
    }

    @Override
    public void close() {
        maps.close();
    }
}
