package net.weftnet.analytics.collector.api;

import java.time.Instant;
import java.util.List;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;

/**
 * What one generator tells about one object, in one struct.
 *
 * @param struct the struct, for example {@code NodeStatus}
 * @param generator who tells it
 * @param time when it was told last
 * @param fields its content, without the key
 */
public record UveState(String struct, GeneratorName generator, Instant time, List<Field> fields) {
    public UveState {
        fields = List.copyOf(fields);
    }
}
