package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static net.weftnet.compute.forwarding.tables.Abi.RULE_SET;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.ForwardingException.Kind;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.bpf.PinnedMaps;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * Rule sets: the rules, the index the classifier reads, and the counters. A set is written before anything refers to it
 * and never changed, so no flow meets half of one. What the kernel holds is enough to take a set apart again, and to
 * find its counters after a restart.
 */
final class RuleTable {
    private static final long KIND = offset(RULE_SET, "kind");
    private static final long DIRECTION = offset(RULE_SET, "direction");
    private static final long RULES = offset(RULE_SET, "rules");
    private static final long DIMENSIONS = offset(RULE_SET, "dimensions");
    private static final long NAME = offset(RULE_SET, "name");

    /** The set and the dimension in the key of a class. */
    private static final int CLASS_PREFIX_BITS = 64;

    private static final long CHUNKS = offset(Abi.RULE_CLASS, "chunks");

    private final BpfMap sets;
    private final BpfMap rules;
    private final BpfMap classes;
    private final BpfMap classes6;
    private final BpfMap chunks;
    private final RuleCounters counters;
    private final SortedMap<Integer, Installed> known = new TreeMap<>();
    private boolean isRead;

    RuleTable(PinnedMaps maps) {
        sets = maps.get("rule_sets");
        rules = maps.get("rules");
        classes = maps.get("rule_classes");
        classes6 = maps.get("rule_classes6");
        chunks = maps.get("rule_chunks");
        counters = new RuleCounters(maps.get("rule_hits"));
    }

    /** A set as the kernel has it: the numbers of its rules' counters too. */
    private record Installed(RuleSetEntry entry, List<Integer> counters) {}

    synchronized void put(RuleSetEntry entry) throws ForwardingException {
        readOnce();
        var present = known.get(entry.number());
        if (present != null) {
            if (!present.entry().equals(entry)) {
                throw new ForwardingException(
                        Kind.UNSUPPORTED, "Rule set " + entry.number() + " is another one already");
            }
            return;
        }
        int size = entry.set().rules().size();
        if (size > RuleSet.MOST_RULES) {
            throw new ForwardingException(
                    Kind.UNSUPPORTED,
                    "Rule set " + entry.set().name() + " has " + size + " rules; " + RuleSet.MOST_RULES
                            + " is the most");
        }
        try {
            write(entry);
        } catch (LinuxException e) {
            undo(entry);
            throw Table.failure(e, rules.definition());
        }
    }

    private void readOnce() throws ForwardingException {
        if (!isRead) {
            dump();
        }
    }

    private void write(RuleSetEntry entry) throws LinuxException {
        var set = entry.set();
        var index = new RuleIndex(set.rules());
        var numbers = counters.open(set);
        writeIndex(entry.number(), index);
        try (var arena = Arena.ofConfined()) {
            var bulk = new BulkPut(rules, arena);
            for (int i = 0; i < set.rules().size(); i++) {
                int at = i;
                bulk.put(
                        key -> writeRuleKey(key, entry.number(), at),
                        value -> RuleCodec.write(set.rules().get(at), numbers.get(at), value));
            }
            bulk.flush();
            var value = arena.allocate(RULE_SET);
            value.set(JAVA_INT, KIND, set.kind().ordinal() + 1);
            value.set(JAVA_INT, DIRECTION, set.direction().ordinal());
            value.set(JAVA_INT, RULES, set.rules().size());
            value.set(JAVA_INT, DIMENSIONS, index.dimensions());
            TextBytes.write(set.name(), value, NAME, Abi.NAME_LENGTH);
            sets.put(arena.allocateFrom(JAVA_INT, entry.number()), value);
        }
        known.put(entry.number(), new Installed(entry, numbers));
    }

    private void writeIndex(int set, RuleIndex index) throws LinuxException {
        var used = new HashMap<Integer, Long>();
        try (var arena = Arena.ofConfined()) {
            var bulk = new BulkPut(chunks, arena);
            for (var one : index.numbers().entrySet()) {
                used.put(one.getValue(), chunksOf(one.getKey()));
                for (int chunk = 0; chunk < Abi.CHUNKS_PER_SET; chunk++) {
                    if ((used.getOrDefault(one.getValue(), 0L) & 1L << chunk) == 0) {
                        continue;
                    }
                    var words = one.getKey()
                            .get(chunk * Abi.RULES_PER_CHUNK, (chunk + 1) * Abi.RULES_PER_CHUNK)
                            .toLongArray();
                    int number = chunk;
                    bulk.put(
                            key -> writeChunkKey(key, set, one.getValue(), number),
                            value -> MemorySegment.copy(words, 0, value, JAVA_LONG, 0, words.length));
                }
            }
            bulk.flush();
            bulk = new BulkPut(classes, arena);
            for (var one : index.classes().entrySet()) {
                bulk.put(key -> writeClassKey(key, set, one.getKey()), value -> {
                    value.set(JAVA_INT, 0, one.getValue());
                    value.set(JAVA_LONG, CHUNKS, used.getOrDefault(one.getValue(), 0L));
                });
            }
            bulk.flush();
            bulk = new BulkPut(classes6, arena);
            for (var one : index.classes6().entrySet()) {
                bulk.put(key -> writeClassKey(key, set, one.getKey()), value -> {
                    value.set(JAVA_INT, 0, one.getValue());
                    value.set(JAVA_LONG, CHUNKS, used.getOrDefault(one.getValue(), 0L));
                });
            }
            bulk.flush();
        }
    }

