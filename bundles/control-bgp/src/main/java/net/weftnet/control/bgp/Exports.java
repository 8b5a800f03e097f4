package net.weftnet.control.bgp;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** What our agents reach, as routes that all peers are told. Owner: the event loop. */
final class Exports {
    /** One route more, another, or gone. */
    sealed interface Change {
        record Reach(VpnRoute route) implements Change {}

        record Withdraw(PrefixNlri key) implements Change {}
    }

    private final RouteTranslation translation;
    private final Map<ExportChange.Key, ExportChange.Reach> sources = new LinkedHashMap<>();
    private final Map<ExportChange.Key, VpnRoute> routes = new LinkedHashMap<>();
    private long as;

    Exports(RouteTranslation translation) {
        this.translation = translation;
    }

    Collection<VpnRoute> routes() {
        return routes.values();
    }

    /** @param told gets what follows for peers */
    void update(List<ExportChange> changes, Consumer<Change> told) {
        for (var change : changes) {
            switch (change) {
                case ExportChange.Reach reach -> {
                    sources.put(reach.key(), reach);
                    put(reach, told);
                }
                case ExportChange.Withdraw(var key) -> {
                    sources.remove(key);
                    remove(key, told);
                }
            }
        }
    }

    /** Our AS number or the numbers of networks may be others. */
    void translateAgain(long newAs, Consumer<Change> told) {
        as = newAs;
        List.copyOf(sources.values()).forEach(reach -> put(reach, told));
    }

    private void put(ExportChange.Reach reach, Consumer<Change> told) {
        var route = translation.toBgp(reach, as).orElse(null);
        if (route == null) {
            remove(reach.key(), told);
            return;
        }
        var before = routes.put(reach.key(), route);
        if (route.equals(before)) {
            return;
        }
        if (before != null && !before.key().equals(route.key())) {
            told.accept(new Change.Withdraw(before.key()));
        }
        told.accept(new Change.Reach(route));
    }

    private void remove(ExportChange.Key key, Consumer<Change> told) {
        var before = routes.remove(key);
        if (before != null) {
            told.accept(new Change.Withdraw(before.key()));
        }
    }
}
