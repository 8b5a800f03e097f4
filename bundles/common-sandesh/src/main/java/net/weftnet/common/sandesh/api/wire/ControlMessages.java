package net.weftnet.common.sandesh.api.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;

/** The two messages that open a session: a generator says who it is, a collector what it already knows of it. */
public final class ControlMessages {
    /** The generator's. */
    public static final String CLIENT_TO_SERVER = "SandeshCtrlClientToServer";

    /** The collector's. */
    public static final String SERVER_TO_CLIENT = "SandeshCtrlServerToClient";

    private static final int LONGEST_NAME = 1_000;

    private ControlMessages() {}

    /**
     * What a generator says.
     *
     * @param generator its name
     * @param connection how many sessions it has had in its life, this one included; on the first, a collector forgets
     *     what it had of a generator of this name
     * @param uveTypes names of the UVE messages it sends
     * @param pid its process
     * @param httpPort of its introspection, 0 when there is none
     */
    public record Hello(GeneratorName generator, long connection, List<String> uveTypes, long pid, int httpPort) {
        public Hello {
            uveTypes = List.copyOf(uveTypes);
        }
    }

    /**
     * What a collector answers.
     *
     * @param sequenceNumbers for each UVE message the highest number the collector has; the generator sends what is newer
     * @param success false when the collector does not want the session
     */
    public record Welcome(Map<String, Integer> sequenceNumbers, boolean success) {
        public Welcome {
            sequenceNumbers = Map.copyOf(sequenceNumbers);
        }
    }

    /** {@return the message of a hello} */
    public static SandeshMessage message(Hello hello, long timestampMicros, int sequenceNumber) {
        var generator = hello.generator();
        return new SandeshMessage(
                header(generator, timestampMicros, sequenceNumber),
                CLIENT_TO_SERVER,
                List.of(
                        Field.of("source", 1, Value.string(generator.source())),
                        Field.of("module_name", 2, Value.string(generator.module())),
                        Field.of("sucessful_connections", 3, Value.u32(hello.connection())), // spelt so on the wire
                        Field.of("uve_types", 4, Value.strings(hello.uveTypes())),
                        Field.of("pid", 5, Value.u32(hello.pid())),
                        Field.of("http_port", 6, Value.u32(hello.httpPort())),
                        Field.of("node_type_name", 7, Value.string(generator.nodeType())),
                        Field.of("instance_id_name", 8, Value.string(generator.instance()))));
    }

    /** {@return the message of a welcome} */
    public static SandeshMessage message(
            Welcome welcome, GeneratorName collector, long timestampMicros, int sequenceNumber) {
        var types = new ArrayList<Value>();
        welcome.sequenceNumbers()
                .forEach((name, number) -> types.add(Value.struct(
                        "UVETypeInfo",
                        Field.of("type_name", 1, Value.string(name)),
                        Field.of("seq_num", 2, Value.u32(number)))));
        return new SandeshMessage(
                header(collector, timestampMicros, sequenceNumber),
                SERVER_TO_CLIENT,
                List.of(
                        Field.of("type_info", 1, Value.structs(types)),
                        Field.of("success", 2, Value.bool(welcome.success()))));
    }

    /**
     * Reads a generator's message.
     *
     * @throws SandeshException if it is another, or does not say who speaks
     */
    public static Hello hello(SandeshMessage message) throws SandeshException {
        requireControl(message, CLIENT_TO_SERVER);
        var fields = message.fields();
        var generator = new GeneratorName(text(fields, 1), text(fields, 7), text(fields, 2), text(fields, 8));
        boolean named = !generator.source().isEmpty() && !generator.module().isEmpty();
        if (!named || generator.toString().length() > LONGEST_NAME) {
            throw new SandeshException("A generator without a proper name");
        }
        var types = new ArrayList<String>();
        if (message.value(4).orElse(null) instanceof Value.Sequence sequence) {
            sequence.elements().forEach(element -> types.add(element.toString()));
        }
        return new Hello(generator, number(fields, 3), types, number(fields, 5), (int) number(fields, 6));
    }

    /**
     * Reads a collector's message.
     *
     * @throws SandeshException if it is another
     */
    public static Welcome welcome(SandeshMessage message) throws SandeshException {
        requireControl(message, SERVER_TO_CLIENT);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (message.value(1).orElse(null) instanceof Value.Sequence sequence) {
            for (var element : sequence.elements()) {
                if (element instanceof Value.Struct(String _, List<Field> info)) {
                    numbers.put(text(info, 1), (int) number(info, 2));
                }
            }
        }
        return new Welcome(numbers, text(message.fields(), 2).equals("true"));
    }

    private static SandeshHeader header(GeneratorName sender, long timestampMicros, int sequenceNumber) {
        return SandeshHeader.of(
                sender,
                timestampMicros,
                SandeshType.REQUEST,
                sequenceNumber,
                SandeshHeader.CONTROL_HINT,
                SandeshHeader.NO_LEVEL,
                "");
    }

    private static void requireControl(SandeshMessage message, String name) throws SandeshException {
        if (!message.header().isControl() || !message.name().equals(name)) {
            throw new SandeshException(message.name() + " where " + name + " belongs");
        }
    }

    private static Optional<Value.Scalar> scalar(List<Field> fields, int identifier) {
        return SandeshMessage.valueIn(fields, identifier)
                .filter(Value.Scalar.class::isInstance)
                .map(Value.Scalar.class::cast);
    }

    private static String text(List<Field> fields, int identifier) {
        return scalar(fields, identifier).map(Value.Scalar::text).orElse("");
    }

    private static long number(List<Field> fields, int identifier) throws SandeshException {
        var text = text(fields, identifier);
        if (text.isEmpty()) {
            return 0; // an older generator, which does not have the field
        }
        if (!FieldType.U32.accepts(text)) {
            throw new SandeshException("Field " + identifier + " is not a number: " + text);
        }
        return Long.parseLong(text);
    }
}
