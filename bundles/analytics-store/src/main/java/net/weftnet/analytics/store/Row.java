package net.weftnet.analytics.store;

import java.util.Optional;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;

/** A row of a table. Times are microseconds since 1970. */
sealed interface Row {

    /** {@return the characters of the texts that can be long: what it weighs in memory, but for about 200 octets} */
    int length();

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

        @Override
        public int length() {
            return type.length() + category.length() + context.length() + data.length() + xml.length();
        }
    }

    /** That a message is about an object. */
    record MessageObject(long message, long time, String objectType, String object) implements Row {
        @Override
        public int length() {
            return objectType.length() + object.length();
        }
    }

    record Flow(long time, GeneratorName generator, FlowSample sample) implements Row {
        @Override
        public int length() {
            return sample.flow().length()
                    + sample.source().network().length()
                    + sample.destination().network().length()
                    + sample.action().length()
                    + sample.dropReason().length()
                    + sample.rule().length()
                    + sample.port().length()
                    + sample.peerNode().length();
        }
    }

    /**
     * A value with tags, for example of {@code VirtualMachineStats.cpu_stats}.
     *
     * @param object the key of the UVE or message it is part of; may be empty
     */
    record Stat(long time, GeneratorName generator, String stat, String object, String data) implements Row {
        @Override
        public int length() {
            return stat.length() + object.length() + data.length();
        }
    }

    /** @param data nothing when it was deleted */
    record UveChange(
            long time, GeneratorName generator, String objectType, String object, String struct, Optional<String> data)
            implements Row {
        @Override
        public int length() {
            return objectType.length()
                    + object.length()
                    + struct.length()
                    + data.map(String::length).orElse(0);
        }
    }

    record Alarm(AlarmEvent event) implements Row {
        @Override
        public int length() {
            return event.alarm().length()
                    + event.objectType().length()
                    + event.object().length()
                    + event.detail().length();
        }
    }
}
