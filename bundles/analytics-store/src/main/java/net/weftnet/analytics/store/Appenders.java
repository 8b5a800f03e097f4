package net.weftnet.analytics.store;

import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends rows to their tables, in the order of the columns in the schema. */
final class Appenders implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Map<String, DuckDBAppender> open = new HashMap<>();

    Appenders(DuckDBConnection connection) {
        this.connection = connection;
    }

    void append(Row row) throws SQLException {
        switch (row) {
            case Row.Message message -> message(begin("messages"), message);
            case Row.MessageObject(long id, long time, String type, String object) ->
                begin("objects")
                        .append(id)
                        .appendEpochMicros(time)
                        .append(type)
                        .append(object)
                        .endRow();
            case Row.Flow(long time, GeneratorName generator, FlowSample sample) ->
                flow(begin("flows").appendEpochMicros(time).append(generator.source()), sample);
            case Row.Stat(long time, GeneratorName generator, String stat, String object, String data) ->
                generator(begin("stats").appendEpochMicros(time), generator)
                        .append(stat)
                        .append(object)
                        .append(data)
                        .endRow();
            case Row.UveChange change -> uve(begin("uves"), change);
            case Row.Alarm(AlarmEvent event) -> alarm(begin("alarms"), event);
        }
    }

    private DuckDBAppender begin(String table) throws SQLException {
        var appender = open.get(table);
        if (appender == null) {
            appender = connection.createAppender(table);
            open.put(table, appender);
        }
        return appender.beginRow();
    }

    private static DuckDBAppender generator(DuckDBAppender row, GeneratorName generator) throws SQLException {
        return row.append(generator.source())
                .append(generator.nodeType())
                .append(generator.module())
                .append(generator.instance());
    }

    private static void message(DuckDBAppender row, Row.Message message) throws SQLException {
        row.append(message.id()).appendEpochMicros(message.time()).appendEpochMicros(message.received());
        generator(row, message.generator()).append(message.type()).append(message.kind());
        if (message.level() == Row.Message.NO_LEVEL) {
            row.appendNull();
        } else {
            row.append((byte) message.level());
        }
        row.append(message.category())
                .append(message.sequence())
                .append(message.context())
                .append(message.data())
                .append(message.xml())
                .endRow();
    }

    private static void flow(DuckDBAppender row, FlowSample sample) throws SQLException {
        row.append(sample.flow()).append(sample.ingress() ? "ingress" : "egress");
        end(row, sample.source());
        end(row, sample.destination());
        row.append((short) sample.protocol())
                .append(sample.action())
                .append(sample.dropReason())
                .append(sample.rule())
                .append(sample.port())
                .append(sample.peerNode());
        time(row, sample.setupMicros());
        time(row, sample.teardownMicros());
        row.append(sample.recent().octets())
                .append(sample.recent().packets())
                .append(sample.total().octets())
                .append(sample.total().packets())
                .append(sample.sampling())
                .endRow();
    }

    private static void end(DuckDBAppender row, FlowSample.End end) throws SQLException {
        row.append(end.network()).append(end.address()).append(end.port());
    }

    private static void time(DuckDBAppender row, long micros) throws SQLException {
        if (micros <= 0) {
            row.appendNull();
        } else {
            row.appendEpochMicros(micros);
        }
    }

    private static void uve(DuckDBAppender row, Row.UveChange change) throws SQLException {
        generator(row.appendEpochMicros(change.time()), change.generator())
                .append(change.objectType())
                .append(change.object())
                .append(change.struct())
                .append(change.data().isEmpty());
        if (change.data().isPresent()) {
            row.append(change.data().get());
        } else {
            row.appendNull();
        }
        row.endRow();
    }

    private static void alarm(DuckDBAppender row, AlarmEvent event) throws SQLException {
        row.appendEpochMicros(SandeshHeader.micros(event.time()))
                .append(event.alarm())
                .append(event.objectType())
                .append(event.object())
                .append(event.event())
                .append((byte) event.severity())
                .append(event.detail().isEmpty() ? new JsonObject().toString() : event.detail())
                .endRow();
    }

    void flush() throws SQLException {
        for (var appender : open.values()) {
            appender.flush();
        }
    }

    @Override
    public void close() throws SQLException {
        for (var appender : open.values()) {
            appender.close();
        }
    }
}
