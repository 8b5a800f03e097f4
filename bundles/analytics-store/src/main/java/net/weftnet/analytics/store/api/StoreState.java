package net.weftnet.analytics.store.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the store is doing.
 *
 * @param problem why it is not there; nothing when it is
 * @param waiting rows that wait to be written
 * @param stored rows written since the start
 * @param lost rows lost since the start, by the level of their message, or by its type where it has none
 * @param usedBytes of the disk
 * @param tables the tables
 */
public record StoreState(
        Optional<String> problem,
        int waiting,
        long stored,
        Map<String, Long> lost,
        long usedBytes,
        List<TableState> tables) {
    public StoreState {
        lost = Map.copyOf(lost);
        tables = List.copyOf(tables);
    }

    /**
     * One table, as it was when last looked at.
     *
     * @param oldest nothing when it is empty
     */
    public record TableState(String name, long rows, Optional<Instant> oldest, Optional<Instant> newest) {}
}
