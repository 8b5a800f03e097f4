package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.control.rib.BestPath.Ranking;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/**
 * A destination in a table: the ways to it, and what routers have been told of it. Owner: that of the {@link RibTables}.
 */
final class Destination {
    private final Nlri key;
    private Ranking ranking = Ranking.EMPTY;

    /** First of a chain: one for each group of routers that was told something, or is to be. */
    private @Nullable Told told;

    Destination(Nlri key) {
        this.key = key;
    }

    Nlri key() {
        return key;
    }

    List<Path> paths() {
        return ranking.paths();
    }

    /** {@return how many of the first paths are as good as the best one} */
    int equal() {
        return ranking.equal();
    }

    @Nullable
    Path best() {
        return ranking.paths().isEmpty() ? null : ranking.paths().getFirst();
    }

    /** {@return the path as it is here, null if it is not} */
    @Nullable
    Path find(Path like) {
        for (var path : ranking.paths()) {
            if (path.isSameAs(like)) {
                return path;
            }
        }
        return null;
    }

    /** Puts a path in the place of an earlier one. */
    void replace(@Nullable Path before, @Nullable Path now) {
        var paths = new ArrayList<Path>(ranking.paths().size() + 1);
        for (var path : ranking.paths()) {
            if (path != before) {
                paths.add(path);
            }
        }
        if (now != null) {
            paths.add(now);
        }
        ranking = BestPath.rank(paths);
    }

    /** {@return the best path and those as good, each route of a VPN once: the best of those who brought it in} */
    List<Path> multipath() {
        return eachOnce(ranking.paths().subList(0, ranking.equal()));
    }

    /** {@return a path for each route of a VPN: the best of those who brought it in} */
    List<Path> routes() {
        return eachOnce(ranking.paths());
    }

    private static List<Path> eachOnce(List<Path> paths) {
        if (paths.size() < 2) {
            return paths;
        }
        var chosen = new ArrayList<Path>();
        for (var path : paths) {
            if (chosen.stream().noneMatch(other -> isSameRoute(other, path))) {
                chosen.add(path);
            }
        }
        return chosen;
    }

    private static boolean isSameRoute(Path one, Path other) {
        return one.distinguisher() == other.distinguisher()
                && (!one.source().name().equals(other.source().name())
                        || !one.origin().equals(other.origin()));
    }

    @Nullable
    Told told() {
        return told;
    }

    void told(@Nullable Told first) {
        told = first;
    }

    boolean isUnused() {
        return told == null && ranking.paths().isEmpty();
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
