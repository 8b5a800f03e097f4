package net.weftnet.control.rib;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;

/** Virtual networks by their number and by what they export. Owner: that of the {@link RibTables}. */
final class Networks {
    private final Map<Long, String> byNumber = new HashMap<>();
    private final Map<RouteTarget, String> byTarget = new HashMap<>();

    void update(Collection<Instance> instances) {
        byNumber.clear();
        byTarget.clear();
        for (var instance : instances) {
            add(instance.config());
        }
    }

    private void add(InstanceConfig config) {
        if (!config.virtualNetwork().isEmpty()) {
            if (config.networkId() != 0) {
                byNumber.putIfAbsent((long) config.networkId(), config.virtualNetwork());
            }
            config.exports().forEach(target -> byTarget.putIfAbsent(target, config.virtualNetwork()));
        }
    }

    /**
     * {@return the network that a path is in: the one it says itself, else the one that exports the target it was imported
     * by, else that of the instance it was brought into; empty if there is none}
     */
    String networkOf(Path path, InstanceConfig table) {
        var origin = path.community(ExtendedCommunity::isOriginVn);
        var said = origin == null ? null : byNumber.get(origin.number());
        if (said != null) {
            return said;
        }
        for (var target : path.attributes().routeTargets()) {
            var exporter = table.imports().contains(target) ? byTarget.get(target) : null;
            if (exporter != null) {
                return exporter;
            }
        }
        return path.origin().equals(table.name()) ? table.virtualNetwork() : "";
    }
}
