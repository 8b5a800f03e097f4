package net.weftnet.common.sandesh.api.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.Value;

/**
 * Encodes messages. Sandesh readers are not XML parsers, so the writer keeps to what they know: no prolog, no empty-element
 * tags, attributes in double quotes, and four escapes in text.
 */
public final class MessageWriter {
    private final StringBuilder out = new StringBuilder(1024);

    private MessageWriter() {}

    /** {@return the message in its frame} */
    public static byte[] frame(SandeshMessage message) {
        var writer = new MessageWriter();
        writer.header(message.header());
        writer.message(message.name(), message.fields());
        var body = writer.out.toString().getBytes(StandardCharsets.UTF_8);
        int length = Frames.OPEN_LENGTH + body.length + Frames.CLOSE.length();
        var open = Frames.OPEN_START + String.format(Locale.ROOT, "%010d", length) + Frames.OPEN_END;
        var frame = new byte[length];
        System.arraycopy(open.getBytes(StandardCharsets.US_ASCII), 0, frame, 0, Frames.OPEN_LENGTH);
        System.arraycopy(body, 0, frame, Frames.OPEN_LENGTH, body.length);
        System.arraycopy(
                Frames.CLOSE.getBytes(StandardCharsets.US_ASCII),
                0,
                frame,
                length - Frames.CLOSE.length(),
                Frames.CLOSE.length());
        return frame;
    }

    /** {@return the message without header and frame} */
    public static String text(SandeshMessage message) {
        var writer = new MessageWriter();
        writer.message(message.name(), message.fields());
        return writer.out.toString();
    }

    private void header(SandeshHeader header) {
        out.append("<SandeshHeader>");
        HeaderCodec.toFields(header).forEach(this::field);
        out.append("</SandeshHeader>");
    }

    private void message(String name, List<Field> fields) {
        out.append('<').append(name).append(" type=\"sandesh\">");
        fields.forEach(this::field);
        close(name);
    }

    private void field(Field field) {
        out.append('<')
                .append(field.name())
                .append(" type=\"")
                .append(field.value().type().wireName())
                .append("\" identifier=\"")
                .append(field.identifier())
                .append('"');
        field.annotations().forEach((name, text) -> {
            out.append(' ').append(name).append("=\"");
            escape(text, true);
            out.append('"');
        });
        out.append('>');
        value(field.value());
        close(field.name());
    }

    private void value(Value value) {
        switch (value) {
            case Value.Scalar(FieldType type, String text) when type == FieldType.XML -> cdata(text);
            case Value.Scalar(FieldType _, String text) -> escape(text, false);
            case Value.Struct(String name, List<Field> fields) -> {
                out.append('<').append(name).append('>');
                fields.forEach(this::field);
                close(name);
            }
            case Value.Sequence sequence -> sequence(sequence);
            case Value.Mapping mapping -> mapping(mapping);
        }
    }

    private void sequence(Value.Sequence sequence) {
        var name = sequence.type().wireName();
        out.append('<')
                .append(name)
                .append(" type=\"")
                .append(sequence.elementType().wireName())
                .append("\" size=\"")
                .append(sequence.elements().size())
                .append("\">");
        sequence.elements().forEach(this::element);
        close(name);
    }

    private void mapping(Value.Mapping mapping) {
        out.append("<map key=\"")
                .append(mapping.keyType().wireName())
                .append("\" value=\"")
                .append(mapping.valueType().wireName())
                .append("\" size=\"")
                .append(mapping.entries().size())
                .append("\">");
        mapping.entries().forEach((key, value) -> {
            element(new Value.Scalar(mapping.keyType(), key));
            element(value);
        });
        out.append("</map>");
    }

    /** Scalars are wrapped in {@code <element>}; what has a tag of its own is not. */
    private void element(Value value) {
        if (value instanceof Value.Scalar) {
            out.append("<element>");
            value(value);
            out.append("</element>");
        } else {
            value(value);
        }
    }

    private void close(String name) {
        out.append("</").append(name).append('>');
    }

    private void cdata(String text) {
        out.append("<![CDATA[");
        characters(text.replace("]]>", "]]]]><![CDATA[>"));
        out.append("]]>");
    }

    private void characters(String text) {
        text.codePoints().map(MessageWriter::xmlCharacter).forEach(out::appendCodePoint);
    }

    private void escape(String text, boolean attribute) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&apos;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\r' -> out.append("&#13;"); // a parser would make a line feed of it
                default -> out.appendCodePoint(xmlCharacter(c));
            }
        });
    }

    /** XML 1.0 section 2.2, production Char; what it lacks becomes U+FFFD. */
    private static int xmlCharacter(int c) {
        boolean known =
                c == '\t' || c == '\n' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
        return known ? c : 0xfffd;
    }
}
