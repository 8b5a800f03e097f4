package net.weftnet.compute.agent.state;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers given to names (labels to interfaces, ids to VRFs) that survive a restart: each is on disk before it is used.
 * A released number is given again as late as possible, since other nodes may still use it for a moment. Confined to the
 * agent's thread.
 */
public final class NumberPool {
    private static final Logger log = LoggerFactory.getLogger(NumberPool.class);

    private final Path file;
    private final int first;
    private final int last;
    private final Map<String, Integer> numbers = new TreeMap<>();
    private final Set<Integer> used = new HashSet<>();
    private int cursor;

    private NumberPool(Path file, int first, int last) {
        this.file = file;
        this.first = first;
        this.last = last;
        cursor = first;
    }

    /**
     * Opens a pool with what its file holds. A file that cannot be understood is set aside and the pool starts empty:
     * numbers then change, which costs a moment of traffic, where refusing to start would cost all of it.
     */
    public static NumberPool open(Path file, int first, int last) throws IOException {
        var pool = new NumberPool(file, first, last);
        if (Files.exists(file)) {
            try {
                pool.load(Files.readString(file));
            } catch (JsonParseException
                    | IllegalStateException
                    | NumberFormatException
                    | UnsupportedOperationException e) {
                log.warn("{}: not understood and set aside, numbers are given afresh", file, e);
                Files.move(file, file.resolveSibling(file.getFileName() + ".bad"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return pool;
    }

    private void load(String json) {
        var state = JsonParser.parseString(json).getAsJsonObject().asMap();
        if (!(state.get("next") instanceof JsonPrimitive next) || !(state.get("numbers") instanceof JsonObject given)) {
            throw new IllegalStateException("No numbers, or none that is next: " + state.keySet());
        }
        var loaded = new TreeMap<String, Integer>();
        given.asMap().forEach((name, value) -> loaded.put(name, value.getAsInt()));
        var distinct = new HashSet<>(loaded.values());
        if (distinct.size() < loaded.size() || distinct.stream().anyMatch(n -> !isInRange(n))) {
            throw new IllegalStateException("Numbers out of range, or given twice: " + loaded);
        }
        numbers.putAll(loaded);
        used.addAll(distinct);
        cursor = isInRange(next.getAsInt()) ? next.getAsInt() : first;
    }

    private boolean isInRange(int number) {
        return number >= first && number <= last;
    }

    /**
     * {@return the number of this name, given now if it has none}
     *
     * @throws IllegalStateException if all are in use
     */
    public int number(String name) {
        var known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = nextFree();
        numbers.put(name, number);
        used.add(number);
        save();
        return number;
    }

    /** {@return the number of this name, if it has one} */
    public OptionalInt find(String name) {
        var known = numbers.get(name);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** Releases the numbers of all names but these. */
    public void retain(Collection<String> names) {
        if (numbers.keySet().retainAll(names)) {
            used.clear();
            used.addAll(numbers.values());
            save();
        }
    }

    /** {@return how many numbers are in use} */
    public int size() {
        return numbers.size();
    }

    private int nextFree() {
        for (int tried = first; tried <= last; tried++) {
            int candidate = cursor;
            cursor = cursor == last ? first : cursor + 1;
            if (!used.contains(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("All numbers from " + first + " to " + last + " are in use: " + file);
    }

    private void save() {
        try {
            AtomicFile.write(file, new Gson().toJson(Map.of("next", cursor, "numbers", numbers)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
