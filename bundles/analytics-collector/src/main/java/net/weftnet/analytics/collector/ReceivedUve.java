package net.weftnet.analytics.collector;

import java.util.List;
import java.util.Optional;
import net.weftnet.analytics.collector.api.ObjectTypes;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;

/**
 * A UVE as it comes from a generator: the fields that changed.
 *
 * @param type the type of its object
 * @param key the object
 * @param struct the struct that tells about it
 * @param deleted whether the generator has nothing to tell about it any more
 * @param fields the content, without key and mark of deletion
 */
record ReceivedUve(String type, String key, String struct, boolean deleted, List<Field> fields) {

    /** {@return the UVE in a message; nothing when it names no object} */
    static Optional<ReceivedUve> of(SandeshMessage message) {
        if (!(message.value(1).orElse(null) instanceof Value.Struct(String struct, List<Field> fields))) {
            return Optional.empty();
        }
        return fields.stream()
                .filter(field -> field.annotations().containsKey("key"))
                .findFirst()
                .map(key -> new ReceivedUve(
                        ObjectTypes.ofTable(key.annotations().getOrDefault("key", "")),
                        key.value().toString(),
                        struct,
                        fields.stream().anyMatch(ReceivedUve::marksDeletion),
                        fields.stream()
                                .filter(field -> field != key && field.identifier() != Uve.DELETED_FIELD)
                                .toList()));
    }

    private static boolean marksDeletion(Field field) {
        return field.identifier() == Uve.DELETED_FIELD
                && field.value().toString().equals("true");
    }
}
