package net.weftnet.analytics.store;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.ValueJson;

/**
 * Finds statistics: fields that the description annotates with {@code tags}. Each element of such a field is a row of the
 * table {@code StatTable.<struct>.<field>}.
 */
final class StatWalker {
    private static final String TAGS = "tags";

    private StatWalker() {}

    /**
     * {@return the rows of a struct or message}
     *
     * @param object the key of the object it is about; may be empty
     */
    static List<Row> rows(long time, GeneratorName generator, String struct, String object, List<Field> fields) {
        var rows = new ArrayList<Row>();
        for (var field : fields) {
            if (field.annotations().containsKey(TAGS)) {
                for (var element : elements(field.value())) {
                    rows.add(new Row.Stat(
                            time, generator, struct + "." + field.name(), object, data(field.name(), element)));
                }
            }
        }
        return rows;
    }

    private static List<Value> elements(Value value) {
        return switch (value) {
            case Value.Sequence sequence -> sequence.elements();
            case Value.Mapping mapping -> List.copyOf(mapping.entries().values());
            case Value.Scalar scalar -> List.of(scalar);
            case Value.Struct struct -> List.of(struct);
        };
    }

    private static String data(String name, Value element) {
        if (element instanceof Value.Struct(String _, List<Field> fields)) {
            return ValueJson.object(fields).toString();
        }
        var json = new JsonObject();
        json.add(name, ValueJson.of(element));
        return json.toString();
    }
}
