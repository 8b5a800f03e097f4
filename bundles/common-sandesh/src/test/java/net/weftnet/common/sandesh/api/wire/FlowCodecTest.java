package net.weftnet.common.sandesh.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.Test;

class FlowCodecTest {
    private static final FlowSample SAMPLE = new FlowSample(
            "8f1a",
            true,
            new FlowSample.End("default-domain:demo:front", "10.0.1.3", 40_000),
            new FlowSample.End("default-domain:demo:back", "fd00::4", 443),
            6,
            "pass",
            "",
            "rule-1",
            "port-1",
            "198.18.0.12",
            1_700_000_000_000_000L,
            0,
            new FlowSample.Volume(10, 5_000),
            new FlowSample.Volume(2, 1_000),
            8.5);

    @Test
    void readsWhatItWrites() throws Exception {
        var message = message(FlowCodec.toFields(List.of(SAMPLE, SAMPLE)));
        var frame = MessageWriter.frame(message);
        var read =
                new FrameReader(new ByteArrayInputStream(frame), 1 << 20).next().orElseThrow();
        assertEquals(List.of(SAMPLE, SAMPLE), FlowCodec.ofMessage(read.message()));
        assertTrue(MessageWriter.text(message)
                .contains("<destvn type=\"string\" identifier=\"5\">default-domain:demo:back<"));
    }

    @Test
    void readsOneStructAndSignedNumbersAndWhatIsLeftOut() throws Exception {
        var struct = Value.struct(
                "FlowLogDataIpv4",
                Field.of("flowuuid", 1, Value.string("f")),
                Field.of("protocol", 7, new Value.Scalar(FieldType.BYTE, "-1")),
                Field.of("sport", 8, new Value.Scalar(FieldType.I16, "-1")));
        var samples = FlowCodec.ofMessage(message(List.of(Field.of("flowdata", 1, struct))));
        assertEquals(255, samples.getFirst().protocol());
        assertEquals(65_535, samples.getFirst().source().port());
        assertEquals(1, samples.getFirst().sampling());
    }

    @Test
    void refusesWhatIsNoFlow() {
        for (var field : List.of(
                Field.of("flowuuid", 1, Value.string("")),
                Field.of("bytes", 23, Value.string("many")),
                Field.of("packets", 24, Value.string("-1")),
                Field.of("sampling_rate", 100, Value.string("0")))) {
            var struct = Value.struct("FlowLogDataIpv4", Field.of("flowuuid", 1, Value.string("f")), field);
            var message = message(List.of(Field.of("flowdata", 1, Value.structs(List.of(struct)))));
            assertThrows(SandeshException.class, () -> FlowCodec.ofMessage(message), field::toString);
        }
    }

    private static SandeshMessage message(List<Field> fields) {
        var generator = new GeneratorName("compute1", "Compute", "weftnet", "0");
        return new SandeshMessage(
                SandeshHeader.of(generator, 1, SandeshType.FLOW, 1, 0, 6, ""), FlowCodec.MESSAGE, fields);
    }
}
