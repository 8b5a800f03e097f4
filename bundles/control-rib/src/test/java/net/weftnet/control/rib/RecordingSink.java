package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;

/** An agent that remembers what it was told, and can stop listening. */
final class RecordingSink implements RibSink {
    final Map<String, Map<Nlri, RouteChange.Reach>> known = new HashMap<>();
    final Map<String, Map<Nlri, RouteChange.Replicate>> places = new HashMap<>();
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
                case RouteChange.Reach reach -> {
                    if (reach.equals(table.put(reach.destination(), reach))) {
                        throw new AssertionError("Told twice: " + reach);
                    }
                    log.add("+" + reach.destination());
                }
                case RouteChange.Replicate place -> {
                    if (place.equals(places.computeIfAbsent(instance, _ -> new HashMap<>())
                            .put(place.destination(), place))) {
                        throw new AssertionError("Told twice: " + place);
                    }
                    log.add("+" + place.destination());
                }
                case RouteChange.Withdraw(var destination)
                when destination instanceof ErmVpnNlri -> {
                    if (places.getOrDefault(instance, Map.of()).remove(destination) == null) {
                        throw new AssertionError("Withdrawn and never told: " + destination);
                    }
                    log.add("-" + destination);
                }
                case RouteChange.Withdraw(var destination) -> {
                    if (table.remove(destination) == null) {
                        throw new AssertionError("Withdrawn and never told: " + destination);
                    }
                    log.add("-" + destination);
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
