package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import net.weftnet.compute.forwarding.linux.LibC;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * A map: a table in the kernel that programs and processes share. Thread-safe, as each operation is one system call;
 * the owner sees to it that none runs after {@link #close}.
 */
public final class BpfMap implements AutoCloseable {
    private static final long ANY = 0;
    private static final long IF_ABSENT = 1;
    private static final int BATCH = 4096;
    /** struct bpf_map_info: type, id, key_size, value_size, max_entries, map_flags, and more. */
    private static final int INFO_SIZE = 24;

    private final MapDefinition definition;
    private final int descriptor;
    private final int copies;

    private BpfMap(MapDefinition definition, int descriptor) throws IOException {
        this.definition = definition;
        this.descriptor = descriptor;
        copies = definition.copies();
    }

    /** {@return a new, empty map; it is gone when closed unless it was pinned} */
    public static BpfMap create(MapDefinition definition) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, 72)
                    .set(0, definition.type())
                    .set(4, definition.keySize())
                    .set(8, definition.valueSize())
                    .set(12, definition.maxEntries())
                    .set(16, definition.flags())
                    .name(28, definition.name());
            return new BpfMap(definition, Bpf.call("Create map " + definition.name(), Bpf.MAP_CREATE, attributes));
        }
    }

    /**
     * {@return the map pinned there, which may have room for another number of entries}
     *
     * @throws IOException with errno ENOENT if there is none, or if it is not what the definition says
     */
    public static BpfMap openPinned(MapDefinition definition, Path pin) throws IOException {
        var map = new BpfMap(definition, Bpf.openPinned(pin));
        try {
            return new BpfMap(map.pinnedDefinition(pin), map.descriptor);
        } catch (IOException e) {
            map.close();
            throw e;
        }
    }

    private MapDefinition pinnedDefinition(Path pin) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(INFO_SIZE, 8);
            Bpf.info(pin.toString(), descriptor, info);
            var pinned = new MapDefinition(
                    definition.name(),
                    info.get(JAVA_INT, 0),
                    info.get(JAVA_INT, 8),
                    info.get(JAVA_INT, 12),
                    info.get(JAVA_INT, 16),
                    info.get(JAVA_INT, 20));
            if (!pinned.withMaxEntries(definition.maxEntries()).equals(definition)) {
                throw new LayoutMismatchException(pin + " is " + pinned + ", but the programs need " + definition);
            }
            return pinned;
        }
    }

    public MapDefinition definition() {
        return definition;
    }

    int descriptor() {
        return descriptor;
    }

    public void pin(Path path) throws LinuxException {
        Bpf.pin(descriptor, path);
    }

    /** {@return octets of a value as {@link #get} and {@link #put} have it: all copies of a per-CPU map} */
    public long valueSize() {
        return (long) copies * definition.copySize();
    }

    /** {@return how many copies a value has: 1, or the number of CPUs} */
    public int copies() {
        return copies;
    }

    /** {@return one CPU's copy within a value} */
    public MemorySegment copy(MemorySegment value, int index) {
        return value.asSlice((long) index * definition.copySize(), definition.valueSize());
    }

    public void put(MemorySegment key, MemorySegment value) throws LinuxException {
        element(Bpf.MAP_UPDATE, key, value, ANY);
    }

    /** Puts the value unless the key has one. */
    public void putIfAbsent(MemorySegment key, MemorySegment value) throws LinuxException {
        try {
            element(Bpf.MAP_UPDATE, key, value, IF_ABSENT);
        } catch (LinuxException e) {
            if (e.errno() != LinuxException.EEXIST) {
                throw e;
            }
        }
    }

    /** Puts {@code count} entries that lie one after the other; one system call for many. */
    public void putAll(MemorySegment keys, MemorySegment values, int count) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            Bpf.call(
                    "Update " + count + " entries of " + definition.name(),
                    Bpf.MAP_UPDATE_BATCH,
                    batch(arena, keys, values, count));
        }
    }

    /** Reads the value of the key; {@return whether there is one} */
    public boolean get(MemorySegment key, MemorySegment value) throws LinuxException {
        return found(Bpf.MAP_LOOKUP, key, value);
    }

    /** Deletes the entry; {@return whether there was one} */
    public boolean delete(MemorySegment key) throws LinuxException {
        return found(Bpf.MAP_DELETE, key, MemorySegment.NULL);
    }

    private boolean found(int command, MemorySegment key, MemorySegment value) throws LinuxException {
        try {
            element(command, key, value, ANY);
            return true;
        } catch (LinuxException e) {
            if (e.errno() == LinuxException.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    private void element(int command, MemorySegment key, MemorySegment value, long flags) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, 32)
                    .set(0, descriptor)
                    .set(8, key)
                    .set(16, value)
                    .set(24, flags);
            Bpf.call("Access map " + definition.name(), command, attributes);
        }
    }

    private Attributes batch(Arena arena, MemorySegment keys, MemorySegment values, int count) {
        return new Attributes(arena, 56)
                .set(16, keys)
                .set(24, values)
                .set(32, count)
                .set(36, descriptor);
    }

    /**
     * Reads the whole map, many entries a system call. Entries changed meanwhile may be seen in either state; the
     * segments are valid during the call of the consumer.
     */
    public void forEach(BiConsumer<MemorySegment, MemorySegment> consumer) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var keys = arena.allocate((long) BATCH * definition.keySize(), 8);
            var values = arena.allocate(BATCH * valueSize(), 8);
            // The kernel's bookmark: a key, or a bucket number of four octets.
            var position = arena.allocate(Math.max(8, definition.keySize()), 8);
            var attributes = batch(arena, keys, values, BATCH).set(8, position);
            boolean more = true;
            while (more) {
                more = readBatch(attributes);
                for (int i = 0; i < attributes.get(32); i++) {
                    consumer.accept(
                            keys.asSlice((long) i * definition.keySize(), definition.keySize()),
                            values.asSlice(i * valueSize(), valueSize()));
                }
                attributes.set(0, position).set(32, BATCH);
            }
        }
    }

    /** Puts all entries into another map of the same keys and values. */
    void copyTo(BpfMap other) throws LinuxException {
        var failure = new LinuxException[1];
        forEach((key, value) -> {
            try {
                if (failure[0] == null) {
                    other.put(key, value);
                }
            } catch (LinuxException e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private boolean readBatch(Attributes attributes) throws LinuxException {
        try {
            Bpf.call("Read map " + definition.name(), Bpf.MAP_LOOKUP_BATCH, attributes);
            return true;
        } catch (LinuxException e) {
            // The last batch: there may be entries in it.
            if (e.errno() == LinuxException.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
