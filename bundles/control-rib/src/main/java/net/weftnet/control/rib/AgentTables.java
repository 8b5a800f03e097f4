package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/** What agents bring into instances, and what they are told. Owner: that of the {@link RibTables}. */
final class AgentTables {
    private final Replication replication;
    private final Networks networks;
    private final MulticastTrees trees;
    private final Runnable membershipChanged;
    private final Map<String, AgentState> agents = new TreeMap<>();

    /** Agents by the instances they subscribed to, existing or not. */
    private final Map<String, Set<AgentState>> subscribers = new HashMap<>();

    /** Agents that may have something to be told. */
    private final SequencedSet<AgentState> pending = new LinkedHashSet<>();

    /** @param membershipChanged told when an instance gets its first subscriber, or loses its last one */
    AgentTables(Replication replication, Networks networks, MulticastTrees trees, Runnable membershipChanged) {
        this.trees = trees;
        this.replication = replication;
        this.networks = networks;
        this.membershipChanged = membershipChanged;
    }

    Map<String, AgentState> agents() {
        return agents;
    }

    Set<AgentState> subscribers(String instance) {
        return subscribers.getOrDefault(instance, Set.of());
    }

    Set<String> subscribed() {
        return subscribers.keySet();
    }

    void add(AgentState agent) {
        agents.put(agent.name(), agent);
    }

    void connect(AgentState agent, IpAddress address, RibSink sink) {
        agent.connect(address, sink);
        spread(agent);
    }

    void disconnect(AgentState agent) {
        agent.disconnect();
        spread(agent);
    }

    /** The paths of an agent are the same ones as before, and may be stale or fresh. */
    private void spread(AgentState agent) {
        for (var name : agent.subscriptions().keySet()) {
            paths(agent, name).forEach((destination, paths) -> replace(name, destination, List.of(), paths));
        }
    }

    private static Map<Nlri, List<Path>> paths(AgentState agent, String instance) {
        var all = new HashMap<Nlri, List<Path>>();
        agent.received(instance).forEach(destination -> all.put(destination, agent.paths(instance, destination)));
        return all;
    }

    void subscribe(AgentState agent, String name, AgentState.Subscription subscription) {
        var before = paths(agent, name);
        agent.subscriptions().put(name, subscription);
        var set = subscribers.computeIfAbsent(name, _ -> new LinkedHashSet<>());
        if (set.add(agent) && set.size() == 1) {
            membershipChanged.run();
        }
        before.forEach((destination, paths) -> replace(name, destination, paths, agent.paths(name, destination)));
        if (!subscription.wantsRoutes()) {
            agent.silence(name);
        } else if (agent.isConnected()) {
            agent.tell(name);
            tellAll(agent, name);
        }
    }

    /** Looks at all that an agent is told of an instance, now or again. */
    private void tellAll(AgentState agent, String name) {
        var instance = replication.instances().get(name);
        agent.ribOut(name).ifPresent(ribOut -> {
            if (instance != null) {
                instance.tables().forEach(table -> table.destinations().forEach(found -> ribOut.change(found.key())));
            }
            pending.add(agent);
        });
    }

    void unsubscribe(AgentState agent, String name) {
        var before = paths(agent, name);
        agent.forget(name);
        before.forEach((destination, paths) -> replace(name, destination, paths, List.of()));
        var left = subscribers.get(name);
        if (left != null && left.remove(agent) && left.isEmpty()) {
            subscribers.remove(name);
            membershipChanged.run();
        }
    }

    void advertise(AgentState agent, String name, Nlri said, List<RoutePath> paths) {
        var destination = VpnNaming.local(said);
        var before = agent.paths(name, destination);
        if (agent.receive(name, destination, paths.stream().map(this::interned).toList())) {
            agent.subscriptions().keySet().forEach(subscribed -> tellAll(agent, subscribed));
        }
        replace(name, destination, before, agent.paths(name, destination));
    }

    private RoutePath interned(RoutePath path) {
        return new RoutePath(
                path.nextHop(), path.label(), path.vni(), replication.intern(path.attributes()), path.protocol());
    }

    void withdraw(AgentState agent, String name, Nlri said) {
        var destination = VpnNaming.local(said);
        var before = agent.paths(name, destination);
        agent.drop(name, destination);
        replace(name, destination, before, List.of());
    }

