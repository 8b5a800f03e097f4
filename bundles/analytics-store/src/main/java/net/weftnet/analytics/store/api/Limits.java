package net.weftnet.analytics.store.api;

import java.time.Duration;

/**
 * What a query may use. Memory is bounded for all together, by the store's configuration.
 *
 * @param time from its start to its last row
 * @param rows it may give; one more is an error
 */
public record Limits(Duration time, int rows) {
    public Limits {
        if (!time.isPositive() || rows < 1) {
            throw new IllegalArgumentException("Limits of " + time + " and " + rows + " rows");
        }
    }
}
