package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import org.jspecify.annotations.Nullable;

/**
 * The tables, and how paths get from one to others by route target:
 *
 * <pre>
 *   brought into an instance ──▶ its table ──▶ table of all VPNs ──▶ tables of the instances that import a target
 *   come as a route of a VPN ─────────────────────▲
 * </pre>
 *
 * So whatever is in a table of all VPNs is in each instance that imports it, and nothing goes further. What the tables
 * are follows from the instances and the paths brought in: {@link FullComputation} says how. Owner: that of the
 * {@link RibTables}.
 */
final class Replication {
    /** Families of which there is a table of all VPNs. */
    static final Set<AddressFamily> FAMILIES = Set.copyOf(EnumSet.of(
            AddressFamily.INET_VPN,
            AddressFamily.INET6_VPN,
            AddressFamily.EVPN,
            AddressFamily.ROUTE_TARGET,
            AddressFamily.ERM_VPN));

    /** Sets of attributes whose importers are remembered. */
    private static final int MAX_REMEMBERED = 100_000;

    private final Map<String, Instance> instances = new TreeMap<>();
    private final Map<AddressFamily, Table> vpns = new EnumMap<>(AddressFamily.class);
    private final Map<RouteTarget, Set<Instance>> importing = new HashMap<>();
    private final Map<PathAttributes, List<Instance>> importers = new HashMap<>();
    private final Attributes attributes = new Attributes();
    private final BiConsumer<Instance, Destination> inInstance;

    /** Both listeners are told of each destination whose paths have changed. */
    Replication(BiConsumer<Instance, Destination> inInstance, Consumer<Destination> ofVpns) {
        this.inInstance = inInstance;
        FAMILIES.forEach(family -> vpns.put(family, new Table(TableName.ofVpns(family), ofVpns)));
    }

    Map<String, Instance> instances() {
        return instances;
    }

    Collection<Table> vpnTables() {
        return vpns.values();
    }

    /** {@return the table of all VPNs of a family, null for a family that has none} */
    @Nullable
    Table vpnTable(AddressFamily family) {
        return vpns.get(family);
    }

    /** {@return the table of all VPNs that a destination is in, or was} */
    Table vpnTable(Destination destination) {
        return Objects.requireNonNull(vpns.get(destination.key().family()));
    }

    PathAttributes intern(PathAttributes some) {
        return attributes.intern(some);
    }

    // Paths

    /** Puts a path that was brought into an instance, as the policies of the instance make it. */
    void put(Instance instance, Nlri local, Path said) {
        var path = judged(instance, local, said);
        if (path == null) {
            remove(instance, local, said);
        } else if (instance.table(local.family()).put(local, path) != path && isExported(path)) {
            putVpn(exported(instance, path));
        }
    }

    /** {@return what the policies of an instance make of a path; null if they reject it} */
    private @Nullable Path judged(Instance instance, Nlri local, Path path) {
        var policies = instance.config().policies();
        if (policies.isEmpty()) {
            return path;
        }
        return Policies.apply(policies, local, path)
                .map(accepted -> accepted == path ? path : accepted.with(intern(accepted.attributes())))
                .orElse(null);
    }

    /** Removes a path that was brought into an instance. */
    void remove(Instance instance, Nlri local, Path like) {
        var gone = instance.table(local.family()).remove(local, like);
        if (gone != null && isExported(gone)) {
            removeVpn(gone);
        }
    }

    /** Who takes part in a tree is told to nobody: others are told where the tree as a whole can be joined. */
    static boolean isExported(Path path) {
        return !(path.route() instanceof ErmVpnNlri tree && tree.type() == ErmVpnNlri.Type.NATIVE);
    }

    private Path exported(Instance instance, Path path) {
        return path.with(instance.export(path.attributes(), attributes));
    }

    /**
     * Puts a route of a VPN.
     *
     * @return whether it is new, not a renewed one
     */
    boolean putVpn(Path path) {
        var table = tableOf(path);
        var before = table.put(VpnNaming.key(path.route()), path);
        if (before == path) {
            return false;
        }
        var now = importers(path.attributes());
        if (before != null && !before.attributes().equals(path.attributes())) {
            for (var instance : importers(before.attributes())) {
                if (!now.contains(instance)) {
                    removeImported(instance, before);
                }
            }
        }
        now.forEach(instance -> putImported(instance, path));
        return before == null;
    }

    /** {@return whether there was such a route of a VPN, which is gone} */
    boolean removeVpn(Path like) {
        var gone = tableOf(like).remove(VpnNaming.key(like.route()), like);
        if (gone != null) {
            importers(gone.attributes()).forEach(instance -> removeImported(instance, gone));
        }
        return gone != null;
    }

    private Table tableOf(Path path) {
        var table = vpns.get(path.route().family());
        if (table == null) {
            throw new IllegalArgumentException("No table for " + path.route());
        }
        return table;
    }

