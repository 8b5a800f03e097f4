package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/** A routing instance that exists: a table for each family. Owner: that of the {@link RibTables}. */
final class Instance {
    /** Sets of attributes whose exported form is remembered. */
    private static final int MAX_REMEMBERED = 1000;

    private final Map<AddressFamily, Table> tables = new EnumMap<>(AddressFamily.class);
    private final BiConsumer<Instance, Destination> listener;
    private final Map<PathAttributes, PathAttributes> exported = new HashMap<>();
    private InstanceConfig config;

    /** @param listener is told of each destination whose paths have changed */
    Instance(InstanceConfig config, BiConsumer<Instance, Destination> listener) {
        this.config = config;
        this.listener = listener;
    }

    InstanceConfig config() {
        return config;
    }

    void configure(InstanceConfig changed) {
        config = changed;
        exported.clear();
    }

    String name() {
        return config.name();
    }

    Collection<Table> tables() {
        return tables.values();
    }

    Table table(AddressFamily family) {
        return tables.computeIfAbsent(
                family, f -> new Table(new TableName(name(), f), destination -> listener.accept(this, destination)));
    }

    @Nullable
    Destination find(Nlri destination) {
        var table = tables.get(destination.family());
        return table == null ? null : table.find(destination);
    }

    boolean importsAny(Collection<RouteTarget> targets) {
        return targets.stream().anyMatch(config.imports()::contains);
    }

    /** {@return attributes with the targets and the network of this instance: as its routes go to others} */
    PathAttributes export(PathAttributes attributes, Attributes interned) {
        if (exported.size() > MAX_REMEMBERED) {
            exported.clear();
        }
        return exported.computeIfAbsent(attributes, own -> interned.intern(exported(own)));
    }

    private PathAttributes exported(PathAttributes attributes) {
        var communities = new ArrayList<ExtendedCommunity>();
        Set<RouteTarget> targets = new HashSet<>(attributes.routeTargets());
        config.exports().stream()
                .filter(target -> !targets.contains(target))
                .forEach(target -> communities.add(ExtendedCommunity.of(target)));
        communities.addAll(attributes.extendedCommunities());
        if (config.networkId() != 0 && communities.stream().noneMatch(ExtendedCommunity::isOriginVn)) {
            communities.add(ExtendedCommunity.originVn(0, config.networkId()));
        }
        return communities.isEmpty() ? attributes : attributes.with(new ExtendedCommunities(communities));
    }

    @Override
    public String toString() {
        return name();
    }
}
