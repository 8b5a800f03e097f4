package net.weftnet.common.sandesh.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A field of a message or struct.
 *
 * @param name its name, which is an element name on the wire
 * @param identifier its number in the description; a reader goes by it, so it may not change
 * @param value its value
 * @param annotations what the description says about it: {@code key}, {@code aggtype}, {@code tags} …; attributes on the
 *     wire
 */
public record Field(String name, int identifier, Value value, Map<String, String> annotations) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,254}");

    public Field {
        requireName(name);
        if (identifier != (short) identifier) {
            throw new IllegalArgumentException("Not a field identifier: " + identifier);
        }
        annotations.keySet().forEach(Field::requireName);
        annotations = annotations.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** {@return a field without annotations} */
    public static Field of(String name, int identifier, Value value) {
        return new Field(name, identifier, value, Map.of());
    }

    /** {@return this field with one more annotation} */
    public Field with(String annotation, String text) {
        var all = new LinkedHashMap<>(annotations);
        all.put(annotation, text);
        return new Field(name, identifier, value, all);
    }

    /**
     * Checks a name of a field, struct or message: letters, digits, underscores, dots and hyphens, 255 at most.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name: " + name);
        }
    }
}
