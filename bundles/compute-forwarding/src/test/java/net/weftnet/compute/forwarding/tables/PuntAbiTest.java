package net.weftnet.compute.forwarding.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.StructLayout;
import java.util.LinkedHashMap;
import net.weftnet.compute.forwarding.PinnedForwarding;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.ObjectTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java and the compiled programs agree on what is punted and how. */
class PuntAbiTest {
    private BpfObject object;

    @BeforeEach
    void read() throws IOException {
        try (var resource = PinnedForwarding.class.getResourceAsStream("forwarding.bpf.o")) {
            object = new BpfObject(resource.readAllBytes());
        }
    }

    private void assertLayout(String struct, StructLayout layout) {
        var types = new ObjectTypes(object);
        var offsets = new LinkedHashMap<String, Integer>();
        for (var member : layout.memberLayouts()) {
            var name = member.name().orElseThrow();
            offsets.put(name, (int) Abi.offset(layout, name));
        }
        assertEquals(types.structOffsets(struct), offsets);
        assertEquals(types.structSize(struct), layout.byteSize());
    }

    @Test
    void layoutsAreThoseOfTheObject() {
        assertLayout("punt_port", PuntAbi.PORT);
        assertLayout("punt_counter_key", PuntAbi.COUNTER_KEY);
        assertLayout("punt_counter", PuntAbi.COUNTER);
        assertLayout("punt", PuntAbi.PUNT);
        var ring = object.maps().stream()
                .filter(map -> map.name().equals("punts"))
                .findFirst()
                .orElseThrow();
        assertEquals(PuntAbi.RING_SIZE, ring.maxEntries());
    }

    @Test
    void reasonsHaveTheCodesOfTheObject() {
        var constants = new ObjectTypes(object).enumConstants("punt_reason");
        for (var reason : PuntReason.values()) {
            assertEquals(PuntTable.code(reason), constants.remove("PUNT_" + reason.name()), reason.name());
        }
        assertEquals(0, constants.remove("PUNT_NONE"));
        assertEquals(PuntReason.values().length + 1, constants.remove("PUNT_REASONS"));
        assertEquals(0, constants.size(), constants.toString());
    }
}
