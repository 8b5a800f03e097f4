package net.weftnet.analytics.query.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.Times;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** A command that shows the answer to a SELECT. */
abstract class SelectCommand extends TableCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_ROWS = 100_000;

    @Option(name = "-n", aliases = "--number", description = "How many rows at most")
    private int number = 100;

    @Reference
    private AnalyticsStore store;

    /** {@return the answer as a table}; what is above the number of rows asked for is left out. */
    final Table select(String sql, List<?> parameters) throws QueryException, InterruptedException {
        if (number < 1 || number > MOST_ROWS) {
            throw new IllegalArgumentException("-n takes 1 to " + MOST_ROWS);
        }
        try (var cursor = store.query(sql, parameters, new Limits(PATIENCE, Integer.MAX_VALUE))) {
            var table = Table.of(cursor.columns().stream()
                    .map(column -> column.replace('_', ' '))
                    .toArray(String[]::new));
            int rows = 0;
            for (var block = cursor.next(); !block.isEmpty() && rows < number; block = cursor.next()) {
                for (var row : block.subList(0, Math.min(block.size(), number - rows))) {
                    table.row(row.toArray());
                    rows++;
                }
            }
            return table;
        }
    }

    /** Conditions of a WHERE, with their parameters. */
    static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        /** Adds a condition whose question marks all stand for the value, unless that is empty. */
        Conditions when(String value, String condition) {
            if (!value.isEmpty()) {
                texts.add(condition);
                condition.chars().filter(c -> c == '?').forEach(_ -> parameters.add(value));
            }
            return this;
        }

        /** Adds that the time is not before a text as {@code 10m}. */
        Conditions since(String last) {
            texts.add("time >= ?");
            parameters.add(LocalDateTime.ofInstant(Times.parse(last, Instant.now()), ZoneOffset.UTC));
            return this;
        }

        List<Object> parameters() {
            return parameters;
        }

        @Override
        public String toString() {
            return String.join(" AND ", texts);
        }
    }
}
