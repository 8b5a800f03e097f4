package net.weftnet.common.sandesh.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Values as JSON: numbers and truth values as such, structs and maps as objects, lists as arrays, the rest as strings. */
public final class ValueJson {
    private ValueJson() {}

    /** {@return fields as an object} */
    public static JsonObject object(List<Field> fields) {
        var json = new JsonObject();
        fields.forEach(field -> json.add(field.name(), of(field.value())));
        return json;
    }

    /** {@return a value as JSON} */
    public static JsonElement of(Value value) {
        return switch (value) {
            case Value.Scalar(FieldType type, String text) -> scalar(type, text);
            case Value.Struct(String _, List<Field> fields) -> object(fields);
            case Value.Sequence sequence -> {
                var json = new JsonArray();
                sequence.elements().forEach(element -> json.add(of(element)));
                yield json;
            }
            case Value.Mapping mapping -> {
                var json = new JsonObject();
                mapping.entries().forEach((key, element) -> json.add(key, of(element)));
                yield json;
            }
        };
    }

    private static JsonElement scalar(FieldType type, String text) {
        if (type == FieldType.BOOL) {
            return new JsonPrimitive(text.equals("true"));
        }
        if (type.isInteger()) {
            return new JsonPrimitive(new BigInteger(text));
        }
        if (type == FieldType.DOUBLE && !text.endsWith("nan") && !text.endsWith("inf")) {
            return new JsonPrimitive(BigDecimal.valueOf(Double.parseDouble(text)));
        }
        return new JsonPrimitive(text);
    }
}
