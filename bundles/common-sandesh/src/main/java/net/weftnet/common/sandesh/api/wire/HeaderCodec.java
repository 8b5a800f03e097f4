package net.weftnet.common.sandesh.api.wire;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;

/** The header as fields of a struct. */
final class HeaderCodec {
    private HeaderCodec() {}

    static List<Field> toFields(SandeshHeader header) {
        var generator = header.generator();
        var fields = new ArrayList<Field>();
        fields.add(Field.of("Namespace", 1, Value.string(header.namespace())));
        fields.add(Field.of("Timestamp", 2, i64(header.timestampMicros())));
        fields.add(Field.of("Module", 3, Value.string(generator.module())));
        fields.add(Field.of("Source", 4, Value.string(generator.source())));
        fields.add(Field.of("Context", 5, Value.string(header.context())));
        fields.add(Field.of("SequenceNum", 6, Value.i32(header.sequenceNumber())));
        fields.add(Field.of("VersionSig", 7, Value.i32(header.versionSignature())));
        fields.add(Field.of("Type", 8, Value.i32(header.type().code())));
        fields.add(Field.of("Hints", 9, Value.i32(header.hints())));
        fields.add(Field.of("Level", 10, Value.i32(header.level())));
        fields.add(Field.of("Category", 11, Value.string(header.category())));
        fields.add(Field.of("NodeType", 12, Value.string(generator.nodeType())));
        fields.add(Field.of("InstanceId", 13, Value.string(generator.instance())));
        if (!header.ipAddress().isEmpty()) {
            fields.add(Field.of("IPAddress", 14, Value.string(header.ipAddress())));
        }
        if (header.pid() != 0) {
            fields.add(Field.of("Pid", 15, Value.i32(header.pid())));
        }
        return fields;
    }

    static SandeshHeader ofFields(List<Field> fields) throws SandeshException {
        int code = number(fields, 8);
        var type =
                SandeshType.ofCode(code).orElseThrow(() -> new SandeshException("No message type has number " + code));
        return new SandeshHeader(
                text(fields, 1),
                timestamp(fields),
                new GeneratorName(text(fields, 4), text(fields, 12), text(fields, 3), text(fields, 13)),
                text(fields, 5),
                number(fields, 6),
                number(fields, 7),
                type,
                number(fields, 9),
                number(fields, 10),
                text(fields, 11),
                text(fields, 14),
                number(fields, 15));
    }

    private static Value i64(long number) {
        return new Value.Scalar(FieldType.I64, Long.toString(number));
    }

    private static String text(List<Field> fields, int identifier) {
        return SandeshMessage.valueIn(fields, identifier).map(Value::toString).orElse("");
    }

    private static int number(List<Field> fields, int identifier) throws SandeshException {
        var text = text(fields, identifier);
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new SandeshException("Field " + identifier + " of the header is not a number: " + text, e);
        }
    }

    private static long timestamp(List<Field> fields) throws SandeshException {
        var text = text(fields, 2);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new SandeshException("The header's timestamp is not a number: " + text, e);
        }
    }
}
