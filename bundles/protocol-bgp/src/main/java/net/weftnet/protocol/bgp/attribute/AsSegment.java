package net.weftnet.protocol.bgp.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of an AS path.
 *
 * @param numbers 1 to 255 AS numbers
 */
public record AsSegment(Kind kind, List<Long> numbers) {
    /** As many numbers as a segment has on the wire. */
    public static final int MAX_NUMBERS = 255;

    /** Kinds, with their numbers on the wire: 1 to 4. */
    public enum Kind {
        SET,
        SEQUENCE,
        CONFEDERATION_SEQUENCE,
        CONFEDERATION_SET
    }

    public AsSegment {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty() || numbers.size() > MAX_NUMBERS) {
            throw new IllegalArgumentException("AS path segment with " + numbers.size() + " numbers");
        }
    }

    /** {@return what it counts in the length of a path: a set counts one, confederations do not count} */
    int weight() {
        return switch (kind) {
            case SET -> 1;
            case SEQUENCE -> numbers.size();
            case CONFEDERATION_SEQUENCE, CONFEDERATION_SET -> 0;
        };
    }

    static List<AsSegment> prepend(long as, List<AsSegment> segments) {
        var all = new ArrayList<>(segments);
        var numbers = new ArrayList<Long>();
        numbers.add(as);
        if (!all.isEmpty()
                && all.getFirst().kind == Kind.SEQUENCE
                && all.getFirst().numbers.size() < MAX_NUMBERS) {
            numbers.addAll(all.removeFirst().numbers);
        }
        all.addFirst(new AsSegment(Kind.SEQUENCE, numbers));
        return all;
    }

    @Override
    public String toString() {
        var text = numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return switch (kind) {
            case SET -> "{" + text + "}";
            case SEQUENCE -> text;
            case CONFEDERATION_SEQUENCE -> "(" + text + ")";
            case CONFEDERATION_SET -> "[" + text + "]";
        };
    }
}
