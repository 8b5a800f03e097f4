package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The decision process over all paths to a destination: a function of the set, whatever order they came in. MED compares
 * only paths of one neighbour AS, which is no order; so of paths that are equal before it, those that any other one beats
 * by MED come behind those that none does (RFC 4271 section 9.1.2.2 c removes them).
 */
final class BestPath {
    private static final Comparator<Path> BEFORE_MED = rules(0, Rule.MED.ordinal());
    private static final Comparator<Path> AFTER_MED = rules(Rule.MED.ordinal() + 1, Rule.values().length);

    /**
     * The paths to a destination.
     *
     * @param paths best first
     * @param equal how many of the first paths are as good as the best one
     */
    record Ranking(List<Path> paths, int equal) {
        static final Ranking EMPTY = new Ranking(List.of(), 0);

        Ranking {
            paths = List.copyOf(paths);
        }
    }

    private BestPath() {}

    private static Comparator<Path> rules(int from, int to) {
        return List.of(Rule.values()).subList(from, to).stream()
                .<Comparator<Path>>map(rule -> rule::compare)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    static Ranking rank(List<Path> paths) {
        if (paths.size() < 2) {
            return paths.isEmpty() ? Ranking.EMPTY : new Ranking(paths, 1);
        }
        var sorted = new ArrayList<>(paths);
        sorted.sort(BEFORE_MED);
        int equal = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from + 1;
            while (to < sorted.size() && BEFORE_MED.compare(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            int unbeaten = sortByMed(sorted.subList(from, to));
            equal = from == 0 ? unbeaten : equal;
            from = to;
        }
        return new Ranking(sorted, equal);
    }

    /** {@return how many of these are beaten by none; they come first} */
    private static int sortByMed(List<Path> run) {
        if (run.size() == 1) {
            return 1;
        }
        var all = List.copyOf(run);
        var beaten = all.stream().filter(path -> isBeaten(path, all)).toList();
        var last = Set.copyOf(beaten);
        run.sort(Comparator.comparing((Path path) -> last.contains(path)).thenComparing(AFTER_MED));
        return run.size() - beaten.size();
    }

    private static boolean isBeaten(Path path, List<Path> others) {
        return others.stream().anyMatch(other -> Rule.MED.compare(other, path) < 0);
    }

    /** {@return the rule by which the best of these paths is better than another one of them} */
    static Rule decision(List<Path> ranked, Path other) {
        var best = ranked.getFirst();
        for (var rule : Rule.values()) {
            int order = rule.compare(best, other);
            if (order < 0) {
                return rule;
            }
            if (order > 0 || rule == Rule.MED && isBeaten(other, ranked)) {
                return Rule.MED; // a third one has beaten it
            }
        }
        throw new IllegalStateException("The same path twice: " + best + " and " + other);
    }
}
