package net.weftnet.config.db.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.RowsRegister;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.log.LogEntry.EditsWriter;

/**
 * The append-only log of commits.
 *
 * <p>A commit is a row under its revision and UUID, which names its predecessor; a register names the newest commit.
 * Setting the register is the commit point: rows that the register does not lead to were never committed, whatever left
 * them behind. So a torn write is never seen, and readers need nothing but the register.
 *
 * <p>{@link Snapshots} are in the same table. Commits up to one of them may be deleted: up to the horizon.
 */
public final class CommitLog {
    private static final String PREFIX = "commit/";
    private static final String HORIZON = "horizon";
    private static final int DELETED_AT_ONCE = 256;
    private static final HexFormat HEX = HexFormat.of();

    private final Table rows;
    private final RowsRegister newest;

    /** Opens the log. */
    public CommitLog(TableStore store, Coordination coordination) throws StorageException {
        rows = store.table("config-log");
        newest = coordination.register("config-newest-commit", rows);
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
            return PREFIX + HEX.toHexDigits(revision) + '/' + id;
        }

        @Override
        public String toString() {
            return revision + " " + id;
        }
    }

    /** {@return what {@link #append} takes of a commit} */
    public static Row row(Commit commit, EditsWriter edits) {
        return new Row(Position.of(commit).key(), LogEntry.encode(commit, edits));
    }

    /** {@return whether nothing was committed after this one} It asks for the rows, too: without them nobody can commit. */
    public boolean isNewest(Optional<Position> commit) throws StorageException {
        horizon();
        return newest().equals(commit);
    }

    /** {@return the newest commit} */
    public Optional<Position> newest() throws StorageException {
        return newest.get().map(Position::parse);
    }

    /**
     * Makes commits the newest ones, all or none; durable when it returns true.
     *
     * @param expected what the first of them was made on
     * @param made the {@link #row} of each
     * @param last the last of them
     * @return false when another writer was first
     */
    public boolean append(Optional<Position> expected, List<Row> made, Position last) throws StorageException {
        try {
            return newest.putAndSet(made, expected.map(Position::toString), last.toString());
        } catch (StorageException e) {
            // Whether the register was set is not known; the log knows.
            if (leadsTo(last)) {
                return true;
            }
            throw e;
        }
    }

    private boolean leadsTo(Position commit) throws StorageException {
        var position = newest();
        while (position.isPresent() && position.get().revision() > commit.revision()) {
            position = predecessor(read(position.get()));
        }
        return position.equals(Optional.of(commit));
    }

    /** {@return the commits after a revision up to the newest, oldest first} */
    public List<LogEntry> since(long revision) throws StorageException {
        return between(revision, newest());
    }

    /** {@return the commits after a revision up to this one, oldest first} */
    public List<LogEntry> between(long revision, Optional<Position> last) throws StorageException {
        var entries = new ArrayList<LogEntry>();
        var next = last;
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
        long horizon = horizon();
        for (var next = newest(); next.isPresent() && next.get().revision() > horizon; ) {
            var entry = read(next.get());
            if (entry.commit().id().equals(id)) {
                return Optional.of(entry);
            }
            next = predecessor(entry);
        }
        return Optional.empty();
    }

    /** {@return the entry of a commit, if its row is there} */
    public Optional<LogEntry> find(Commit commit) throws StorageException {
        var row = rows.get(Position.of(commit).key());
        return row.isPresent() ? Optional.of(LogEntry.decode(row.get())) : Optional.empty();
    }

    /** {@return the newest commit that is not kept any more; 0 when all are kept} */
    public long horizon() throws StorageException {
        return rows.get(HORIZON)
                .map(text -> Long.parseLong(new String(text, StandardCharsets.UTF_8)))
                .orElse(0L);
    }

    /** Deletes the commits up to a revision, and whatever writers have left there that were never committed. */
    public void deleteUpTo(long revision) throws StorageException {
        if (revision > horizon()) {
            rows.put(HORIZON, Long.toString(revision).getBytes(StandardCharsets.UTF_8));
        }
        deleteRange(rows, PREFIX, PREFIX + "%016x".formatted(revision + 1));
    }

    static void deleteRange(Table rows, String first, String end) throws StorageException {
        while (true) {
            var found = rows.scan(first, DELETED_AT_ONCE).stream()
                    .map(Row::key)
                    .filter(key -> key.compareTo(end) < 0)
                    .toList();
            if (found.isEmpty()) {
                return;
            }
            rows.delete(found);
        }
    }

    /** {@return the position of the commit before} */
    public static Optional<Position> predecessor(Commit commit) {
        return commit.predecessor().map(id -> new Position(commit.revision() - 1, id));
    }

    private static Optional<Position> predecessor(LogEntry entry) {
        return predecessor(entry.commit());
    }

    /** {@return a commit that is known to be in the log} */
    public LogEntry read(Position position) throws StorageException {
        var row = rows.get(position.key()).orElseThrow(() -> new StorageException("The log has no commit " + position));
        return LogEntry.decode(row);
    }
}
