package net.weftnet.compute.forwarding.tables;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.tables.Abi.Dimension;

/**
 * What the classifier in the kernel looks rules up by (classifier.h says how): for each dimension that any rule cares
 * for, which values are treated alike, and which rules match them. A function of the rules alone.
 */
final class RuleIndex {
    private static final IpPrefix ANYWHERE = IpPrefix.parse("0.0.0.0/0");
    private static final IpPrefix ANYWHERE6 = IpPrefix.parse("::/0");
    private static final int PORT_BITS = 16;
    private static final int TYPE_BITS = 8;
    private static final int NUMBER_BITS = 32;

    private final List<Rule> rules;
    private final Map<Key, Integer> classes = new LinkedHashMap<>();
    private final Map<Key6, Integer> classes6 = new LinkedHashMap<>();
    private final Map<BitSet, Integer> numbers = new LinkedHashMap<>();
    private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);

    /** Values of a dimension: those whose first {@code length} bits are the same as this one's. */
    record Key(Dimension dimension, int value, int length) {}

    /** Addresses of IPv6. */
    record Key6(Dimension dimension, IpPrefix prefix) {}

    RuleIndex(List<Rule> rules) {
        this.rules = rules;
        addPrefixes(Dimension.REMOTE_ADDRESS, Match::remote, match -> match.family() != Match.Family.ANY);
        addPrefixes(
                Dimension.LOCAL_ADDRESS, Match::local, match -> match.local().length() > 0);
        addExact(Dimension.PROTOCOL, Match::protocol, Match.ANY_PROTOCOL, 0, NUMBER_BITS);
        addPorts(Dimension.REMOTE_PORT, Match::remotePorts);
        addPorts(Dimension.LOCAL_PORT, Match::localPorts);
        addExact(Dimension.ICMP_TYPE, Match::icmpType, Match.ANY_TYPE, NUMBER_BITS - TYPE_BITS, TYPE_BITS);
        addIdentities();
    }

    /** {@return the class of each key, from 1} */
    Map<Key, Integer> classes() {
        return classes;
    }

    /** {@return the class of each prefix of IPv6} */
    Map<Key6, Integer> classes6() {
        return classes6;
    }

    /** {@return the rules that match the values of each class, by its number} */
    Map<BitSet, Integer> numbers() {
        return numbers;
    }

    /** {@return a bit for each dimension that any rule cares for} */
    int dimensions() {
        return dimensions.stream()
                .mapToInt(dimension -> 1 << dimension.ordinal())
                .sum();
    }

    private void put(Dimension dimension, int value, int length, BitSet matching) {
        dimensions.add(dimension);
        if (!matching.isEmpty()) {
            classes.put(new Key(dimension, value, length), number(matching));
        }
    }

    private int number(BitSet matching) {
        return numbers.computeIfAbsent((BitSet) matching.clone(), _ -> numbers.size() + 1);
    }

    /** Once any rule cares for addresses, those of both versions are looked up, each in its own table. */
    private void addPrefixes(Dimension dimension, Function<Match, IpPrefix> of, Predicate<Match> cares) {
        if (rules.stream().noneMatch(rule -> cares.test(rule.match()))) {
            return;
        }
        dimensions.add(dimension);
        addPrefixes(Match.Family.IPV6, ANYWHERE, of, (prefix, matching) -> {
            if (!matching.isEmpty()) {
                classes.put(new Key(dimension, prefix.address().ipv4Bits(), prefix.length()), number(matching));
            }
        });
        addPrefixes(Match.Family.IPV4, ANYWHERE6, of, (prefix, matching) -> {
            if (!matching.isEmpty()) {
                classes6.put(new Key6(dimension, prefix), number(matching));
            }
        });
    }

    /** Rules of a shorter prefix match what is in a longer one too. A prefix that matches nothing new is needed also. */
    private void addPrefixes(
            Match.Family other, IpPrefix anywhere, Function<Match, IpPrefix> of, BiConsumer<IpPrefix, BitSet> put) {
        var own = new HashMap<IpPrefix, BitSet>();
        for (int i = 0; i < rules.size(); i++) {
            var match = rules.get(i).match();
            if (match.family() != other) {
                var prefix = of.apply(match).length() == 0 ? anywhere : of.apply(match);
                own.computeIfAbsent(prefix, _ -> new BitSet()).set(i);
            }
        }
        var matching = new HashMap<IpPrefix, BitSet>();
        var shortestFirst = new ArrayList<>(own.keySet());
        shortestFirst.sort(Comparator.comparingInt(IpPrefix::length));
        for (var prefix : shortestFirst) {
            var all = (BitSet) own.getOrDefault(prefix, new BitSet()).clone();
            all.or(nearest(matching, prefix));
            matching.put(prefix, all);
            put.accept(prefix, all);
        }
    }

    private static BitSet nearest(Map<IpPrefix, BitSet> known, IpPrefix prefix) {
        for (int length = prefix.length() - 1; length >= 0; length--) {
            var around = known.get(IpPrefix.containing(prefix.address(), length));
            if (around != null) {
                return around;
            }
        }
        return new BitSet();
    }

    private void addExact(Dimension dimension, ToIntFunction<Match> of, int any, int shift, int bits) {
        var own = byValue(of, _ -> true);
        if (own.keySet().stream().anyMatch(value -> value != any)) {
            addExact(dimension, own, any, shift, bits);
        }
    }

    private SortedMap<Integer, BitSet> byValue(ToIntFunction<Match> of, Predicate<Match> concerned) {
        var own = new TreeMap<Integer, BitSet>();
        for (int i = 0; i < rules.size(); i++) {
            if (concerned.test(rules.get(i).match())) {
                own.computeIfAbsent(of.applyAsInt(rules.get(i).match()), _ -> new BitSet())
                        .set(i);
            }
        }
        return own;
    }

    private void addExact(Dimension dimension, SortedMap<Integer, BitSet> own, int any, int shift, int bits) {
        var always = own.getOrDefault(any, new BitSet());
        put(dimension, 0, 0, always);
        own.forEach((value, matching) -> {
            if (value != any) {
                matching.or(always);
                put(dimension, value << shift, bits, matching);
            }
        });
    }

    /** Ranges are cut where any of them begins or ends; each piece is a few prefixes. */
    private void addPorts(Dimension dimension, Function<Match, PortRange> of) {
        var always = new BitSet();
        var ranges = new LinkedHashMap<PortRange, BitSet>();
        for (int i = 0; i < rules.size(); i++) {
            var range = of.apply(rules.get(i).match());
            if (range.equals(PortRange.ANY)) {
                always.set(i);
            } else {
                ranges.computeIfAbsent(range, _ -> new BitSet()).set(i);
            }
        }
        if (ranges.isEmpty()) {
            return;
        }
        put(dimension, 0, 0, always);
        var starts = new TreeMap<Integer, List<BitSet>>();
        var ends = new TreeMap<Integer, List<BitSet>>();
        ranges.forEach((range, own) -> {
            starts.computeIfAbsent(range.first(), _ -> new ArrayList<>()).add(own);
            ends.computeIfAbsent(range.last() + 1, _ -> new ArrayList<>()).add(own);
        });
        var cuts = new TreeSet<>(starts.keySet());
        cuts.addAll(ends.keySet());
        var open = new OpenRanges(rules.size(), always);
        Integer from = null;
        for (int cut : cuts) {
            if (from != null && open.isOpen()) {
                addPiece(dimension, from, cut, open.matching());
            }
            ends.getOrDefault(cut, List.of()).forEach(open::end);
            starts.getOrDefault(cut, List.of()).forEach(open::start);
            from = cut;
        }
    }

    /** The rules whose range the sweep is in; each rule has one range. */
    private static final class OpenRanges {
        private final BitSet matching;
        private int count;

        OpenRanges(int size, BitSet always) {
            matching = new BitSet(size);
            matching.or(always);
        }

        void start(BitSet rules) {
            matching.or(rules);
            count++;
        }

        void end(BitSet rules) {
            matching.andNot(rules);
            count--;
        }

        boolean isOpen() {
            return count > 0;
        }

        BitSet matching() {
            return matching;
        }
    }

    /** The ports from one to before another, as prefixes. */
    private void addPiece(Dimension dimension, int from, int to, BitSet matching) {
        int at = from;
        while (at < to) {
            int size = at == 0 ? 1 << PORT_BITS : Integer.lowestOneBit(at);
            while (size > to - at) {
                size /= 2;
            }
            int length = PORT_BITS - Integer.numberOfTrailingZeros(size);
            put(dimension, at << PORT_BITS, length, matching);
            at += size;
        }
    }

    /** A search asks once for the network of the other end, which no rule about a group matches, and once for each group. */
    private void addIdentities() {
        var networks = byValue(Match::network, match -> match.group() == 0);
        var groups = byValue(Match::group, match -> match.group() != 0);
        if (!groups.isEmpty() || networks.keySet().stream().anyMatch(network -> network != 0)) {
            addExact(Dimension.REMOTE_NETWORK, networks, 0, 0, NUMBER_BITS);
        }
        groups.forEach((group, matching) -> put(Dimension.REMOTE_GROUP, group, NUMBER_BITS, matching));
    }
}
