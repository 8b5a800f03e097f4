package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits to be written: its room, and what is made known again when it was lost. */
@Timeout(120)
class RowQueueTest {
    private final Samples samples = new Samples();

    @Test
    void aStateThatWasLostIsNewsAgain() {
        var maker = new RowMaker(Instant.now());
        var queue = new RowQueue(4, 1 << 20, Duration.ZERO, maker::unwritten);
        var now = Instant.now();
        for (int i = 0; i < 3; i++) {
            assertTrue(queue.offer(new RowQueue.Entry("INFO", List.of(samples.message(now)))));
        }
        var state = maker.rows(samples.uve(now, 7));
        assertEquals(List.of(Row.UveChange.class, Row.Stat.class), classes(state));
        assertEquals(List.of(Row.Stat.class), classes(maker.rows(samples.uve(now, 7))));
        assertFalse(queue.offer(new RowQueue.Entry("UVE", state)));
        assertEquals(
                List.of(Row.UveChange.class, Row.Stat.class),
                classes(maker.rows(samples.uve(now, 7))),
                "it was refused");

        assertEquals(List.of(Row.UveChange.class, Row.Stat.class), classes(maker.rows(samples.uve(now, 8))));
        queue.lose(List.of(new RowQueue.Entry("UVE", state)));
        assertEquals(List.of(Row.Stat.class), classes(maker.rows(samples.uve(now, 8))), "an older state was lost");
    }

    private static List<Class<?>> classes(List<Row> rows) {
        return rows.stream().<Class<?>>map(Row::getClass).toList();
    }

    @Test
    void longRowsTakeMoreOfTheQueue() throws Exception {
        var queue = new RowQueue(1_000, 10_000, Duration.ZERO, _ -> {});
        var row = new Row.Stat(0, Samples.AGENT, "s", "o", "x".repeat(2_000));
        var info = new RowQueue.Entry("INFO", List.of(row));
        assertTrue(queue.offer(info));
        assertTrue(queue.offer(info));
        assertTrue(queue.offer(info));
        assertFalse(queue.offer(info), "three quarters");
        var error = new RowQueue.Entry("ERROR", List.of(row));
        assertTrue(queue.offer(error));
        assertFalse(queue.offer(error));
        assertEquals(4, queue.take(1_000, Duration.ZERO).size());
        var large = new RowQueue.Entry("INFO", List.of(new Row.Stat(0, Samples.AGENT, "s", "o", "x".repeat(20_000))));
        assertTrue(queue.offer(large), "it could never be taken otherwise");
        assertFalse(queue.offer(error));
        assertEquals(1, queue.take(1_000, Duration.ZERO).size());
        assertTrue(queue.offer(info));
    }
}
