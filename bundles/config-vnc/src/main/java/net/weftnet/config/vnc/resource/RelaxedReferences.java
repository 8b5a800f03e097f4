package net.weftnet.config.vnc.resource;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.config.vnc.index.Entry;

/**
 * Which references do not keep their object from being deleted. A row has the UUID of the object and that of who refers to
 * it; it goes with the object.
 */
final class RelaxedReferences {
    private static final int MOST = 10_000;

    private final Table table;

    RelaxedReferences(Table table) {
        this.table = table;
    }

    void relax(UUID object, UUID referrer) throws StorageException {
        table.put(object + " " + referrer, referrer.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@return those of the referrers that are not to count} */
    Set<Entry> of(UUID object, List<Entry> referrers) throws StorageException {
        if (referrers.isEmpty()) {
            return Set.of();
        }
        var relaxed = new HashSet<String>();
        rows(object).forEach(key -> relaxed.add(key.substring(key.indexOf(' ') + 1)));
        var found = new HashSet<>(referrers);
        found.removeIf(referrer -> !relaxed.contains(referrer.uuid().toString()));
        return found;
    }

    void forget(UUID object) throws StorageException {
        for (var key : rows(object)) {
            table.delete(key);
        }
    }

    private List<String> rows(UUID object) throws StorageException {
        return table.scan(object + " ", MOST).stream()
                .map(row -> row.key())
                .filter(key -> key.startsWith(object + " "))
                .toList();
    }
}
