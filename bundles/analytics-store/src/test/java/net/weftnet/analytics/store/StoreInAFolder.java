package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.health.ConditionBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a folder of the test, the board it tells its health, and what is written to it and asked. */
@Timeout(120)
abstract class StoreInAFolder {
    static final Limits LIMITS = new Limits(Duration.ofSeconds(60), 1_000);

    @TempDir
    Path folder;

    final ConditionBoard board = new ConditionBoard();
    private final List<DuckDbStore> open = new ArrayList<>();
    final Samples samples = new Samples();

    @AfterEach
    void close() {
        open.forEach(DuckDbStore::close);
    }

    DuckDbStore store(Map<String, Object> settings) {
        var config = (DuckDbStore.Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DuckDbStore.Config.class},
                (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
        var store = new DuckDbStore(
                folder,
                board.open("analytics", "store"),
                Clock.systemUTC(),
                new BackOff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                config);
        open.add(store);
        return store;
    }

    Database database() throws Exception {
        return Database.open(new Database.Settings(folder, 64L << 20, 2, 1L << 20));
    }

    static QueryException fails(DuckDbStore store, String sql, Limits limits) {
        return assertThrows(QueryException.class, () -> {
            try (var cursor = store.query(sql, List.of(), limits)) {
                while (!cursor.next().isEmpty()) {
                    // all of it
                }
            }
        });
    }

    static List<List<Object>> rows(DuckDbStore store, String sql, Object... parameters) throws Exception {
        var all = new ArrayList<List<Object>>();
        try (var cursor = store.query(sql, List.of(parameters), LIMITS)) {
            for (var block = cursor.next(); !block.isEmpty(); block = cursor.next()) {
                for (var row : block) {
                    all.add(row.stream()
                            .map(cell ->
                                    cell instanceof Number n && !(cell instanceof Double) && !(cell instanceof Long)
                                            ? (Object) n.intValue()
                                            : cell)
                            .toList());
                }
            }
        }
        assertFalse(all.size() > LIMITS.rows());
        return all;
    }

    static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It does not come to it");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
