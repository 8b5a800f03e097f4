package net.weftnet.analytics.store.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a query. For one thread, but for {@link #cancel} and {@link #close}. */
public interface Cursor extends AutoCloseable {

    /** {@return the names of the columns} */
    List<String> columns();

    /**
     * Waits for more rows.
     *
     * @return some rows, empty after the last. A cell is null, a number, a truth value, a string, an {@code Instant}, a list
     *     or a map of such
     * @throws QueryException if a limit is reached, it was cancelled, or it fails
     */
    List<List<@Nullable Object>> next() throws QueryException, InterruptedException;

    /** {@return how much is done, 0 to 100; less than 0 if it cannot be told} */
    double progress();

    /** Ends it early: who waits for rows is told so. */
    void cancel();

    /** Ends it, and gives back what it holds. */
    @Override
    void close();
}
