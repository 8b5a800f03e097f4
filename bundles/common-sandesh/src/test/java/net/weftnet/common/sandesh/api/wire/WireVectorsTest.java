package net.weftnet.common.sandesh.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as the original library writes them, encoded and decoded. */
class WireVectorsTest {
    private static final SandeshHeader HEADER = SandeshHeader.of(
            new GeneratorName("compute1", "Compute", "agent", "0"),
            1_700_000_000_000_000L,
            SandeshType.UVE,
            7,
            SandeshHeader.KEY_HINT,
            SandeshHeader.UVE_LEVEL,
            "");

    private static final String HEADER_TEXT = "<SandeshHeader>"
            + "<Namespace type=\"string\" identifier=\"1\"></Namespace>"
            + "<Timestamp type=\"i64\" identifier=\"2\">1700000000000000</Timestamp>"
            + "<Module type=\"string\" identifier=\"3\">agent</Module>"
            + "<Source type=\"string\" identifier=\"4\">compute1</Source>"
            + "<Context type=\"string\" identifier=\"5\"></Context>"
            + "<SequenceNum type=\"i32\" identifier=\"6\">7</SequenceNum>"
            + "<VersionSig type=\"i32\" identifier=\"7\">0</VersionSig>"
            + "<Type type=\"i32\" identifier=\"8\">6</Type>"
            + "<Hints type=\"i32\" identifier=\"9\">1</Hints>"
            + "<Level type=\"i32\" identifier=\"10\">-100</Level>"
            + "<Category type=\"string\" identifier=\"11\"></Category>"
            + "<NodeType type=\"string\" identifier=\"12\">Compute</NodeType>"
            + "<InstanceId type=\"string\" identifier=\"13\">0</InstanceId>"
            + "</SandeshHeader>";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "<SystemLogTest type=\"sandesh\"><str1 type=\"string\" identifier=\"1\">Const static string is</str1>"
                                + "<f2 type=\"i32\" identifier=\"2\">101</f2>"
                                + "<f3 type=\"string\" identifier=\"3\">&lt;&apos;sat1string101&apos;&gt;</f3>"
                                + "<file type=\"string\" identifier=\"-32768\">Test</file>"
                                + "<line type=\"i32\" identifier=\"-32767\">0</line></SystemLogTest>",
                        "SystemLogTest",
                        List.of(
                                Field.of("str1", 1, Value.string("Const static string is")),
                                Field.of("f2", 2, Value.i32(101)),
                                Field.of("f3", 3, Value.string("<'sat1string101'>")),
                                Field.of("file", -32768, Value.string("Test")),
                                Field.of("line", -32767, Value.i32(0)))),
                Arguments.of(
                        "<ObjectLogInnerAnnTest type=\"sandesh\"><f1 type=\"struct\" identifier=\"1\"><SAT3_struct>"
                                + "<f1 type=\"string\" identifier=\"1\" key=\"ObjectVNTable\">\"sat3string1\"</f1>"
                                + "<f2 type=\"i32\" identifier=\"2\" format=\"%x\">1</f2></SAT3_struct></f1>"
                                + "</ObjectLogInnerAnnTest>",
                        "ObjectLogInnerAnnTest",
                        List.of(Field.of(
                                "f1",
                                1,
                                Value.struct(
                                        "SAT3_struct",
                                        Field.of("f1", 1, Value.string("\"sat3string1\""))
                                                .with("key", "ObjectVNTable"),
                                        Field.of("f2", 2, Value.i32(1)).with("format", "%x"))))),
                Arguments.of(
                        "<M type=\"sandesh\"><z type=\"map\" identifier=\"3\" metric=\"agg\">"
                                + "<map key=\"string\" value=\"struct\" size=\"2\">"
                                + "<element>idx1</element><S><count type=\"i32\" identifier=\"1\">55</count></S>"
                                + "<element>idx2</element><S><count type=\"i32\" identifier=\"1\">20</count></S></map></z>"
                                + "<tsm type=\"map\" identifier=\"8\"><map key=\"string\" value=\"i32\" size=\"1\">"
                                + "<element>i2</element><element>20</element></map></tsm></M>",
                        "M",
                        List.of(
                                Field.of("z", 3, counts()).with("metric", "agg"),
                                Field.of(
                                        "tsm",
                                        8,
                                        new Value.Mapping(
                                                FieldType.STRING, FieldType.I32, Map.of("i2", Value.i32(20)))))),
                Arguments.of(
                        "<L type=\"sandesh\"><l type=\"list\" identifier=\"9\"><list type=\"string\" size=\"2\">"
                                + "<element>a&amp;b</element><element></element></list></l>"
                                + "<n type=\"list\" identifier=\"10\"><list type=\"struct\" size=\"0\"></list></n>"
                                + "<b type=\"bool\" identifier=\"11\">true</b>"
                                + "<x type=\"xml\" identifier=\"12\"><![CDATA[<a b='c'/>]]></x>"
                                + "<u type=\"u64\" identifier=\"13\">18446744073709551615</u></L>",
                        "L",
                        List.of(
                                Field.of("l", 9, Value.strings(List.of("a&b", ""))),
                                Field.of("n", 10, Value.structs(List.of())),
                                Field.of("b", 11, Value.bool(true)),
                                Field.of("x", 12, new Value.Scalar(FieldType.XML, "<a b='c'/>")),
                                Field.of("u", 13, Value.u64(-1)))),
                Arguments.of(
                        "<SandeshUVETest type=\"sandesh\"><data type=\"struct\" identifier=\"1\"><SandeshUVEData>"
                                + "<name type=\"string\" identifier=\"1\" key=\"ObjectCollectorInfo\">uve2</name>"
                                + "<deleted type=\"bool\" identifier=\"2\">true</deleted></SandeshUVEData></data>"
                                + "</SandeshUVETest>",
                        "SandeshUVETest",
                        List.of(Field.of(
                                "data",
                                1,
                                Value.struct(
                                        "SandeshUVEData",
                                        Field.of("name", 1, Value.string("uve2"))
                                                .with("key", "ObjectCollectorInfo"),
                                        Field.of("deleted", 2, Value.bool(true)))))));
    }

    private static Value counts() {
        var entries = new java.util.LinkedHashMap<String, Value>();
        entries.put("idx1", Value.struct("S", Field.of("count", 1, Value.i32(55))));
        entries.put("idx2", Value.struct("S", Field.of("count", 1, Value.i32(20))));
        return new Value.Mapping(FieldType.STRING, FieldType.STRUCT, entries);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writes(String text, String name, List<Field> fields) {
        assertEquals(framed(text), new String(MessageWriter.frame(new SandeshMessage(HEADER, name, fields)), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void reads(String text, String name, List<Field> fields) throws Exception {
        assertEquals(new SandeshMessage(HEADER, name, fields), read(framed(text)));
    }

    @Test
    void countsOctetsNotCharacters() {
        var message = new SandeshMessage(HEADER, "M", List.of(Field.of("f", 1, Value.string("Ȁé😀"))));
        var frame = MessageWriter.frame(message);
        assertEquals(
                framed("<M type=\"sandesh\"><f type=\"string\" identifier=\"1\">Ȁé😀</f></M>"),
                new String(frame, UTF_8));
    }

    @Test
    void readsManyFramesOfOneStream() throws Exception {
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            stream.write(MessageWriter.frame(new SandeshMessage(HEADER, "M" + i, List.of())));
        }
        var reader = new FrameReader(new ByteArrayInputStream(stream.toByteArray()), 10_000);
        for (int i = 0; i < 3; i++) {
            assertEquals("M" + i, reader.next().orElseThrow().message().name());
        }
        assertTrue(reader.next().isEmpty());
    }

    @Test
    void readsTheOptionalFieldsOfAHeader() throws Exception {
        var header = HEADER_TEXT.replace(
                "</SandeshHeader>",
                "<IPAddress type=\"string\" identifier=\"14\">10.0.0.1</IPAddress>"
                        + "<Pid type=\"i32\" identifier=\"15\">42</Pid>"
                        + "<Later type=\"i32\" identifier=\"16\">1</Later></SandeshHeader>");
        var message = read(frame(header + "<M type=\"sandesh\"></M>"));
        assertEquals("10.0.0.1", message.header().ipAddress());
        assertEquals(42, message.header().pid());
    }

    @Test
    void opensASession() throws Exception {
        var hello = new ControlMessages.Hello(
                new GeneratorName("compute1", "Compute", "agent", "0"), 2, List.of("NodeStatusUVE"), 42, 8085);
        var message = ControlMessages.message(hello, 5, 1);
        assertEquals(
                "<SandeshCtrlClientToServer type=\"sandesh\"><source type=\"string\" identifier=\"1\">compute1</source>"
                        + "<module_name type=\"string\" identifier=\"2\">agent</module_name>"
                        + "<sucessful_connections type=\"u32\" identifier=\"3\">2</sucessful_connections>"
                        + "<uve_types type=\"list\" identifier=\"4\"><list type=\"string\" size=\"1\">"
                        + "<element>NodeStatusUVE</element></list></uve_types>"
                        + "<pid type=\"u32\" identifier=\"5\">42</pid>"
                        + "<http_port type=\"u32\" identifier=\"6\">8085</http_port>"
                        + "<node_type_name type=\"string\" identifier=\"7\">Compute</node_type_name>"
                        + "<instance_id_name type=\"string\" identifier=\"8\">0</instance_id_name>"
                        + "</SandeshCtrlClientToServer>",
                MessageWriter.text(message));
        assertEquals("ctrl", message.header().context());
        assertEquals(hello, ControlMessages.hello(message));
    }

    @Test
    void answersAHello() throws Exception {
        var welcome = new ControlMessages.Welcome(Map.of("NodeStatusUVE", 9), true);
        var message = ControlMessages.message(welcome, new GeneratorName("c", "Analytics", "collector", "0"), 5, 1);
        assertEquals(
                "<SandeshCtrlServerToClient type=\"sandesh\"><type_info type=\"list\" identifier=\"1\">"
                        + "<list type=\"struct\" size=\"1\"><UVETypeInfo>"
                        + "<type_name type=\"string\" identifier=\"1\">NodeStatusUVE</type_name>"
                        + "<seq_num type=\"u32\" identifier=\"2\">9</seq_num></UVETypeInfo></list></type_info>"
                        + "<success type=\"bool\" identifier=\"2\">true</success></SandeshCtrlServerToClient>",
                MessageWriter.text(message));
        assertEquals(welcome, ControlMessages.welcome(message));
    }

    private static String framed(String message) {
        return frame(HEADER_TEXT + message);
    }

    private static String frame(String body) {
        int length = 29 + body.getBytes(UTF_8).length + 10;
        return "<sandesh length=\"%010d\">%s</sandesh>".formatted(length, body);
    }

    private static SandeshMessage read(String frame) throws Exception {
        var reader = new FrameReader(new ByteArrayInputStream(frame.getBytes(UTF_8)), 1 << 20);
        var message = reader.next().orElseThrow().message();
        assertTrue(reader.next().isEmpty());
        return message;
    }
}
