package net.weftnet.analytics.store;

import java.util.Optional;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;

/** A row of a table. Times are microseconds since 1970. */
sealed interface Row {

    /** A message; its number ties it to the objects it is about. */
    record Message(
            long id,
            long time,
            long received,
            GeneratorName generator,
            String type,
            String kind,
            int level,
            String category,
            int sequence,
            String context,
            String data,
            String xml)
            implements Row {
        /** Of a message without level. */
        static final int NO_LEVEL = -1;
    }

    /** That a message is about an object. */
    record MessageObject(long message, long time, String objectType, String object) implements Row {}

    record Flow(long time, GeneratorName generator, FlowSample sample) implements Row {}

    /**
     * A value with tags, for example of {@code VirtualMachineStats.cpu_stats}.
     *
     * @param object the key of the UVE or message it is part of; may be empty
     */
    record Stat(long time, GeneratorName generator, String stat, String object, String data) implements Row {}

    /** @param data nothing when it was deleted */
    record UveChange(
            long time, GeneratorName generator, String objectType, String object, String struct, Optional<String> data)
            implements Row {}

    record Alarm(AlarmEvent event) implements Row {}
}
