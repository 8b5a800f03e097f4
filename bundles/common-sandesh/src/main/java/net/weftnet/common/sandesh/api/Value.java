package net.weftnet.common.sandesh.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of a {@link Field}. */
public sealed interface Value {

    /** {@return the type it has on the wire} */
    FieldType type();

    /** One number, truth value or text, as it is written on the wire (before XML escapes). */
    record Scalar(FieldType type, String text) implements Value {
        public Scalar {
            if (!type.accepts(text)) {
                throw new IllegalArgumentException("Not a value of type " + type.wireName() + ": " + text);
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Fields under a name. */
    record Struct(String name, List<Field> fields) implements Value {
        public Struct {
            Field.requireName(name);
            fields = List.copyOf(fields);
        }

        @Override
        public FieldType type() {
            return FieldType.STRUCT;
        }
    }

    /** A list or a set. */
    record Sequence(FieldType type, FieldType elementType, List<Value> elements) implements Value {
        public Sequence {
            if (type != FieldType.LIST && type != FieldType.SET) {
                throw new IllegalArgumentException("Not a sequence: " + type.wireName());
            }
            elements = List.copyOf(elements);
            requireType(elementType, elements);
        }
    }

    /** A map from scalars, kept in the order given. */
    record Mapping(FieldType keyType, FieldType valueType, Map<String, Value> entries) implements Value {
        public Mapping {
            for (var key : entries.keySet()) {
                if (!keyType.accepts(key)) {
                    throw new IllegalArgumentException("Not a key of type " + keyType.wireName() + ": " + key);
                }
            }
            requireType(valueType, entries.values());
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public FieldType type() {
            return FieldType.MAP;
        }
    }

    private static void requireType(FieldType type, Iterable<Value> values) {
        for (var value : values) {
            if (value.type() != type) {
                throw new IllegalArgumentException(
                        "A " + value.type().wireName() + " among values of type " + type.wireName());
            }
        }
    }

    static Value string(String text) {
        return new Scalar(FieldType.STRING, text);
    }

    static Value bool(boolean truth) {
        return new Scalar(FieldType.BOOL, Boolean.toString(truth));
    }

    static Value i32(int number) {
        return new Scalar(FieldType.I32, Integer.toString(number));
    }

    static Value u32(long number) {
        return new Scalar(FieldType.U32, Long.toString(number));
    }

    /** {@return a number without sign, all 64 bits of it} */
    static Value u64(long number) {
        return new Scalar(FieldType.U64, Long.toUnsignedString(number));
    }

    static Value struct(String name, Field... fields) {
        return new Struct(name, List.of(fields));
    }

    /** {@return a list of structs} */
    static Value structs(List<Value> elements) {
        return new Sequence(FieldType.LIST, FieldType.STRUCT, elements);
    }

    /** {@return a list of strings} */
    static Value strings(List<String> elements) {
        return new Sequence(
                FieldType.LIST,
                FieldType.STRING,
                elements.stream().map(Value::string).toList());
    }
}
