package net.weftnet.config.db.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Commit;

/**
 * The append-only log of commits.
 *
 * <p>A commit is a row under its revision and UUID, which names its predecessor; a register names the newest commit.
 * Setting the register is the commit point: rows that the register does not lead to were never committed, whatever left
 * them behind. So a torn write is never seen, and readers need nothing but the register.
 *
 * <p>The table also is the place for snapshots, under {@code snapshot/}, when replaying the whole log takes too long.
 */
public final class CommitLog {
    private static final String PREFIX = "commit/";

    private final Table rows;
    private final Register newest;

    /** Opens the log. */
    public CommitLog(TableStore store, Coordination coordination) throws StorageException {
        rows = store.table("config-log");
        newest = coordination.register("config-newest-commit");
    }

    /**
     * Which commit is meant.
     *
     * @param revision its number
     * @param id its identity
     */
    public record Position(long revision, UUID id) {

        /** {@return the position of a commit} */
        public static Position of(Commit commit) {
            return new Position(commit.revision(), commit.id());
        }

        private static Position parse(String text) {
            int space = text.indexOf(' ');
            return new Position(Long.parseLong(text.substring(0, space)), UUID.fromString(text.substring(space + 1)));
        }

        private String key() {
            return PREFIX + "%016x/%s".formatted(revision, id);
        }

        @Override
        public String toString() {
            return revision + " " + id;
        }
    }

    /** {@return the newest commit} */
    public Optional<Position> newest() throws StorageException {
        return newest.get().map(Position::parse);
    }

    /**
     * Makes commits the newest ones, all or none; durable when it returns true.
     *
     * @param expected what the first of them was made on
     * @return false when another writer was first
     */
    public boolean append(Optional<Position> expected, List<LogEntry> entries) throws StorageException {
        rows.put(entries.stream()
                .map(entry -> new Row(Position.of(entry.commit()).key(), entry.encode()))
                .toList());
        var last = Position.of(entries.getLast().commit());
        return newest.compareAndSet(expected.map(Position::toString), last.toString());
    }

    /** {@return the commits after a revision up to the newest, oldest first} */
    public List<LogEntry> since(long revision) throws StorageException {
        var entries = new ArrayList<LogEntry>();
        var next = newest();
        while (next.isPresent() && next.get().revision() > revision) {
            var entry = read(next.get());
            entries.add(entry);
            next = predecessor(entry);
        }
        Collections.reverse(entries);
        return entries;
    }

    /** {@return the commit of this identity}, found by going back from the newest */
    public Optional<LogEntry> find(UUID id) throws StorageException {
        for (var next = newest(); next.isPresent(); ) {
            var entry = read(next.get());
            if (entry.commit().id().equals(id)) {
                return Optional.of(entry);
            }
            next = predecessor(entry);
        }
        return Optional.empty();
    }

    private static Optional<Position> predecessor(LogEntry entry) {
        long before = entry.commit().revision() - 1;
        return entry.commit().predecessor().map(id -> new Position(before, id));
    }

    private LogEntry read(Position position) throws StorageException {
        var row = rows.get(position.key()).orElseThrow(() -> new StorageException("The log has no commit " + position));
        return LogEntry.decode(row);
    }
}
