package net.weftnet.common.sandesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    private static final UveType TYPE = new UveType("AUve", "A", "ObjectA");
    private static final StackTraceElement HERE = new StackTraceElement("A", "a", "A.java", 1);

    private final Outbox outbox = new Outbox(new UveCache(2, 2), 2);

    @Test
    void countsWhatItDrops() {
        for (int i = 0; i < 5; i++) {
            outbox.put(new Uve(TYPE, "u" + i, List.of()));
            outbox.put(log("m" + i));
        }
        assertEquals(new Outbox.Counts(2, 4, Map.of(Level.INFO, 3L), 3), outbox.counts());
        assertEquals(List.of("AUve"), List.copyOf(outbox.messages()));
    }

    @Test
    void dropsTheLeastUrgentFirst() {
        var queue = new Outbox(new UveCache(2, 2), 8);
        for (int i = 0; i < 20; i++) {
            queue.put(log("d", Level.DEBUG));
            queue.put(flows(2));
        }
        assertEquals(6, queue.counts().waiting(), "two DEBUG and two batches");
        for (int i = 0; i < 3; i++) {
            queue.put(log("e", Level.ERROR));
        }
        assertEquals(
                new Outbox.Counts(0, 8, Map.of(Level.DEBUG, 18L, Level.INFO, 36L, Level.ERROR, 1L), 0), queue.counts());
    }

    @Test
    void everySampleOfABatchTakesRoom() throws Exception {
        var queue = new Outbox(new UveCache(2, 2), 1_000);
        for (int i = 0; i < 100; i++) {
            queue.put(flows(200));
        }
        assertEquals(new Outbox.Counts(0, 600, Map.of(Level.INFO, 97L * 200), 0), queue.counts());
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(
                    Outbox.Outgoing.Flows.class, queue.take(Duration.ZERO).orElseThrow());
        }
        assertEquals(0, queue.counts().waiting());
        queue.put(flows(2_000));
        queue.put(log("m", Level.ERROR));
        assertEquals(2_000, queue.counts().waiting(), "it could never be sent otherwise");
        queue.take(Duration.ZERO);
        assertTrue(queue.isEmpty());
    }

    @Test
    void sendsStateBeforeEvents() throws Exception {
        outbox.put(log("m"));
        outbox.put(new Uve(TYPE, "u", List.of()));
        outbox.beginSession(Map.of());
        assertInstanceOf(Outbox.Outgoing.State.class, outbox.take(Duration.ZERO).orElseThrow());
        assertInstanceOf(Outbox.Outgoing.Log.class, outbox.take(Duration.ZERO).orElseThrow());
        assertTrue(outbox.take(Duration.ofMillis(1)).isEmpty());
    }

    @Test
    void wakesTheSender() throws Exception {
        var filler = Thread.ofVirtual().start(() -> outbox.put(log("m")));
        assertTrue(outbox.take(Duration.ofSeconds(10)).isPresent());
        filler.join();
    }

    @Test
    void readsAddresses() {
        assertEquals(
                "[10.0.0.1:8086, [2001:db8::1]:8087, controller:1]",
                CollectorAddress.parseList(" 10.0.0.1:8086 ,[2001:db8::1]:8087,controller:1,")
                        .toString());
        assertEquals(List.of(), CollectorAddress.parseList(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "host:", ":8086", "host:0", "host:65536", "2001:db8::1:8086", "a b:1"})
    void refusesOtherAddresses(String text) {
        assertThrows(IllegalArgumentException.class, () -> CollectorAddress.parse(text));
    }

    private static Outbox.Outgoing.Log log(String name) {
        return log(name, Level.INFO);
    }

    private static Outbox.Outgoing.Log log(String name, Level level) {
        return new Outbox.Outgoing.Log(new LogMessage(name, level, "test", List.of()), HERE, 1);
    }

    private static Outbox.Outgoing.Flows flows(int samples) {
        return new Outbox.Outgoing.Flows(Collections.nCopies(samples, flow()), 1);
    }

    private static FlowSample flow() {
        var end = new FlowSample.End("", "10.0.0.1", 80);
        var volume = new FlowSample.Volume(1, 100);
        return new FlowSample("f", true, end, end, 6, "pass", "", "", "", "", 1, 0, volume, volume, 1);
    }
}
