package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.ExportSink;
import net.weftnet.control.rib.api.PeerProtocol;

/**
 * Which of the agents' paths have to be told to other control nodes and gateways again. Holds one entry a path, however
 * often it changes before it is told. Owner: that of the {@link RibTables}.
 */
final class Exports {
    private final List<ExportSink> sinks = new ArrayList<>(1);
    private final Set<ExportChange.Key> changed = new LinkedHashSet<>();

    /** Adds a sink, which is told all there is. */
    void add(ExportSink sink, Collection<Instance> instances) {
        sinks.add(sink);
        instances.forEach(this::changed);
    }

    void remove(ExportSink sink) {
        sinks.remove(sink);
    }

    /** All that was brought into an instance may be another. */
    void changed(Instance instance) {
        instance.table()
                .forEach((prefix, destination) ->
                        destination.paths().forEach(path -> changed(instance.name(), prefix, path)));
    }

    /** A path may be another; it counts only if an agent brought it into this very instance. */
    void changed(String instance, IpPrefix prefix, Path path) {
        if (path.protocol() == PeerProtocol.XMPP) {
            changed(instance, prefix, path.key());
        }
    }

    /** A path may be another, or gone; it counts only if it was brought into this very instance. */
    void changed(String instance, IpPrefix prefix, Path.Key key) {
        if (!sinks.isEmpty() && key.origin().equals(instance)) {
            changed.add(new ExportChange.Key(instance, key.peer(), prefix));
        }
    }

    /** @param current how a path is now, empty if it is not exported */
    void flush(Function<ExportChange.Key, Optional<ExportChange.Reach>> current) {
        if (changed.isEmpty()) {
            return;
        }
        var changes = changed.stream()
                .map(key -> current.apply(key)
                        .<ExportChange>map(Function.identity())
                        .orElseGet(() -> new ExportChange.Withdraw(key)))
                .toList();
        changed.clear();
        sinks.forEach(sink -> sink.export(changes));
    }
}
