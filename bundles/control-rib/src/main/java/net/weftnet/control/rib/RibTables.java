package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;

/**
 * All routes: instances, agents and routers are the inputs, tables follow from them, and what peers are told follows from
 * the tables. Each change of an input touches only what depends on it, and what peers are told is worked out behind the
 * changes, by {@link #flush}. Not thread-safe: owned by the thread of {@link SingleThreadRib}.
 */
final class RibTables {
    private final Networks networks = new Networks();
    private final Replication replication = new Replication(this::changed, this::changed);
    private final MulticastTrees trees = new MulticastTrees(replication, this::placeChanged);
    private final AgentTables agents = new AgentTables(replication, networks, trees, this::membershipChanged);
    private final RouterTables routers = new RouterTables(replication);
    private final DerivedRoutes derived = new DerivedRoutes(replication);
    private final Memberships memberships = new Memberships(replication, agents);

    /** Whether routers are told nothing yet. */
    private boolean heldBack;

    Replication replication() {
        return replication;
    }

    AgentTables agents() {
        return agents;
    }

    RouterTables routers() {
        return routers;
    }

    void identify(long as, IpAddress identifier) {
        memberships.identify(as, identifier);
        trees.identify(identifier);
    }

    /** @param held whether routers are told nothing */
    void holdBack(boolean held) {
        heldBack = held;
    }

    private void changed(Instance instance, Destination destination) {
        if (destination.key() instanceof ErmVpnNlri tree) {
            trees.changed(instance, tree);
        } else {
            agents.changed(instance, destination.key());
            derived.changed(instance);
        }
    }

    private void placeChanged(Instance instance, ErmVpnNlri key) {
        agents.changed(instance, key);
    }

    private void changed(Destination destination) {
        routers.changed(replication.vpnTable(destination), destination);
    }

    private void membershipChanged() {
        memberships.change();
    }

    /** Creates, changes and removes instances, all of one commit at a time. */
    void configure(List<InstanceChange> changes) {
        var imports = new HashMap<Instance, Set<RouteTarget>>();
        var concerned = new ArrayList<InstanceConfig>();
        var filled = new ArrayList<Instance>();
        for (var change : changes) {
            switch (change) {
                case InstanceChange.Put(var config) -> {
                    concerned.add(config);
                    put(config, imports, concerned, filled);
                }
                case InstanceChange.Remove(var name) -> remove(name, imports, concerned);
            }
        }
        replication.importAgain(imports);
        filled.forEach(agents::fill);
        rename(concerned);
        trees.forgetOthers();
        derived.configure(concerned.stream().map(InstanceConfig::name).collect(Collectors.toSet()));
        memberships.change();
    }

    private void put(
            InstanceConfig config,
            Map<Instance, Set<RouteTarget>> imports,
            List<InstanceConfig> concerned,
            List<Instance> filled) {
        var instance = replication.instances().get(config.name());
        if (instance == null) {
            instance = replication.add(config);
            filled.add(instance);
            addDifference(imports, instance, Set.of(), config.imports());
        } else {
            var before = instance.config();
            concerned.add(before);
            replication.reconfigure(instance, config);
            if (before.policies().equals(config.policies())) {
                addDifference(imports, instance, before.imports(), config.imports());
            } else {
                // All that comes in is judged anew; what comes out the same is silent.
                addDifference(imports, instance, before.imports(), Set.of());
                addDifference(imports, instance, Set.of(), config.imports());
                filled.add(instance);
                derived.judgeAgain(instance);
            }
        }
    }

    private void remove(String name, Map<Instance, Set<RouteTarget>> imports, List<InstanceConfig> concerned) {
        var instance = replication.instances().get(name);
        if (instance != null) {
            concerned.add(instance.config());
            addDifference(imports, instance, instance.config().imports(), Set.of());
            replication.remove(instance);
        }
    }

    private static void addDifference(
            Map<Instance, Set<RouteTarget>> all, Instance instance, Set<RouteTarget> before, Set<RouteTarget> now) {
        var difference = all.computeIfAbsent(instance, _ -> new HashSet<>());
        before.stream().filter(target -> !now.contains(target)).forEach(difference::add);
        now.stream().filter(target -> !before.contains(target)).forEach(difference::add);
    }

    /** Networks may have other names now; so agents may have to be told again what is in them. */
    private void rename(List<InstanceConfig> concerned) {
        networks.update(replication.instances().values());
        for (var name : agents.subscribed()) {
            var instance = replication.instances().get(name);
            if (instance != null && concerned.stream().anyMatch(config -> concerns(instance, config))) {
                instance.tables().forEach(table -> table.destinations()
                        .forEach(destination -> agents.changed(instance, destination.key())));
            }
        }
    }

    private static boolean concerns(Instance instance, InstanceConfig config) {
        return instance.name().equals(config.name()) || instance.importsAny(config.exports());
    }

    /** {@return the table of this name, if it is there} */
    Optional<Table> table(TableName name) {
        if (name.isOfVpns()) {
            return Optional.ofNullable(replication.vpnTable(name.family()));
        }
        return Optional.ofNullable(replication.instances().get(name.instance()))
                .flatMap(instance -> instance.tables().stream()
                        .filter(table -> table.name().equals(name))
                        .findFirst());
    }

    /**
     * Tells every peer what there is to tell it, as far as it can take it and it is not too much at once.
     *
     * @return whether there is more that can be told now
     */
    boolean flush() {
        derived.update();
        trees.update();
        memberships.update();
        agents.flush();
        return !heldBack && routers.flush();
    }
}
