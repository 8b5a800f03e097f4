package net.weftnet.common.sandesh.api.wire;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Value;

/** One message: its header, its name, its content. */
public record SandeshMessage(SandeshHeader header, String name, List<Field> fields) {
    public SandeshMessage {
        Field.requireName(name);
        fields = List.copyOf(fields);
    }

    /** {@return the value of the field of this identifier} */
    public Optional<Value> value(int identifier) {
        return valueIn(fields, identifier);
    }

    static Optional<Value> valueIn(List<Field> fields, int identifier) {
        return fields.stream()
                .filter(field -> field.identifier() == identifier)
                .map(Field::value)
                .findFirst();
    }
}