    private void replace(String name, Nlri destination, List<Path> before, List<Path> now) {
        var instance = replication.instances().get(name);
        if (instance != null) {
            before.stream()
                    .filter(path -> now.stream().noneMatch(path::isSameAs))
                    .forEach(path -> replication.remove(instance, destination, path));
            now.forEach(path -> replication.put(instance, destination, path));
        }
    }

    /** Brings into an instance, which is new or has new policies, what agents that take part in it have for it. */
    void fill(Instance instance) {
        for (var agent : subscribers(instance.name())) {
            paths(agent, instance.name())
                    .forEach((destination, paths) ->
                            paths.forEach(path -> replication.put(instance, destination, path)));
        }
    }

    void sweepStale(AgentState agent) {
        for (var name : agent.receivedInstances()) {
            agent.received(name).stream()
                    .filter(destination -> agent.isStale(name, destination))
                    .forEach(destination -> withdraw(agent, name, destination));
        }
        for (var subscription : Map.copyOf(agent.subscriptions()).entrySet()) {
            if (subscription.getValue().stale()) {
                unsubscribe(agent, subscription.getKey());
            }
        }
    }

    void requestEndOfRib(AgentState agent) {
        agent.requestEndOfRib();
        pending.add(agent);
    }

    void resume(AgentState agent) {
        agent.resume();
        pending.add(agent);
    }

    void remove(AgentState agent) {
        Set.copyOf(agent.subscriptions().keySet()).forEach(name -> unsubscribe(agent, name));
        agent.disconnect();
        agents.remove(agent.name(), agent);
        pending.remove(agent);
    }

    // What agents are told

    /** The paths to a destination in an instance have changed. */
    void changed(Instance instance, Nlri key) {
        for (var agent : subscribers(instance.name())) {
            agent.ribOut(instance.name()).ifPresent(ribOut -> {
                ribOut.change(key);
                pending.add(agent);
            });
        }
    }

    /** Tells every agent what there is to tell it, as far as it can take it. */
    void flush() {
        while (!pending.isEmpty()) {
            var agent = pending.removeFirst();
            agent.flush((instance, destination) -> destination instanceof ErmVpnNlri tree
                    ? trees.place(agent.name(), instance, tree)
                    : advertisement(agent, instance, destination));
        }
    }

    /**
     * {@return what an agent is told of a destination, null for nothing. What it alone brought into this very table it
     * knows; in other tables it is told its own, since both workloads may be on its node. Of frames for many it is told all
     * the others that want them}
     */
    RouteChange.@Nullable Reach advertisement(AgentState agent, String name, Nlri key) {
        var instance = replication.instances().get(name);
        var destination = instance == null ? null : instance.find(key);
        if (instance == null || destination == null || destination.best() == null) {
            return null;
        }
        var paths = key instanceof InclusiveMulticast
                ? destination.routes().stream()
                        .filter(path -> !agent.isOwn(path, name))
                        .toList()
                : destination.multipath();
        if (paths.stream().allMatch(path -> agent.isOwn(path, name))) {
            return null;
        }
        var told = new ArrayList<RoutePath>(paths.size());
        for (var path : paths) {
            var said = said(path);
            if (!told.contains(said)) {
                told.add(said);
            }
        }
        return new RouteChange.Reach(key, told, networks.networkOf(paths.getFirst(), instance.config()));
    }

    private RoutePath said(Path path) {
        var attributes = path.attributes();
        var defaults = path.source().defaultEncapsulations();
        if (!defaults.isEmpty() && path.community(ExtendedCommunity::isEncapsulation) == null) {
            var communities = new ArrayList<>(attributes.extendedCommunities());
            defaults.forEach(
                    encapsulation -> communities.add(ExtendedCommunity.encapsulation(encapsulation.tunnelType())));
            attributes = replication.intern(attributes.with(new ExtendedCommunities(communities)));
        }
        int label = VpnNaming.label(path);
        if (path.route() instanceof EvpnNlri) {
            // RFC 8365 section 5.1.3: which of the two the field holds is said by the encapsulation.
            boolean isVni = attributes.extendedCommunities().stream()
                    .anyMatch(c -> c.isEncapsulation() && c.tunnelType() == Encapsulation.VXLAN.tunnelType());
            return isVni
                    ? new RoutePath(path.underlay(), 0, label, attributes, path.protocol())
                    : new RoutePath(path.underlay(), EvpnNlri.label(label), 0, attributes, path.protocol());
        }
        return new RoutePath(path.underlay(), label, path.vni(), attributes, path.protocol());
    }
}
