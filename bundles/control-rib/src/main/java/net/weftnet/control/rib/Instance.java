package net.weftnet.control.rib;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RouteAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A routing instance that exists: its table, IPv4 and IPv6 together, and the instances that import its routes. Owner:
 * that of the {@link RibTables}.
 */
final class Instance {
    private final NavigableMap<IpPrefix, Destination> table = new TreeMap<>();
    private InstanceConfig config;
    private Set<Instance> importers = Set.of();

    Instance(InstanceConfig config) {
        this.config = config;
    }

    InstanceConfig config() {
        return config;
    }

    void configure(InstanceConfig changed) {
        config = changed;
    }

    String name() {
        return config.name();
    }

    NavigableMap<IpPrefix, Destination> table() {
        return table;
    }

    /** {@return the other instances that have a copy of each path brought into this one} */
    Set<Instance> importers() {
        return importers;
    }

    void importers(Set<Instance> changed) {
        importers = Collections.unmodifiableSet(new LinkedHashSet<>(changed));
    }

    /** {@return whether the path is new or another than before} */
    boolean put(IpPrefix prefix, Path path) {
        return table.computeIfAbsent(prefix, _ -> new Destination()).put(path);
    }

    /** {@return whether there was such a path} */
    boolean remove(IpPrefix prefix, Path.Key key) {
        var destination = table.get(prefix);
        if (destination == null || !destination.remove(key)) {
            return false;
        }
        if (destination.isEmpty()) {
            table.remove(prefix);
        }
        return true;
    }

    /** {@return what a peer is told of a prefix} */
    Optional<RouteAttributes> advertisement(IpPrefix prefix, String peer) {
        return Optional.ofNullable(table.get(prefix))
                .flatMap(destination -> destination.advertisement(new Path.Key(name(), peer)));
    }

    /** {@return the path that a peer brought into this very instance, null if there is none} */
    @Nullable
    Path primary(IpPrefix prefix, String peer) {
        var destination = table.get(prefix);
        return destination == null ? null : destination.find(new Path.Key(name(), peer));
    }

    Collection<IpPrefix> prefixes() {
        return table.keySet();
    }

    int paths() {
        return table.values().stream().mapToInt(d -> d.paths().size()).sum();
    }

    @Override
    public String toString() {
        return name();
    }
}
