package net.weftnet.common.sandesh.api.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;

/** Decodes messages. Fields it does not know are kept, so that a collector serves generators of any version. */
final class MessageReader {
    private static final XmlLimits LIMITS = new XmlLimits(40, 500_000, 64L << 20);

    private MessageReader() {}

    /** Decodes a whole frame. */
    static SandeshMessage read(String frame) throws SandeshException {
        var parts = parse(frame).children();
        if (parts.size() != 2 || !parts.getFirst().name().equals("SandeshHeader")) {
            throw new SandeshException("Not a header and a message");
        }
        var message = parts.getLast();
        if (!message.attribute("type").orElse("").equals("sandesh")) {
            throw new SandeshException("<" + message.name() + "> is not a message");
        }
        try {
            var header = HeaderCodec.ofFields(fields(parts.getFirst()));
            return new SandeshMessage(header, message.name(), fields(message));
        } catch (IllegalArgumentException e) {
            // The value records check what they are made of.
            throw new SandeshException(message.name() + ": " + e.getMessage(), e);
        }
    }

    private static XmlElement parse(String frame) throws SandeshException {
        try {
            return XmlReader.read(frame, LIMITS);
        } catch (XmlException e) {
            throw new SandeshException("Not well-formed: " + e.getMessage(), e);
        }
    }

    private static List<Field> fields(XmlElement struct) throws SandeshException {
        var fields = new ArrayList<Field>(struct.children().size());
        for (var element : struct.children()) {
            fields.add(field(element));
        }
        return fields;
    }

    private static Field field(XmlElement element) throws SandeshException {
        var annotations = new LinkedHashMap<>(element.attributes());
        var type = type(element, "type");
        annotations.remove("type");
        var identifier = annotations.remove("identifier");
        if (identifier == null || !FieldType.I16.accepts(identifier)) {
            throw new SandeshException("<" + element.name() + "> has no identifier");
        }
        return new Field(element.name(), Integer.parseInt(identifier), value(element, type), annotations);
    }

    /** Decodes what is in a field's element. */
    private static Value value(XmlElement element, FieldType type) throws SandeshException {
        if (!type.isScalar()) {
            if (element.children().size() != 1) {
                throw new SandeshException("<" + element.name() + "> does not hold one " + type.wireName());
            }
            return composed(element.children().getFirst(), type);
        }
        if (!element.children().isEmpty()) {
            throw new SandeshException("<" + element.name() + "> does not hold a " + type.wireName());
        }
        return new Value.Scalar(type, element.text());
    }

    /** Decodes a struct, list, set or map from its own element. */
    private static Value composed(XmlElement element, FieldType type) throws SandeshException {
        return switch (type) {
            case STRUCT -> new Value.Struct(element.name(), fields(element));
            case LIST, SET -> {
                requireName(element, type);
                var elementType = type(element, "type");
                var elements = elements(element, List.of(elementType));
                requireSize(element, elements.size());
                yield new Value.Sequence(type, elementType, elements);
            }
            case MAP -> {
                requireName(element, type);
                yield map(element);
            }
            default -> throw new SandeshException("<" + element.name() + "> is not a " + type.wireName());
        };
    }

    private static Value map(XmlElement element) throws SandeshException {
        var keyType = type(element, "key");
        var valueType = type(element, "value");
        var flat = elements(element, List.of(keyType, valueType));
        if (!keyType.isScalar() || flat.size() % 2 != 0) {
            throw new SandeshException("A map that is not keys and values");
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            entries.put(flat.get(i).toString(), flat.get(i + 1));
        }
        requireSize(element, flat.size() / 2);
        return new Value.Mapping(keyType, valueType, entries);
    }

    /** Decodes the members of a container, whose types come in turn. */
    private static List<Value> elements(XmlElement container, List<FieldType> types) throws SandeshException {
        var values = new ArrayList<Value>(container.children().size());
        for (var element : container.children()) {
            var type = types.get(values.size() % types.size());
            if (type.isScalar()) {
                requireName(element, "element");
                values.add(value(element, type));
            } else {
                values.add(composed(element, type));
            }
        }
        return values;
    }

    private static FieldType type(XmlElement element, String attribute) throws SandeshException {
        var name = element.attribute(attribute).orElse("");
        return FieldType.ofWireName(name)
                .orElseThrow(() -> new SandeshException("<" + element.name() + "> has no known type: " + name));
    }

    private static void requireName(XmlElement element, FieldType type) throws SandeshException {
        requireName(element, type.wireName());
    }

    private static void requireName(XmlElement element, String name) throws SandeshException {
        if (!element.name().equals(name)) {
            throw new SandeshException("<" + element.name() + "> where <" + name + "> belongs");
        }
    }

    private static void requireSize(XmlElement container, int size) throws SandeshException {
        if (!container.attribute("size").orElse("").equals(Integer.toString(size))) {
            throw new SandeshException("<" + container.name() + "> does not have the size it says");
        }
    }
}
