package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.InstanceConfig;

/** The tables as they follow from the inputs, from scratch: the definition that the incremental {@link RibTables} meets. */
final class FullComputation {
    private FullComputation() {}

    /** {@return instance to prefix to paths, best first} */
    static Map<String, Map<IpPrefix, List<Path>>> tables(
            Collection<InstanceConfig> instances, Collection<PeerState> peers) {
        var tables = new TreeMap<String, Map<IpPrefix, List<Path>>>();
        for (var into : instances) {
            var table = new TreeMap<IpPrefix, List<Path>>();
            for (var from : instances) {
                boolean own = from.name().equals(into.name());
                if (own || !Collections.disjoint(from.exports(), into.imports())) {
                    for (var peer : peers) {
                        for (var path : peer.paths(from.name())) {
                            table.computeIfAbsent(path.getKey(), _ -> new ArrayList<>())
                                    .add(path.getValue());
                        }
                    }
                }
            }
            table.values().forEach(paths -> paths.sort(Path.ORDER));
            tables.put(into.name(), table);
        }
        return tables;
    }
}
