package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.nlri.Nlri;

/** The tables as they follow from the inputs, from scratch: the definition that the incremental {@link Replication} meets. */
final class FullComputation {
    private final Map<TableName, Map<Nlri, List<Path>>> tables = new HashMap<>();

    private FullComputation() {}

    /**
     * {@return the paths in each table that has any, best first}
     *
     * @param fromRouters paths that came as routes of VPNs
     */
    static Map<TableName, Map<Nlri, List<Path>>> tables(
            Collection<InstanceConfig> instances, Collection<AgentState> agents, Collection<Path> fromRouters) {
        var result = new FullComputation();
        var ofVpns = new ArrayList<>(fromRouters);
        for (var config : instances) {
            var instance = new Instance(config, (_, _) -> {});
            for (var agent : agents) {
                for (var destination : agent.received(config.name())) {
                    for (var said : agent.paths(config.name(), destination)) {
                        var judged = Policies.apply(config.policies(), destination, said);
                        if (judged.isEmpty()) {
                            continue;
                        }
                        var path = judged.get();
                        result.add(new TableName(config.name(), destination.family()), destination, path);
                        if (Replication.isExported(path)) {
                            ofVpns.add(path.with(instance.export(path.attributes(), new Attributes())));
                        }
                    }
                }
            }
        }
        for (var path : ofVpns) {
            result.add(TableName.ofVpns(path.route().family()), VpnNaming.key(path.route()), path);
            var local = VpnNaming.local(path.route());
            for (var config : instances) {
                if (Replication.isImported(config, path)
                        && !Collections.disjoint(
                                config.imports(), path.attributes().routeTargets())) {
                    Policies.apply(config.policies(), local, path)
                            .ifPresent(
                                    judged -> result.add(new TableName(config.name(), local.family()), local, judged));
                }
            }
        }
        result.tables
                .values()
                .forEach(table ->
                        table.replaceAll((_, paths) -> BestPath.rank(paths).paths()));
        return result.tables;
    }

    private void add(TableName table, Nlri key, Path path) {
        tables.computeIfAbsent(table, _ -> new HashMap<>())
                .computeIfAbsent(key, _ -> new ArrayList<>())
                .add(path);
    }
}