    /** {@return a bit for each chunk that has any of the rules} */
    private static long chunksOf(BitSet matching) {
        long result = 0;
        for (int rule = matching.nextSetBit(0); rule >= 0; ) {
            int chunk = rule / Abi.RULES_PER_CHUNK;
            result |= 1L << chunk;
            rule = matching.nextSetBit((chunk + 1) * Abi.RULES_PER_CHUNK);
        }
        return result;
    }

    private static void writeRuleKey(MemorySegment key, int set, int index) {
        key.set(JAVA_INT, 0, set);
        key.set(JAVA_INT, 4, index);
    }

    private static void writeChunkKey(MemorySegment key, int set, int ruleClass, int chunk) {
        key.set(JAVA_INT, 0, set);
        key.set(JAVA_INT, 4, ruleClass);
        key.set(JAVA_INT, 8, chunk);
    }

    private static void writeClassKey(MemorySegment key, int set, RuleIndex.Key of) {
        key.set(JAVA_INT, 0, CLASS_PREFIX_BITS + of.length());
        key.set(JAVA_INT, 4, set);
        key.set(JAVA_INT, 8, of.dimension().ordinal());
        key.set(Abi.NETWORK_INT, 12, of.value());
    }

    private static void writeClassKey(MemorySegment key, int set, RuleIndex.Key6 of) {
        key.set(JAVA_INT, 0, CLASS_PREFIX_BITS + of.prefix().length());
        key.set(JAVA_INT, 4, set);
        key.set(JAVA_INT, 8, of.dimension().ordinal());
        AddressBytes.write(of.prefix().address(), key, 12);
    }

    /** Takes away what was written of a set that could not be written whole. */
    private void undo(RuleSetEntry entry) throws ForwardingException {
        try {
            remove(entry.number(), entry.set());
        } catch (LinuxException e) {
            throw Table.failure(e, rules.definition());
        }
    }

    synchronized void delete(int number) throws ForwardingException {
        readOnce();
        var present = known.remove(number);
        if (present == null) {
            return;
        }
        try {
            remove(number, present.entry().set());
            counters.retain(
                    known.values().stream().map(one -> one.entry().set()).toList());
        } catch (LinuxException e) {
            throw Table.failure(e, sets.definition());
        }
    }

    private void remove(int number, RuleSet set) throws LinuxException {
        var index = new RuleIndex(set.rules());
        try (var arena = Arena.ofConfined()) {
            sets.delete(arena.allocateFrom(JAVA_INT, number));
            var key = arena.allocate(Abi.RULE_CLASS6_KEY.byteSize(), 8);
            for (var of : index.classes().keySet()) {
                writeClassKey(key, number, of);
                classes.delete(key);
            }
            for (var of : index.classes6().keySet()) {
                writeClassKey(key, number, of);
                classes6.delete(key);
            }
            for (var one : index.numbers().entrySet()) {
                long used = chunksOf(one.getKey());
                for (int chunk = 0; chunk < Abi.CHUNKS_PER_SET; chunk++) {
                    if ((used & 1L << chunk) != 0) {
                        writeChunkKey(key, number, one.getValue(), chunk);
                        chunks.delete(key);
                    }
                }
            }
            for (int i = 0; i < set.rules().size(); i++) {
                writeRuleKey(key, number, i);
                rules.delete(key);
            }
        }
    }

    private Installed read(int number, MemorySegment set) throws LinuxException {
        var list = new ArrayList<Rule>();
        var numbers = new ArrayList<Integer>();
        try (var arena = Arena.ofConfined()) {
            var key = arena.allocate(Abi.RULE_KEY);
            var value = arena.allocate(Abi.RULE);
            for (int i = 0; i < set.get(JAVA_INT, RULES); i++) {
                writeRuleKey(key, number, i);
                if (rules.get(key, value)) {
                    list.add(RuleCodec.read(value));
                    numbers.add(RuleCodec.readNumber(value));
                }
            }
        }
        var kind = RuleSet.Kind.values()[set.get(JAVA_INT, KIND) - 1];
        var direction = Direction.values()[set.get(JAVA_INT, DIRECTION)];
        return new Installed(
                new RuleSetEntry(
                        number, new RuleSet(TextBytes.read(set, NAME, Abi.NAME_LENGTH), kind, direction, list)),
                numbers);
    }

    /** {@return what the kernel has now} */
    synchronized List<RuleSetEntry> dump() throws ForwardingException {
        var found = new TreeMap<Integer, Installed>();
        try {
            var values = new TreeMap<Integer, MemorySegment>();
            sets.forEach(
                    (key, value) -> values.put(key.get(JAVA_INT, 0), MemorySegment.ofArray(value.toArray(JAVA_LONG))));
            for (var one : values.entrySet()) {
                found.put(one.getKey(), read(one.getKey(), one.getValue()));
            }
        } catch (LinuxException e) {
            throw Table.failure(e, sets.definition());
        }
        if (!isRead) {
            found.values().forEach(one -> counters.adopt(one.entry().set(), one.counters()));
            isRead = true;
        }
        known.clear();
        known.putAll(found);
        return found.values().stream().map(Installed::entry).toList();
    }

    /** {@return each rule with its counter} */
    synchronized List<RuleStatus> statuses() throws ForwardingException {
        readOnce();
        try {
            var hits = counters.read();
            var result = new ArrayList<RuleStatus>();
            for (var one : known.values()) {
                for (int i = 0; i < one.counters().size(); i++) {
                    int number = one.counters().get(i);
                    result.add(new RuleStatus(
                            one.entry().number(),
                            one.entry().set().name(),
                            one.entry().set().kind(),
                            one.entry().set().direction(),
                            i,
                            one.entry().set().rules().get(i),
                            number,
                            hits.getOrDefault(number, 0L)));
                }
            }
            return result;
        } catch (LinuxException e) {
            throw Table.failure(e, sets.definition());
        }
    }
}
