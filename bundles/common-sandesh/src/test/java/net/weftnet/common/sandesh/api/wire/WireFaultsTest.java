package net.weftnet.common.sandesh.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not Sandesh is refused in one way; what is comes back as it went. */
class WireFaultsTest {
    private static final GeneratorName GENERATOR = new GeneratorName("n", "t", "m", "0");
    private static final SandeshHeader HEADER =
            SandeshHeader.of(GENERATOR, 1, SandeshType.OBJECT, 1, 0, SandeshHeader.NO_LEVEL, "c");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\r\n\r\n\r\n\r\n",
                "<sandesh length=\"0000000000\"></sandesh>",
                "<sandesh length=\"0000000038\"></sandesh>",
                "<sandesh length=\"9999999999\"></sandesh>",
                "<sandesh length=\"0000010001\"></sandesh>",
                "<sandesh length=\"+000000039\"></sandesh>",
                "<sandesh length=\"00000000 39\"></sandesh>",
                "<sandesh length='0000000039'></sandesh>",
                "<sandesh length=\"0000000039\"><sandesh>!"
            })
    void refusesWhatIsNoFrame(String octets) {
        assertThrows(SandeshException.class, () -> read(octets.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<M type=\"sandesh\"></M>",
                "<SandeshHeader></SandeshHeader>",
                "HEADER",
                "HEADER<M></M>",
                "HEADER<M type=\"sandesh\"></M><M type=\"sandesh\"></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i32\">1</f></M>",
                "HEADER<M type=\"sandesh\"><f identifier=\"1\">1</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i33\" identifier=\"1\">1</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i32\" identifier=\"99999\">1</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i32\" identifier=\"1\">one</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i32\" identifier=\"1\">2147483648</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"u16\" identifier=\"1\">-1</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"bool\" identifier=\"1\">yes</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"i32\" identifier=\"1\"><g/></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"struct\" identifier=\"1\"></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"struct\" identifier=\"1\"><S/><S/></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"list\" identifier=\"1\"><set type=\"i32\" size=\"0\"/></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"list\" identifier=\"1\"><list type=\"i32\" size=\"1\"/></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"map\" identifier=\"1\"><map key=\"string\" value=\"i32\" size=\"1\">"
                        + "<element>k</element></map></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"map\" identifier=\"1\"><map key=\"list\" value=\"i32\" size=\"0\">"
                        + "</map></f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"string\" identifier=\"1\">&entity;</f></M>",
                "HEADER<M type=\"sandesh\"><f type=\"string\" identifier=\"1\">",
                "<SandeshHeader><Type type=\"i32\" identifier=\"8\">99</Type></SandeshHeader><M type=\"sandesh\"></M>"
            })
    void refusesWhatIsNoMessage(String body) {
        assertThrows(SandeshException.class, () -> read(frame(body)));
    }

    @Test
    void tellsAConnectionLostWithinAFrame() {
        var frame = MessageWriter.frame(new SandeshMessage(HEADER, "M", List.of()));
        for (int length = 1; length < frame.length; length++) {
            var part = java.util.Arrays.copyOf(frame, length);
            assertThrows(EOFException.class, () -> read(part));
        }
    }

    @Test
    void refusesOtherControlMessages() {
        var notControl = new SandeshMessage(HEADER, ControlMessages.CLIENT_TO_SERVER, List.of());
        assertThrows(SandeshException.class, () -> ControlMessages.hello(notControl));
        var nameless = ControlMessages.message(
                new ControlMessages.Hello(new GeneratorName("", "", "", ""), 1, List.of(), 1, 0), 1, 1);
        assertThrows(SandeshException.class, () -> ControlMessages.hello(nameless));
        assertThrows(SandeshException.class, () -> ControlMessages.welcome(nameless));
    }

    @Test
    void refusesEndlessNames() {
        assertThrows(SandeshException.class, () -> read(frame("HEADER<" + "M".repeat(256) + " type=\"sandesh\"/>")));
        var hello = ControlMessages.message(
                new ControlMessages.Hello(new GeneratorName("n".repeat(1_000), "", "m", ""), 1, List.of(), 1, 0), 1, 1);
        assertThrows(SandeshException.class, () -> ControlMessages.hello(hello));
    }

    @Property
    void everyTimestampIsATime(@ForAll long micros) {
        var header = SandeshHeader.of(GENERATOR, micros, SandeshType.UVE, 1, 0, 0, "");
        assertEquals(micros, SandeshHeader.micros(header.time()));
    }

    @Property(tries = 500)
    void aFlippedBitIsRefusedOrAnotherMessage(@ForAll @IntRange(min = 0, max = 7) int bit, @ForAll int position) {
        var frame = MessageWriter.frame(
                new SandeshMessage(HEADER, "Mess", List.of(Field.of("field", 1, Value.strings(List.of("a", "b"))))));
        frame[Math.floorMod(position, frame.length)] ^= (byte) (1 << bit);
        try {
            read(frame);
        } catch (Exception e) {
            if (!(e instanceof SandeshException) && !(e instanceof EOFException)) {
                throw new AssertionError(e);
            }
        }
    }

    @Property(tries = 300)
    void messagesComeBackAsTheyWent(@ForAll("values") Value value) throws Exception {
        var message =
                new SandeshMessage(HEADER, "M", List.of(Field.of("f", 1, value).with("key", "a<\"'&>b")));
        assertEquals(message, read(MessageWriter.frame(message)));
    }

    @Provide
    Arbitrary<Value> values() {
        var texts = Arbitraries.strings().withChars("a<>&\"'] \t\n\ré\u0200").ofMaxLength(12);
        var scalars = Arbitraries.oneOf(
                texts.map(Value::string),
                texts.map(text -> new Value.Scalar(FieldType.XML, text.replace('\r', ' '))),
                Arbitraries.integers().map(Value::i32),
                Arbitraries.longs().map(Value::u64),
                Arbitraries.of(true, false).map(Value::bool));
        var structs = scalars.list().ofMaxSize(4).map(WireFaultsTest::struct);
        var lists = structs.list().ofMaxSize(3).map(Value::structs);
        var maps = Combinators.combine(texts.list().uniqueElements().ofMaxSize(3), structs)
                .as((keys, value) -> {
                    var entries = new LinkedHashMap<String, Value>();
                    keys.forEach(key -> entries.put(key, value));
                    return (Value) new Value.Mapping(FieldType.STRING, FieldType.STRUCT, entries);
                });
        return Arbitraries.oneOf(scalars, structs, lists, maps);
    }

    private static Value struct(List<Value> values) {
        var fields = new java.util.ArrayList<Field>();
        for (var value : values) {
            fields.add(Field.of("f" + fields.size(), fields.size() + 1, value));
        }
        return new Value.Struct("S", fields);
    }

    private static byte[] frame(String body) {
        var header = new String(MessageWriter.frame(new SandeshMessage(HEADER, "M", List.of())), UTF_8);
        var text = body.replace(
                "HEADER", header.substring(29, header.indexOf("</SandeshHeader>") + "</SandeshHeader>".length()));
        return "<sandesh length=\"%010d\">%s</sandesh>"
                .formatted(39 + text.getBytes(UTF_8).length, text)
                .getBytes(UTF_8);
    }

    private static SandeshMessage read(byte[] octets) throws Exception {
        return new FrameReader(new ByteArrayInputStream(octets), 10_000)
                .next()
                .orElseThrow()
                .message();
    }
}
