package net.weftnet.analytics.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.weftnet.analytics.collector.api.ObjectTypes;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.ValueJson;
import net.weftnet.common.sandesh.api.wire.FlowCodec;
import net.weftnet.common.sandesh.api.wire.MessageWriter;
import net.weftnet.common.sandesh.api.wire.SandeshException;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of messages. Thread-safe.
 *
 * <p>A row's time is the generator's, so that causes come before effects; where that is more than a day before or an hour
 * after the collector's own, it is the collector's: a wrong clock shall neither hide rows nor make retention take others.
 */
final class RowMaker {
    private static final Logger log = LoggerFactory.getLogger(RowMaker.class);

    private static final Duration BELIEVED_PAST = Duration.ofDays(1);
    private static final Duration BELIEVED_FUTURE = Duration.ofHours(1);
    private static final int REMEMBERED_UVES = 100_000;

    private final AtomicLong lastMessage;

    /** What was last stored of a UVE, by its hash: what is told again is no history. Guarded by itself. */
    private final Map<UveKey, Integer> stored = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UveKey, Integer> eldest) {
            return size() > REMEMBERED_UVES;
        }
    };

    private record UveKey(GeneratorName generator, String type, String key, String struct) {}

    /**
     * Makes rows with message numbers from this time on, in microseconds: so they differ from those of an earlier life, in
     * which there were less than a million a second.
     */
    RowMaker(Instant start) {
        lastMessage = new AtomicLong(SandeshHeader.micros(start));
    }

    List<Row> rows(ReceivedMessage received) {
        var message = received.message();
        long time = time(received);
        return switch (message.header().type()) {
            case UVE -> uve(received, time);
            case FLOW -> flows(received, time);
            case SYSTEM, REQUEST, RESPONSE, TRACE, BUFFER, OBJECT, TRACE_OBJECT, SYSLOG, ALARM, SESSION ->
                message(received, time);
        };
    }

    private static long time(ReceivedMessage received) {
        long micros = received.message().header().timestampMicros();
        var now = received.time();
        boolean believed = micros >= SandeshHeader.micros(now.minus(BELIEVED_PAST))
                && micros <= SandeshHeader.micros(now.plus(BELIEVED_FUTURE));
        return believed ? micros : SandeshHeader.micros(now);
    }

    private List<Row> message(ReceivedMessage received, long time) {
        var message = received.message();
        var header = message.header();
        long id = lastMessage.incrementAndGet();
        var rows = new ArrayList<Row>();
        rows.add(new Row.Message(
                id,
                time,
                SandeshHeader.micros(received.time()),
                received.generator(),
                message.name(),
                header.type().name().toLowerCase(Locale.ROOT),
                header.level() >= 0 && header.level() <= 7 ? header.level() : Row.Message.NO_LEVEL,
                header.category(),
                header.sequenceNumber(),
                header.context(),
                ValueJson.object(message.fields()).toString(),
                MessageWriter.text(message)));
        for (var field : message.fields()) {
            var table = field.annotations().get("key");
            if (table != null) {
                rows.add(new Row.MessageObject(
                        id, time, ObjectTypes.ofTable(table), field.value().toString()));
            }
        }
        var object = message.fields().stream()
                .filter(field -> field.annotations().containsKey("key"))
                .findFirst()
                .map(field -> field.value().toString())
                .orElse("");
        rows.addAll(StatWalker.rows(time, received.generator(), message.name(), object, message.fields()));
        return rows;
    }

    private List<Row> flows(ReceivedMessage received, long time) {
        try {
            return FlowCodec.ofMessage(received.message()).stream()
                    .<Row>map(sample -> new Row.Flow(time, received.generator(), sample))
                    .toList();
        } catch (SandeshException e) {
            log.debug("{}: {}", received.generator(), e.getMessage());
            return message(received, time); // somebody may find out from the message as it came
        }
    }

    private List<Row> uve(ReceivedMessage received, long time) {
        var rows = new ArrayList<Row>();
        for (var part : received.message().fields()) {
            if (part.value() instanceof Value.Struct(String struct, List<Field> fields)) {
                keyOf(fields).ifPresent(key -> rows.addAll(uve(received.generator(), time, struct, key, fields)));
            }
        }
        return rows;
    }

    private static Optional<Field> keyOf(List<Field> fields) {
        return fields.stream()
                .filter(field -> field.annotations().containsKey("key"))
                .findFirst();
    }

    private List<Row> uve(GeneratorName generator, long time, String struct, Field key, List<Field> fields) {
        var type = ObjectTypes.ofTable(key.annotations().getOrDefault("key", ""));
        var name = key.value().toString();
        boolean deleted = fields.stream()
                .anyMatch(field -> field.identifier() == Uve.DELETED_FIELD
                        && field.value().toString().equals("true"));
        var content = fields.stream()
                .filter(field -> field != key && field.identifier() != Uve.DELETED_FIELD)
                .toList();
        var data = ValueJson.object(content).toString();
        var rows = new ArrayList<Row>();
        if (isNews(new UveKey(generator, type, name, struct), deleted ? "" : data)) {
            rows.add(new Row.UveChange(
                    time, generator, type, name, struct, deleted ? Optional.empty() : Optional.of(data)));
        }
        if (!deleted) {
            rows.addAll(StatWalker.rows(time, generator, struct, name, content));
        }
        return rows;
    }

    private boolean isNews(UveKey key, String data) {
        synchronized (stored) {
            var before = stored.put(key, data.hashCode());
            return before == null || before != data.hashCode();
        }
    }

    /** Takes note that rows were not stored after all: when a UVE is told so again, it is news. */
    void unwritten(List<Row> rows) {
        synchronized (stored) {
            for (var row : rows) {
                if (row instanceof Row.UveChange change) {
                    stored.remove(
                            new UveKey(change.generator(), change.objectType(), change.object(), change.struct()),
                            change.data().orElse("").hashCode());
                }
            }
        }
    }
}
