package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.control.rib.api.RouteChange;

/** A peer that remembers what it was told, and can stop listening. */
final class RecordingSink implements RibSink {
    final Map<String, Map<IpPrefix, RouteAttributes>> known = new HashMap<>();
    final List<String> log = new ArrayList<>();
    boolean listening = true;

    @Override
    public boolean send(String instance, List<RouteChange> changes) {
        if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
            throw new AssertionError(changes.size() + " changes at once");
        }
        var table = known.computeIfAbsent(instance, _ -> new HashMap<>());
        for (var change : changes) {
            switch (change) {
                case RouteChange.Reach(var prefix, var attributes) -> {
                    if (attributes.equals(table.put(prefix, attributes))) {
                        throw new AssertionError("Told twice: " + prefix);
                    }
                    log.add("+" + prefix);
                }
                case RouteChange.Withdraw(var prefix) -> {
                    if (table.remove(prefix) == null) {
                        throw new AssertionError("Withdrawn and never told: " + prefix);
                    }
                    log.add("-" + prefix);
                }
            }
        }
        return listening;
    }

    @Override
    public void sendEndOfRib() {
        log.add("end");
    }
}
