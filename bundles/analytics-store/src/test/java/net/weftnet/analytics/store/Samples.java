package net.weftnet.analytics.store;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.FlowCodec;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;

/** Messages of an agent, each with the next sequence number, and rows of them. */
final class Samples {
    static final GeneratorName AGENT = new GeneratorName("compute1", "Compute", "weftnet", "0");
    private int sequence;
    private long total;

    Row message(Instant time) {
        long micros = SandeshHeader.micros(time);
        var noise = Long.toHexString(new Random(sequence).nextLong()).repeat(4);
        return new Row.Message(
                sequence++,
                micros,
                micros,
                AGENT,
                "M",
                "system",
                6,
                "c",
                sequence,
                "",
                "{\"a\":\"" + noise + "\"}",
                noise);
    }

    ReceivedMessage log(Instant time, int level, Field... fields) {
        var type = fields.length == 0 ? SandeshType.SYSTEM : SandeshType.OBJECT;
        return received(time, type, level, "Happened", List.of(fields));
    }

    ReceivedMessage uve(Instant time, int ports) {
        var load = Value.struct("Load", Field.of("mean", 1, new Value.Scalar(FieldType.DOUBLE, "1.5")));
        var struct = Value.struct(
                "Vn",
                Field.of("name", 1, Value.string("d:p:front")).with("key", "ObjectVNTable"),
                Field.of("ports", 3, Value.i32(ports)),
                Field.of("load", 4, Value.structs(List.of(load))).with("tags", ".mean"));
        return received(time, SandeshType.UVE, SandeshHeader.UVE_LEVEL, "VnUve", List.of(Field.of("data", 1, struct)));
    }

    ReceivedMessage flow(Instant time, String id, long octets) {
        total += octets;
        var end = new FlowSample.End("d:p:front", "10.0.1.3", 80);
        var sample = new FlowSample(
                id,
                true,
                end,
                end,
                6,
                "pass",
                "",
                "",
                "",
                "",
                1_000_000,
                0,
                new FlowSample.Volume(1, total),
                new FlowSample.Volume(1, octets),
                1);
        return received(time, SandeshType.FLOW, 6, FlowCodec.MESSAGE, FlowCodec.toFields(List.of(sample)));
    }

    private ReceivedMessage received(Instant time, SandeshType type, int level, String name, List<Field> fields) {
        var header = SandeshHeader.of(AGENT, SandeshHeader.micros(time), type, ++sequence, 0, level, "test");
        return new ReceivedMessage(AGENT, time, new SandeshMessage(header, name, fields));
    }
}
