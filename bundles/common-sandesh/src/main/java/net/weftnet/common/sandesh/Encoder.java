package net.weftnet.common.sandesh;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.RequestHandler;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.ControlMessages;
import net.weftnet.common.sandesh.api.wire.FlowCodec;
import net.weftnet.common.sandesh.api.wire.MessageWriter;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;

/** Makes frames of what goes out, with the header of this generator. Not thread-safe: the sender's. */
final class Encoder {
    /** A log message tells where in the code it comes from, in two fields after all others. */
    private static final int FILE_FIELD = -32768;

    private static final int LINE_FIELD = -32767;

    private final GeneratorName generator;
    private final Clock clock;
    private final Map<String, Integer> logNumbers = new HashMap<>();

    Encoder(GeneratorName generator, Clock clock) {
        this.generator = generator;
        this.clock = clock;
    }

    long micros() {
        return SandeshHeader.micros(clock.instant());
    }

    byte[] hello(ControlMessages.Hello hello) {
        return MessageWriter.frame(ControlMessages.message(hello, micros(), next(ControlMessages.CLIENT_TO_SERVER)));
    }

    byte[] frame(Outbox.Outgoing outgoing) {
        return MessageWriter.frame(
                switch (outgoing) {
                    case Outbox.Outgoing.State(UveCache.Numbered uve) -> uve(uve);
                    case Outbox.Outgoing.Log(LogMessage message, StackTraceElement caller, long micros) ->
                        log(message, caller, micros);
                    case Outbox.Outgoing.Flows(List<FlowSample> samples, long micros) -> flows(samples, micros);
                    case Outbox.Outgoing.Response(RequestHandler.Answer answer, String context) ->
                        response(answer, context);
                });
    }

    private SandeshMessage uve(UveCache.Numbered uve) {
        var type = uve.key().type();
        var fields = new ArrayList<Field>();
        fields.add(
                Field.of("name", Uve.KEY_FIELD, Value.string(uve.key().key())).with("key", type.table()));
        uve.uve()
                .ifPresentOrElse(
                        state -> fields.addAll(state.fields()),
                        () -> fields.add(Field.of("deleted", Uve.DELETED_FIELD, Value.bool(true))));
        int hints = SandeshHeader.KEY_HINT | (uve.repeated() ? SandeshHeader.SYNC_HINT : 0);
        var header = SandeshHeader.of(
                generator, micros(), SandeshType.UVE, uve.number(), hints, SandeshHeader.UVE_LEVEL, "");
        return new SandeshMessage(
                header, type.message(), List.of(Field.of("data", 1, new Value.Struct(type.struct(), fields))));
    }

    private SandeshMessage log(LogMessage message, StackTraceElement caller, long micros) {
        var fields = new ArrayList<>(message.fields());
        fields.add(Field.of("file", FILE_FIELD, Value.string(Objects.requireNonNullElse(caller.getFileName(), ""))));
        fields.add(Field.of("line", LINE_FIELD, Value.i32(Math.max(caller.getLineNumber(), 0))));
        var header = SandeshHeader.of(
                generator,
                micros,
                message.isAboutObject() ? SandeshType.OBJECT : SandeshType.SYSTEM,
                next(message.name()),
                message.isAboutObject() ? SandeshHeader.KEY_HINT : 0,
                message.level().code(),
                message.category());
        return new SandeshMessage(header, message.name(), fields);
    }

    private SandeshMessage flows(List<FlowSample> samples, long micros) {
        var header = SandeshHeader.of(
                generator, micros, SandeshType.FLOW, next(FlowCodec.MESSAGE), 0, Level.INFO.code(), "");
        return new SandeshMessage(header, FlowCodec.MESSAGE, FlowCodec.toFields(samples));
    }

    private SandeshMessage response(RequestHandler.Answer answer, String context) {
        var header = SandeshHeader.of(
                        generator, micros(), SandeshType.RESPONSE, next(answer.name()), 0, SandeshHeader.NO_LEVEL, "")
                .inContext(context);
        return new SandeshMessage(header, answer.name(), answer.fields());
    }

    /** Numbers are only told apart from one another, so that they may wrap. */
    private int next(String message) {
        return logNumbers.merge(message, 1, Integer::sum);
    }
}
