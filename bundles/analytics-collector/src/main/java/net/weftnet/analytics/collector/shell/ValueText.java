package net.weftnet.analytics.collector.shell;

import java.util.List;
import java.util.stream.Collectors;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.Value;

/** A value on one line, for a person. */
final class ValueText {
    private ValueText() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Scalar(FieldType _, String text) -> text;
            case Value.Struct(String _, List<Field> fields) ->
                fields.stream()
                        .map(field -> field.name() + "=" + of(field.value()))
                        .collect(Collectors.joining(" ", "{", "}"));
            case Value.Sequence sequence ->
                sequence.elements().stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
            case Value.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
                        .collect(Collectors.joining(" ", "{", "}"));
        };
    }
}
