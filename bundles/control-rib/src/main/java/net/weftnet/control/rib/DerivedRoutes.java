package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.DerivedRoute.Aggregate;
import net.weftnet.control.rib.api.DerivedRoute.ServiceChain;
import net.weftnet.control.rib.api.DerivedRoute.StaticRoute;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AtomicAggregate;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/**
 * Static routes, aggregates and service chains: what an instance has of them is worked out anew when anything has changed
 * in an instance it looks at, behind the changes, and only the difference is put into the tables. Nothing follows from
 * aggregates, and from routes of service chains only aggregates do, so that it comes to an end. Owner: that of the {@link
 * RibTables}.
 */
final class DerivedRoutes {
    private static final String STATIC = "static";
    private static final String CHAIN = "service-chain";
    private static final String AGGREGATE = "aggregate";

    /** Numbers of instances in distinguishers; agents count from the other end. */
    private static final int UPPER_HALF = 0x8000;

    private final Replication replication;
    private final Map<Instance, Map<Key, Path>> made = new IdentityHashMap<>();

    /** Instances with derived routes by the instances that they look at. */
    private final Map<String, Set<String>> dependents = new HashMap<>();

    private final SequencedSet<String> dirty = new LinkedHashSet<>();

    /** A path that has been made. */
    private record Key(Nlri destination, int pathId, long distinguisher) {}

    DerivedRoutes(Replication replication) {
        this.replication = replication;
    }

    /** Instances of these names have come, gone or changed. */
    void configure(Set<String> names) {
        made.keySet().removeIf(instance -> replication.instances().get(instance.name()) != instance);
        dependents.clear();
        for (var instance : replication.instances().values()) {
            var name = instance.name();
            for (var route : instance.config().derived()) {
                switch (route) {
                    case StaticRoute _, Aggregate _ -> depend(name, name);
                    case ServiceChain chain -> {
                        depend(name, chain.remote());
                        depend(name, connected(name, chain));
                    }
                }
            }
        }
        dirty.addAll(names);
        names.forEach(name -> dirty.addAll(dependents.getOrDefault(name, Set.of())));
    }

    private void depend(String name, String other) {
        dependents.computeIfAbsent(other, _ -> new HashSet<>()).add(name);
    }

    private static String connected(String name, ServiceChain chain) {
        return chain.connected().isEmpty() ? name : chain.connected();
    }

    /** The policies of an instance are others. */
    void judgeAgain(Instance instance) {
        made.getOrDefault(instance, Map.of())
                .forEach((key, path) -> replication.put(instance, key.destination(), path));
    }

    /** Routes of an instance have changed. */
    void changed(Instance instance) {
        dirty.addAll(dependents.getOrDefault(instance.name(), Set.of()));
    }

    /** Works out what there is to work out. */
    void update() {
        while (!dirty.isEmpty()) {
            var instance = replication.instances().get(dirty.removeFirst());
            if (instance != null) {
                update(instance);
            }
        }
    }

    private void update(Instance instance) {
        var wanted = new LinkedHashMap<Key, Path>();
        Consumer<Path> put = path -> {
            var destination = VpnNaming.local(path.route());
            int pathId = 0;
            while (wanted.containsKey(new Key(destination, pathId, path.distinguisher()))) {
                pathId++;
            }
            wanted.put(new Key(destination, pathId, path.distinguisher()), path.withPathId(pathId));
        };
        for (var route : instance.config().derived()) {
            switch (route) {
                case StaticRoute one -> derive(instance, one, put);
                case ServiceChain chain -> derive(instance, chain, put);
                case Aggregate aggregate -> derive(instance, aggregate, put);
            }
        }
        var before = wanted.isEmpty() ? made.remove(instance) : made.put(instance, wanted);
        if (before != null) {
            before.forEach((key, path) -> {
                if (!wanted.containsKey(key)) {
                    replication.remove(instance, key.destination(), path);
                }
            });
        }
        wanted.forEach((key, path) -> replication.put(instance, key.destination(), path));
    }

    private void derive(Instance instance, StaticRoute route, Consumer<Path> put) {
        for (var via : reaching(instance, route.nextHop())) {
            var communities = new ArrayList<ExtendedCommunity>();
            route.targets().stream().sorted().forEach(target -> communities.add(ExtendedCommunity.of(target)));
            var attributes = attributes(via, communities);
            if (!route.communities().isEmpty()) {
                attributes = attributes.with(new Communities(route.communities()));
            }
            put.accept(path(instance, PrefixNlri.of(route.prefix()), via, attributes, STATIC));
        }
    }

