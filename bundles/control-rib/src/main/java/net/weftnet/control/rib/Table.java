package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/** Destinations of one family, in an instance or of all VPNs. Owner: that of the {@link RibTables}. */
final class Table {
    private final TableName name;
    private final Consumer<Destination> listener;
    private final Map<Nlri, Destination> destinations = new HashMap<>();

    /** @param listener is told of each destination whose paths have changed */
    Table(TableName name, Consumer<Destination> listener) {
        this.name = name;
        this.listener = listener;
    }

    TableName name() {
        return name;
    }

    Collection<Destination> destinations() {
        return destinations.values();
    }

    /** {@return all destinations, so that the table may change meanwhile} */
    List<Destination> snapshot() {
        return new ArrayList<>(destinations.values());
    }

    @Nullable
    Destination find(Nlri key) {
        return destinations.get(key);
    }

    /** {@return the path as it is in this table, null if it is not} */
    @Nullable
    Path find(Nlri key, Path like) {
        var destination = destinations.get(key);
        return destination == null ? null : destination.find(like);
    }

    /**
     * Puts a path in the place of what it was before.
     *
     * @return what it was before, null if it is new; the very same object if nothing has changed
     */
    @Nullable
    Path put(Nlri key, Path path) {
        var destination = destinations.computeIfAbsent(key, Destination::new);
        var before = destination.find(path);
        if (path.equals(before)) {
            return path;
        }
        destination.replace(before, path);
        listener.accept(destination);
        return before;
    }

    /** {@return the path that was there and is gone, null if there was none} */
    @Nullable
    Path remove(Nlri key, Path like) {
        var destination = destinations.get(key);
        var before = destination == null ? null : destination.find(like);
        if (destination == null || before == null) {
            return null;
        }
        destination.replace(before, null);
        listener.accept(destination);
        removeIfUnused(destination);
        return before;
    }

    /** Forgets a destination without paths, once nobody has to be told that it is gone. */
    void removeIfUnused(Destination destination) {
        if (destination.isUnused()) {
            destinations.remove(destination.key(), destination);
        }
    }

    int routes() {
        return (int) destinations.values().stream()
                .filter(destination -> destination.best() != null)
                .count();
    }

    int paths() {
        return destinations.values().stream()
                .mapToInt(destination -> destination.paths().size())
                .sum();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
