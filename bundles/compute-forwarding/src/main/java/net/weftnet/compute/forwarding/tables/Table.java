package net.weftnet.compute.forwarding.tables;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.ForwardingException.Kind;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.bpf.MapDefinition;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** One table: a map and how its entries are written. Thread-safe. */
final class Table<K extends TableKey, E extends TableEntry> {
    /** Entries a system call; more save nothing. */
    private static final int BATCH = 1024;

    private final BpfMap map;
    private final EntryCodec<K, E> codec;
    private final Function<E, K> key;

    Table(BpfMap map, EntryCodec<K, E> codec, Function<E, K> key) {
        this.map = map;
        this.codec = codec;
        this.key = key;
    }

    void put(E entry) throws ForwardingException {
        putAll(List.of(entry));
    }

    void putAll(List<E> entries) throws ForwardingException {
        int keySize = map.definition().keySize();
        int batch = Math.min(BATCH, entries.size());
        try (var arena = Arena.ofConfined()) {
            var keys = arena.allocate(Math.max(1, (long) batch * keySize), 8);
            var values = arena.allocate(Math.max(1, batch * map.valueSize()), 8);
            for (int first = 0; first < entries.size(); first += batch) {
                int count = Math.min(batch, entries.size() - first);
                for (int i = 0; i < count; i++) {
                    var entry = entries.get(first + i);
                    codec.writeKey(key.apply(entry), keys.asSlice((long) i * keySize, keySize));
                    codec.writeValue(entry, values.asSlice(i * map.valueSize(), map.valueSize()));
                }
                if (count == 1) {
                    map.put(keys, values);
                } else {
                    map.putAll(keys, values, count);
                }
            }
        } catch (LinuxException e) {
            throw failure(e);
        }
    }

    void delete(K entryKey) throws ForwardingException {
        try (var arena = Arena.ofConfined()) {
            var octets = arena.allocate(map.definition().keySize(), 8);
            codec.writeKey(entryKey, octets);
            map.delete(octets);
        } catch (LinuxException e) {
            throw failure(e);
        }
    }

    List<E> dump() throws ForwardingException {
        var entries = new ArrayList<E>();
        try {
            map.forEach((k, v) -> entries.add(codec.read(k, v)));
            return entries;
        } catch (LinuxException e) {
            throw failure(e);
        }
    }

    private ForwardingException failure(LinuxException e) {
        return failure(e, map.definition());
    }

    /** {@return what the refusal of a change means to callers} */
    static ForwardingException failure(LinuxException e, MapDefinition table) {
        // A hash table says E2BIG when it is full, a trie says ENOSPC.
        if (e.errno() == LinuxException.E2BIG || e.errno() == LinuxException.ENOSPC) {
            return new ForwardingException(
                    Kind.TABLE_FULL, "Table " + table.name() + " is full: " + table.maxEntries() + " entries", e);
        }
        return new ForwardingException(Kind.SYSTEM, String.valueOf(e.getMessage()), e);
    }
}