    private void derive(Instance instance, ServiceChain chain, Consumer<Path> put) {
        var remote = replication.instances().get(chain.remote());
        var connected = replication.instances().get(connected(instance.name(), chain));
        if (remote == null || connected == null) {
            return;
        }
        var ways = reaching(connected, chain.service());
        if (ways.isEmpty()) {
            return;
        }
        var used = new HashSet<IpPrefix>();
        for (var destination : remote.table(ChainRoutes.family(chain)).snapshot()) {
            var best = destination.best();
            var found = ChainRoutes.prefix(destination.key(), chain);
            if (best == null || isFollowed(best) || found.isEmpty()) {
                continue;
            }
            var inner = found.get();
            var covering = chain.prefixes().stream()
                    .filter(prefix -> covers(prefix, inner))
                    .toList();
            covering.stream().filter(prefix -> prefix.length() < inner.length()).forEach(used::add);
            if (covering.isEmpty() && ChainRoutes.isLedOn(best, remote)) {
                for (var via : ways) {
                    var attributes = ChainRoutes.ledOn(best, via(via, remote, chain), chain);
                    put.accept(path(instance, ChainRoutes.destination(inner, chain), via, attributes, CHAIN));
                }
            }
        }
        for (var prefix : used) {
            for (var via : ways) {
                var attributes = via(via, remote, chain);
                put.accept(path(instance, ChainRoutes.destination(prefix, chain), via, attributes, CHAIN));
            }
        }
    }

    private static PathAttributes via(Path via, Instance remote, ServiceChain chain) {
        return ChainRoutes.wrapped(attributes(via, ChainRoutes.originVn(remote)), via, chain);
    }

    /** A route that others would follow from in a circle. */
    private static boolean isFollowed(Path path) {
        return path.protocol().equals(CHAIN) || path.protocol().equals(AGGREGATE);
    }

    private void derive(Instance instance, Aggregate aggregate, Consumer<Path> put) {
        if (instance.table(family(aggregate.nextHop())).destinations().stream()
                .noneMatch(destination -> isContributing(destination, aggregate.prefix()))) {
            return;
        }
        for (var via : reaching(instance, aggregate.nextHop())) {
            var attributes = attributes(via, List.of()).with(new AtomicAggregate());
            put.accept(path(instance, PrefixNlri.of(aggregate.prefix()), via, attributes, AGGREGATE));
        }
    }

    /** A more specific route that is no aggregate: what such a one stands for contributes itself. */
    private static boolean isContributing(Destination destination, IpPrefix aggregate) {
        return destination.key() instanceof PrefixNlri key
                && key.prefix().length() > aggregate.length()
                && aggregate.contains(key.prefix().address())
                && destination.paths().stream()
                        .anyMatch(path -> !path.protocol().equals(AGGREGATE));
    }

    private static boolean covers(IpPrefix outer, IpPrefix inner) {
        return outer.length() <= inner.length() && outer.contains(inner.address());
    }

    /** {@return the ways to an address that somebody brought in, used side by side} */
    private static List<Path> reaching(Instance instance, IpAddress address) {
        var destination = instance.find(PrefixNlri.of(IpPrefix.host(address)));
        return destination == null
                ? List.of()
                : destination.multipath().stream()
                        .filter(path -> path.source().kind() != Source.Kind.LOCAL)
                        .toList();
    }

    /** What a route has of the way it goes: how packets are wrapped, and what is let through there. */
    private static PathAttributes attributes(Path via, List<ExtendedCommunity> own) {
        var communities = new ArrayList<>(own);
        via.attributes().extendedCommunities().stream()
                .filter(c -> c.isEncapsulation() || c.isSecurityGroup() || c.isTag() || c.isLoadBalance())
                .forEach(communities::add);
        var attributes = PathAttributes.of(
                Origin.IGP, AsPath.EMPTY, new LocalPreference(via.attributes().localPreference()));
        return communities.isEmpty() ? attributes : attributes.with(new ExtendedCommunities(communities));
    }

    private Path path(Instance instance, Nlri destination, Path via, PathAttributes attributes, String protocol) {
        long distinguisher = VpnNaming.distinguisher(
                via.underlay(), UPPER_HALF | instance.name().hashCode() & 0x7fff);
        var said = new RoutePath(via.underlay(), VpnNaming.label(via), via.vni(), attributes, protocol);
        return new Path(
                Source.LOCAL,
                instance.name(),
                0,
                VpnNaming.vpn(destination, distinguisher, said),
                via.nextHop(),
                via.vni(),
                replication.intern(attributes),
                protocol,
                via.stale());
    }

    private static AddressFamily family(IpAddress address) {
        return address.isIpv4() ? AddressFamily.INET : AddressFamily.INET6;
    }
}
