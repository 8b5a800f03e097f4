package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * How often rules decided. Rules of one id in sets of one name and direction share a counter, so that it goes on when the
 * set is replaced by a newer one. Confined to its table's lock.
 */
final class RuleCounters {
    private final BpfMap hits;
    private final Map<Subject, Integer> numbers = new HashMap<>();
    private int highest;

    /** What is counted together. */
    private record Subject(String set, Direction direction, String rule) {}

    RuleCounters(BpfMap hits) {
        this.hits = hits;
    }

    private static List<Subject> subjects(RuleSet set) {
        return set.rules().stream()
                .map(rule -> new Subject(set.name(), set.direction(), rule.id()))
                .toList();
    }

    /** Takes over the numbers of a set that is in the kernel. */
    void adopt(RuleSet set, List<Integer> itsNumbers) {
        var subjects = subjects(set);
        for (int i = 0; i < subjects.size(); i++) {
            numbers.put(subjects.get(i), itsNumbers.get(i));
            highest = Math.max(highest, itsNumbers.get(i));
        }
    }

    /** {@return the number of the counter of each rule, which is made if it is missing} */
    List<Integer> open(RuleSet set) throws LinuxException {
        var subjects = subjects(set);
        try (var arena = Arena.ofConfined()) {
            var zero = arena.allocate(hits.valueSize(), 8);
            var key = arena.allocate(JAVA_INT);
            for (var subject : subjects) {
                if (!numbers.containsKey(subject)) {
                    numbers.put(subject, ++highest);
                    key.set(JAVA_INT, 0, highest);
                    hits.putIfAbsent(key, zero);
                }
            }
        }
        return subjects.stream()
                .map(subject -> numbers.getOrDefault(subject, 0))
                .toList();
    }

    /** Removes the counters that none of these sets has. */
    void retain(Collection<RuleSet> sets) throws LinuxException {
        var used = new HashSet<Subject>();
        sets.forEach(set -> used.addAll(subjects(set)));
        try (var arena = Arena.ofConfined()) {
            var key = arena.allocate(JAVA_INT);
            for (var number : numbers.entrySet()) {
                if (!used.contains(number.getKey())) {
                    key.set(JAVA_INT, 0, number.getValue());
                    hits.delete(key);
                }
            }
        }
        numbers.keySet().retainAll(used);
    }

    /** {@return flows decided, by the number of the counter} */
    Map<Integer, Long> read() throws LinuxException {
        var result = new HashMap<Integer, Long>();
        hits.forEach((key, value) -> {
            long sum = 0;
            for (int cpu = 0; cpu < hits.copies(); cpu++) {
                sum += hits.copy(value, cpu).get(JAVA_LONG, 0);
            }
            result.put(key.get(JAVA_INT, 0), sum);
        });
        return result;
    }
}
