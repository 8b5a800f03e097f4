package net.weftnet.common.sandesh.api.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.Value;

/**
 * Flow samples as fields of the message {@code FlowLogDataIpv4Object}: a list of structs under OpenContrail's names, which
 * readers go by. What it has no name for ({@code sampling_rate}) is one more field.
 */
public final class FlowCodec {
    /** The name of the message. */
    public static final String MESSAGE = "FlowLogDataIpv4Object";

    private static final String LIST = "flowdata";
    private static final String STRUCT = "FlowLogDataIpv4";

    private FlowCodec() {}

    /** {@return the message's fields} */
    public static List<Field> toFields(List<FlowSample> samples) {
        return List.of(Field.of(
                LIST, 1, Value.structs(samples.stream().map(FlowCodec::struct).toList())));
    }

    private static Value struct(FlowSample sample) {
        return Value.struct(
                STRUCT,
                text("flowuuid", 1, sample.flow()),
                number("direction_ing", 2, FieldType.BYTE, sample.ingress() ? 1 : 0),
                text("sourcevn", 3, sample.source().network()),
                address("sourceip", 4, sample.source().address()),
                text("destvn", 5, sample.destination().network()),
                address("destip", 6, sample.destination().address()),
                number("protocol", 7, FieldType.I16, sample.protocol()),
                number("sport", 8, FieldType.U16, sample.source().port()),
                number("dport", 9, FieldType.U16, sample.destination().port()),
                number("setup_time", 16, FieldType.I64, sample.setupMicros()),
                number("teardown_time", 17, FieldType.I64, sample.teardownMicros()),
                number("bytes", 23, FieldType.I64, sample.total().octets()),
                number("packets", 24, FieldType.I64, sample.total().packets()),
                number("diff_bytes", 26, FieldType.I64, sample.recent().octets()),
                number("diff_packets", 27, FieldType.I64, sample.recent().packets()),
                text("action", 28, sample.action()),
                text("nw_ace_uuid", 30, sample.rule()),
                address("other_vrouter_ip", 32, sample.peerNode()),
                text("vmi_uuid", 35, sample.port()),
                text("drop_reason", 36, sample.dropReason()),
                Field.of("sampling_rate", 100, new Value.Scalar(FieldType.DOUBLE, Double.toString(sample.sampling()))));
    }

    private static Field text(String name, int identifier, String text) {
        return Field.of(name, identifier, Value.string(text));
    }

    private static Field address(String name, int identifier, String text) {
        return Field.of(name, identifier, new Value.Scalar(FieldType.IPADDR, text));
    }

    private static Field number(String name, int identifier, FieldType type, long number) {
        return Field.of(name, identifier, new Value.Scalar(type, Long.toString(number)));
    }

    /**
     * Reads the samples of a message.
     *
     * @throws SandeshException if a sample has no identity, or a number is none
     */
    public static List<FlowSample> ofMessage(SandeshMessage message) throws SandeshException {
        var samples = new ArrayList<FlowSample>();
        for (var field : message.fields()) {
            if (field.value() instanceof Value.Struct(String _, List<Field> fields)) {
                samples.add(sample(fields));
            } else if (field.value() instanceof Value.Sequence sequence) {
                for (var element : sequence.elements()) {
                    if (element instanceof Value.Struct(String _, List<Field> fields)) {
                        samples.add(sample(fields));
                    }
                }
            }
        }
        return samples;
    }

    private static FlowSample sample(List<Field> fields) throws SandeshException {
        var values = new HashMap<String, String>();
        fields.forEach(field -> values.put(field.name(), field.value().toString()));
        try {
            return new FlowSample(
                    text(values, "flowuuid"),
                    number(values, "direction_ing") != 0,
                    end(values, "source", "sport"),
                    end(values, "dest", "dport"),
                    (int) number(values, "protocol") & 0xff, // a signed octet where OpenContrail writes it
                    text(values, "action"),
                    text(values, "drop_reason"),
                    text(values, "nw_ace_uuid"),
                    text(values, "vmi_uuid"),
                    text(values, "other_vrouter_ip"),
                    number(values, "setup_time"),
                    number(values, "teardown_time"),
                    new FlowSample.Volume(number(values, "packets"), number(values, "bytes")),
                    new FlowSample.Volume(number(values, "diff_packets"), number(values, "diff_bytes")),
                    values.containsKey("sampling_rate") ? Double.parseDouble(text(values, "sampling_rate")) : 1);
        } catch (IllegalArgumentException e) {
            throw new SandeshException("A flow that is none: " + e.getMessage(), e);
        }
    }

    private static FlowSample.End end(Map<String, String> values, String side, String port) {
        return new FlowSample.End(
                text(values, side + "vn"), text(values, side + "ip"), (int) number(values, port) & 0xffff);
    }

    private static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    private static long number(Map<String, String> values, String name) {
        var text = text(values, name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
