package net.weftnet.compute.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.InterfaceCounters;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.Trace;
import net.weftnet.compute.forwarding.api.VniEntry;

/** The forwarding tables in memory, which outlive an agent; a reference to something missing fails the test at once. */
public final class FakeForwarding implements Forwarding {
    private final Map<String, TableEntry> entries = new TreeMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean ready = true;
    /** Changes, oldest first: {@code +} and the entry, or {@code -} and its key. */
    public final List<String> changes = new ArrayList<>();
    /** An entry of this table is refused. */
    public TableKind full = null;

    @Override
    public synchronized void put(TableEntry entry) throws ForwardingException {
        requireReady();
        if (entry.key().table() == full) {
            throw new ForwardingException(ForwardingException.Kind.TABLE_FULL, full + " is full");
        }
        requireReferences(entry);
        entries.put(entry.key().toString(), entry);
        changes.add("+" + entry);
    }

    private void requireReferences(TableEntry entry) {
        switch (entry) {
            case InterfaceEntry i ->
                require(i.policy() == 0 || entries.containsKey(new TableKey.PolicyKey(i.policy()).toString()), entry);
            case PolicyEntry policy ->
                Stream.concat(policy.fromWorkload().stream(), policy.toWorkload().stream())
                        .forEach(set -> require(entries.containsKey(new TableKey.RuleSetKey(set).toString()), entry));
            case RuleSetEntry _, GroupListEntry _ -> {}
            case NextHopEntry(int id, NextHop.Interface hop) ->
                require(entries.containsKey(new TableKey.InterfaceKey(hop.ifIndex()).toString()), entry);
            case NextHopEntry(int id, NextHop.Floating hop) ->
                require(entries.containsKey(new TableKey.FloatingKey(hop.ifIndex()).toString()), entry);
            case FloatingEntry floating -> {
                require(entries.containsKey(new TableKey.InterfaceKey(floating.ifIndex()).toString()), entry);
                floating.addresses()
                        .forEach(address -> require(
                                entries.containsKey(new TableKey.PolicyKey(address.policy()).toString()), entry));
            }
            case NextHopEntry(int _, NextHop.Ecmp fork) ->
                require(fork.members().stream().allMatch(member -> hasNextHop(member.nextHopId())), entry);
            case NextHopEntry(int _, NextHop.Multicast many) ->
                require(many.copies().stream().allMatch(copy -> hasNextHop(copy.nextHopId())), entry);
            case NextHopEntry _ -> {}
            case BridgeEntry mac -> require(hasNextHop(mac.nextHopId()), entry);
            case VniEntry _, NeighbourEntry _ -> {}
            case RouteEntry route -> require(hasNextHop(route.nextHopId()), entry);
            case LabelEntry label -> require(label.bridgeVrf() != 0 || hasNextHop(label.nextHopId()), entry);
        }
    }

    private boolean hasNextHop(int id) {
        return entries.containsKey(new TableKey.NextHopKey(id).toString());
    }

    private static void require(boolean condition, TableEntry entry) {
        if (!condition) {
            throw new AssertionError(entry + " refers to something that is not in the tables");
        }
    }

    @Override
    public synchronized void putAll(Collection<? extends TableEntry> all) throws ForwardingException {
        for (var table : TableKind.values()) {
            for (var entry : all) {
                if (entry.key().table() == table) {
                    put(entry);
                }
            }
        }
    }

    @Override
    public synchronized void delete(TableKey key) throws ForwardingException {
        requireReady();
        entries.remove(key.toString());
        changes.add("-" + key);
        entries.values().forEach(this::requireReferences);
    }

    @Override
    public synchronized List<TableEntry> dump(TableKind table) throws ForwardingException {
        requireReady();
        return entries.values().stream().filter(e -> e.key().table() == table).toList();
    }

