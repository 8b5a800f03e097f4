package net.weftnet.config.db.api;

import java.time.Instant;

/**
 * A change that is being prepared.
 *
 * @param name what it is called
 * @param author who edited it last
 * @param changed when it was edited last
 * @param edits how it differs from the configuration: a JSON array, as {@link ConfigDatastore#changeSet} has it
 */
public record Draft(String name, String author, Instant changed, String edits) {}
