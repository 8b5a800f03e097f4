package net.weftnet.analytics.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.analytics.collector.api.ObjectTypes;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UveStoreTest {
    private static final GeneratorName ONE = new GeneratorName("compute1", "Compute", "agent", "0");
    private static final GeneratorName TWO = new GeneratorName("compute2", "Compute", "agent", "0");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final UveStore store = new UveStore(3);

    @Test
    void keepsFieldsThatAreNotRepeated() {
        apply(ONE, 1, "front", field("a", 3, 1), field("b", 4, 1));
        apply(ONE, 2, "front", field("b", 4, 2));
        var uve = store.uves("virtual-network", "front").getFirst();
        assertEquals(List.of(field("a", 3, 1), field("b", 4, 2)), uve.fields());
        assertEquals(Map.of("VnUve", 2), store.numbers(ONE));
    }

    @Test
    void forgetsWhatAGeneratorTold() {
        apply(ONE, 1, "front", field("a", 3, 1));
        apply(TWO, 1, "front", field("a", 3, 2));
        apply(TWO, 2, "back", field("a", 3, 2));
        assertEquals(Set.of("front", "back"), store.names("virtual-network"));
        store.forget(TWO);
        assertEquals(Set.of("front"), store.names("virtual-network"));
        assertEquals(1, store.uves("virtual-network", "front").size());
        assertEquals(Map.of(), store.numbers(TWO));
        store.forget(ONE);
        assertEquals(Set.of(), store.types());
        assertEquals(0, store.size());
    }

    @Test
    void takesDeletions() {
        apply(ONE, 1, "front", field("a", 3, 1));
        store.apply(ONE, "VnUve", 2, NOW, new ReceivedUve("virtual-network", "front", "Vn", true, List.of()));
        store.apply(ONE, "VnUve", 3, NOW, new ReceivedUve("virtual-network", "never", "Vn", true, List.of()));
        assertTrue(store.uves("virtual-network", "front").isEmpty());
        assertEquals(Map.of("VnUve", 3), store.numbers(ONE));
        assertEquals(0, store.size());
    }

    @Test
    void refusesMoreThanItMayKeep() {
        for (int i = 0; i < 5; i++) {
            apply(ONE, i + 1, "n" + i, field("a", 3, 1));
        }
        assertEquals(3, store.size());
        assertEquals(2, store.refused());
        apply(ONE, 6, "n0", field("a", 3, 2));
        assertEquals(2, store.refused());
    }

    @ParameterizedTest
    @CsvSource({
        "ObjectVNTable,virtual-network",
        "ObjectVRouter,vrouter",
        "ObjectFlowMeterTable,flow-meter",
        "Table,table",
        "Object,object",
        "VRouter2Port,vrouter2-port"
    })
    void callsTablesByTheirWords(String table, String type) {
        assertEquals(type, ObjectTypes.ofTable(table));
    }

    private void apply(GeneratorName generator, int number, String key, Field... fields) {
        store.apply(
                generator, "VnUve", number, NOW, new ReceivedUve("virtual-network", key, "Vn", false, List.of(fields)));
    }

    private static Field field(String name, int identifier, int value) {
        return Field.of(name, identifier, Value.i32(value));
    }
}
