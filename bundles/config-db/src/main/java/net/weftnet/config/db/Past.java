package net.weftnet.config.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.LogEntry;

/** What commits there were, what each has changed, and the trees they made. Looks at the log, and needs no lock. */
final class Past {
    private final CommitLog commits;
    private final History history;

    Past(CommitLog commits, History history) {
        this.commits = commits;
        this.history = history;
    }

    private interface Look<T> {
        T at() throws StorageException, ConfigException;
    }

    private static <T> T available(Look<T> look) throws ConfigException {
        try {
            return look.at();
        } catch (StorageException e) {
            throw Committer.unavailable(e);
        }
    }

    Optional<Commit> find(UUID commit) throws StorageException {
        return commits.find(commit).map(LogEntry::commit);
    }

    List<Commit> since(long revision, int limit) throws ConfigException {
        return available(() -> commits.since(Math.max(revision, commits.horizon())).stream()
                .map(LogEntry::commit)
                .limit(limit)
                .toList());
    }

    Optional<String> changeSet(UUID commit) throws ConfigException {
        return available(() -> commits.find(commit).map(entry -> entry.edits().toString()));
    }

    Optional<String> changeSet(Commit commit) throws ConfigException {
        return available(() -> commits.find(commit).map(entry -> entry.edits().toString()));
    }

    Snapshot at(long revision, Snapshot newest) throws ConfigException {
        return revision == newest.revision() ? newest : available(() -> history.at(revision));
    }

    Snapshot at(Instant time, Snapshot newest) throws ConfigException {
        return at(available(() -> history.revisionAt(time)), newest);
    }
}
