package net.weftnet.config.db.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One entry of the commit log.
 *
 * @param revision the number of the commit, ascending by one
 * @param id the identity of the commit
 * @param predecessor the commit it was made on; none for the first
 * @param time when it was made, by the clock of the node that made it
 * @param author who made it
 * @param comment why; may be empty
 */
public record Commit(long revision, UUID id, Optional<UUID> predecessor, Instant time, String author, String comment) {}