    /** {@return where packets go, as text, without numbers of next hops: equal for equal forwarding} */
    public synchronized List<String> contents() {
        return entries.values().stream()
                .flatMap(entry -> switch (entry) {
                    case RouteEntry r ->
                        Stream.of(r.vrf() + " " + r.prefix() + " label " + r.label() + " " + nextHop(r.nextHopId()));
                    case LabelEntry l ->
                        Stream.of("label " + l.label() + " "
                                + (l.bridgeVrf() == 0 ? nextHop(l.nextHopId()) : "bridge of " + l.bridgeVrf()));
                    case BridgeEntry b ->
                        Stream.of(b.vrf() + " " + b.mac() + " label " + b.label() + " " + where(b.nextHopId()));
                    case VniEntry v -> Stream.of(v.toString());
                    case NeighbourEntry n -> Stream.of(n.toString());
                    case NextHopEntry(int _, NextHop.Multicast _) -> Stream.<String>empty();
                    case NextHopEntry n -> Stream.of(n.nextHop().toString());
                    case InterfaceEntry i -> Stream.of(i.withPolicy(0).toString());
                    case PolicyEntry _, RuleSetEntry _, GroupListEntry _, FloatingEntry _ -> Stream.<String>empty();
                })
                // What most networks and tunnels do not have.
                .map(text -> text.replace(", router=00:00:00:00:00:00", "").replace(", mode=L3", ""))
                .sorted()
                .toList();
    }

    /** {@return what protects each device, as text, without numbers} */
    public synchronized List<String> policies() {
        return entries.values().stream()
                .filter(InterfaceEntry.class::isInstance)
                .map(InterfaceEntry.class::cast)
                .map(i -> i.device() + " " + policy(i.policy()))
                .sorted()
                .toList();
    }

    /** {@return a next hop with what it leads to in the place of numbers} */
    private String where(int id) {
        return nextHop(id) instanceof NextHop.Multicast(var copies)
                ? copies.stream()
                        .map(copy -> nextHop(copy.nextHopId()) + " label " + copy.label())
                        .sorted()
                        .toList()
                        .toString()
                : nextHop(id).toString();
    }

    private NextHop nextHop(int id) {
        return ((NextHopEntry) entries.get(new TableKey.NextHopKey(id).toString())).nextHop();
    }

    /** {@return a policy by what it consists of} */
    private String policy(int number) {
        if (!(entries.get(new TableKey.PolicyKey(number).toString()) instanceof PolicyEntry policy)) {
            return "no policy";
        }
        return "from " + policy.fromWorkload().stream().map(this::ruleSet).toList() + " to "
                + policy.toWorkload().stream().map(this::ruleSet).toList() + " source " + policy.checksSource();
    }

    private RuleSet ruleSet(int number) {
        return ((RuleSetEntry) entries.get(new TableKey.RuleSetKey(number).toString())).set();
    }

    /** {@return the rule sets that judge what a device begins, or what is begun towards it} */
    public synchronized List<RuleSet> ruleSets(String device, Direction direction) {
        return entries.values().stream()
                .filter(entry -> entry instanceof InterfaceEntry i && i.device().equals(device))
                .map(entry -> entries.get(new TableKey.PolicyKey(((InterfaceEntry) entry).policy()).toString()))
                .map(PolicyEntry.class::cast)
                .flatMap(policy ->
                        (direction == Direction.FROM_WORKLOAD ? policy.fromWorkload() : policy.toWorkload()).stream())
                .map(this::ruleSet)
                .toList();
    }

    @Override
    public List<RuleStatus> rules() {
        return List.of();
    }

    @Override
    public void forEachFlow(Consumer<Flow> consumer) {}

    @Override
    public void deleteFlow(Flow.Key key) {}

    @Override
    public int flowLimit() {
        return 0;
    }

    @Override
    public Trace trace(int ifIndex, byte[] frame) {
        throw new UnsupportedOperationException("no program runs here");
    }

    /** Something else than the agent changes the tables. */
    public synchronized void lose(TableKey key) {
        entries.remove(key.toString());
    }

    public synchronized void insert(TableEntry entry) {
        entries.put(entry.key().toString(), entry);
    }

    public void setReady(boolean now) {
        ready = now;
        if (now) {
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }

    private void requireReady() throws ForwardingException {
        if (!ready) {
            throw new ForwardingException(ForwardingException.Kind.UNAVAILABLE, "the tables are not open");
        }
    }

    @Override
    public InterfaceEntry attach(String device, InterfaceEntry.Kind kind, int vif, int vrf, MacAddress mac) {
        throw new UnsupportedOperationException("the agent puts interface entries");
    }

    @Override
    public void detach(String device) {
        throw new UnsupportedOperationException("the agent deletes interface entries");
    }

    @Override
    public Map<DropReason, Counter> drops() {
        return Map.of();
    }

    @Override
    public Map<Integer, InterfaceCounters> interfaceCounters() {
        return Map.of();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Registration onReady(Runnable listener) {
        listeners.add(listener);
        if (ready) {
            listener.run();
        }
        return () -> listeners.remove(listener);
    }

    @Override
    public void purge() {
        entries.clear();
    }
}
