package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.control.rib.api.RouteAttributes;
import org.jspecify.annotations.Nullable;

/** The paths to one prefix in one table, best first. Owner: that of the {@link RibTables}. */
final class Destination {
    /** Few: one for each workload that has the address. */
    private final List<Path> paths = new ArrayList<>(1);

    List<Path> paths() {
        return paths;
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /**
     * Puts a path in the place of the one with its key.
     *
     * @return whether that changed anything
     */
    boolean put(Path path) {
        var old = find(path.key());
        if (path.equals(old)) {
            return false;
        }
        paths.remove(old);
        int at = 0;
        while (at < paths.size() && Path.ORDER.compare(paths.get(at), path) < 0) {
            at++;
        }
        paths.add(at, path);
        return true;
    }

    /** {@return whether there was a path with this key, which is removed} */
    boolean remove(Path.Key key) {
        return paths.remove(find(key));
    }

    @Nullable
    Path find(Path.Key key) {
        for (var path : paths) {
            if (path.key().equals(key)) {
                return path;
            }
        }
        return null;
    }

    /** {@return how many paths are as good as the best one} */
    int equal() {
        int count = 1;
        while (count < paths.size() && Path.PREFERENCE.compare(paths.getFirst(), paths.get(count)) == 0) {
            count++;
        }
        return Math.min(count, paths.size());
    }

    /**
     * {@return what is told of this destination: the best path with the next hops of all equal ones. Who brought it in
     * alone, and into this very table, is not told}
     *
     * @param own the key of a path the peer to be told has brought into this table
     */
    Optional<RouteAttributes> advertisement(Path.Key own) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        var best = paths.subList(0, equal());
        if (best.size() == 1 && best.getFirst().key().equals(own)) {
            return Optional.empty();
        }
        var attributes = best.getFirst().attributes();
        if (best.size() == 1) {
            return Optional.of(attributes);
        }
        return Optional.of(attributes.withNextHops(best.stream()
                .flatMap(path -> path.attributes().nextHops().stream())
                .distinct()
                .toList()));
    }
}
