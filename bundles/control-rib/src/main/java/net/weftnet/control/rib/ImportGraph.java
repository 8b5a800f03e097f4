package net.weftnet.control.rib;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import org.jspecify.annotations.Nullable;

/** The instances that exist, and who imports from whom by route target. Owner: that of the {@link RibTables}. */
final class ImportGraph {
    private final Map<String, Instance> instances = new TreeMap<>();
    private final Map<RouteTarget, Set<Instance>> importing = new HashMap<>();
    private final Map<RouteTarget, Set<Instance>> exporting = new HashMap<>();

    Map<String, Instance> instances() {
        return Collections.unmodifiableMap(instances);
    }

    @Nullable
    Instance find(String name) {
        return instances.get(name);
    }

    void add(Instance instance) {
        instances.put(instance.name(), instance);
        index(instance);
    }

    void remove(Instance instance) {
        instances.remove(instance.name());
        unindex(instance);
    }

    void reconfigure(Instance instance, InstanceConfig config) {
        unindex(instance);
        instance.configure(config);
        index(instance);
    }

    private void index(Instance instance) {
        for (var target : instance.config().imports()) {
            importing.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(instance);
        }
        for (var target : instance.config().exports()) {
            exporting.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(instance);
        }
    }

    private void unindex(Instance instance) {
        instance.config().imports().forEach(target -> drop(importing, target, instance));
        instance.config().exports().forEach(target -> drop(exporting, target, instance));
    }

    private static void drop(Map<RouteTarget, Set<Instance>> index, RouteTarget target, Instance instance) {
        index.computeIfPresent(target, (_, set) -> {
            set.remove(instance);
            return set.isEmpty() ? null : set;
        });
    }

    /** {@return the other instances that import a target this one exports} */
    Set<Instance> importersOf(Instance instance) {
        var importers = of(importing, instance.config().exports());
        importers.remove(instance);
        return importers;
    }

    /** {@return the instances, this one included, that export a target this one imports} */
    Set<Instance> exportersTo(Instance instance) {
        return of(exporting, instance.config().imports());
    }

    private static Set<Instance> of(Map<RouteTarget, Set<Instance>> index, Set<RouteTarget> targets) {
        var found = new HashSet<Instance>();
        targets.forEach(target -> found.addAll(index.getOrDefault(target, Set.of())));
        return found;
    }
}