    private void putImported(Instance instance, Path path) {
        if (isImported(instance.config(), path)) {
            var local = VpnNaming.local(path.route());
            var judged = judged(instance, local, path);
            if (judged == null) {
                instance.table(local.family()).remove(local, path);
            } else {
                instance.table(local.family()).put(local, judged);
            }
        }
    }

    private void removeImported(Instance instance, Path path) {
        if (isImported(instance.config(), path)) {
            var local = VpnNaming.local(path.route());
            instance.table(local.family()).remove(local, path);
        }
    }

    /**
     * {@return whether an instance has a path that carries a target of its imports} It has its own paths already, and
     * memberships are in no instance.
     */
    static boolean isImported(InstanceConfig instance, Path path) {
        return !instance.name().equals(path.origin())
                && switch (path.route()) {
                    case RouteTargetNlri _ -> false;
                    case ErmVpnNlri tree -> isSameTree(instance, tree, path);
                    case PrefixNlri _, EvpnNlri _ -> true;
                };
    }

    /** A tree is that of one instance at all control nodes: others that import its targets have no part in it. */
    private static boolean isSameTree(InstanceConfig instance, ErmVpnNlri tree, Path path) {
        var network = path.community(ExtendedCommunity::isOriginVn);
        return tree.type() != ErmVpnNlri.Type.NATIVE
                && (network == null || network.number() == instance.networkId())
                && path.attributes().routeTargets().stream().anyMatch(instance.exports()::contains);
    }

    private List<Instance> importers(PathAttributes some) {
        if (importers.size() > MAX_REMEMBERED) {
            importers.clear();
        }
        return importers.computeIfAbsent(some, this::findImporters);
    }

    private List<Instance> findImporters(PathAttributes some) {
        var found = new LinkedHashSet<Instance>();
        some.routeTargets().forEach(target -> found.addAll(importing.getOrDefault(target, Set.of())));
        return List.copyOf(found);
    }

    // Instances

    /** {@return the new instance} */
    Instance add(InstanceConfig config) {
        var instance = new Instance(config, inInstance);
        instances.put(config.name(), instance);
        return instance;
    }

    /** Changes what an instance exports; its imports are left to {@link #importAgain}. */
    void reconfigure(Instance instance, InstanceConfig config) {
        var before = instance.config();
        instance.configure(config);
        if (!before.exports().equals(config.exports()) || before.networkId() != config.networkId()) {
            own(instance).stream().filter(Replication::isExported).forEach(path -> putVpn(exported(instance, path)));
        }
    }

    /** Removes an instance whose own paths are still in its tables. */
    void remove(Instance instance) {
        own(instance).forEach(this::removeVpn);
        instances.remove(instance.name());
        for (var table : instance.tables()) {
            for (var destination : table.snapshot()) {
                destination.paths().forEach(path -> table.remove(destination.key(), path));
            }
        }
    }

    private static List<Path> own(Instance instance) {
        var own = new ArrayList<Path>();
        for (var table : instance.tables()) {
            for (var destination : table.destinations()) {
                destination.paths().stream()
                        .filter(path -> path.origin().equals(instance.name()))
                        .forEach(own::add);
            }
        }
        return own;
    }

    /**
     * Makes instances import what they are to.
     *
     * @param changed the targets that each imports or has imported, and not both
     */
    void importAgain(Map<Instance, Set<RouteTarget>> changed) {
        var concerned = new HashMap<RouteTarget, Set<Instance>>();
        changed.forEach((instance, targets) -> targets.forEach(target -> {
            index(instance, target);
            if (exists(instance)) {
                concerned.computeIfAbsent(target, _ -> new HashSet<>()).add(instance);
            }
        }));
        importers.clear();
        if (concerned.isEmpty()) {
            return;
        }
        for (var table : vpns.values()) {
            for (var destination : table.destinations()) {
                for (var path : destination.paths()) {
                    importAgain(path, concerned);
                }
            }
        }
    }

    private boolean exists(Instance instance) {
        return instances.get(instance.name()) == instance;
    }

    private void index(Instance instance, RouteTarget target) {
        var set = importing.computeIfAbsent(target, _ -> new LinkedHashSet<>());
        if (exists(instance) && instance.config().imports().contains(target)) {
            set.add(instance);
        } else {
            set.remove(instance);
            if (set.isEmpty()) {
                importing.remove(target);
            }
        }
    }

    private void importAgain(Path path, Map<RouteTarget, Set<Instance>> concerned) {
        for (var target : path.attributes().routeTargets()) {
            for (var instance : concerned.getOrDefault(target, Set.of())) {
                if (instance.importsAny(path.attributes().routeTargets())) {
                    putImported(instance, path);
                } else {
                    removeImported(instance, path);
                }
            }
        }
    }
}
