package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * What a client asks for by name: the parameters of a query, or the members of a body. What is null counts as left out.
 *
 * @param values name → value
 */
record Parameters(Map<String, JsonElement> values) {

    static Parameters of(JsonObject body) {
        return new Parameters(body.asMap());
    }

    private Optional<JsonElement> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isJsonNull());
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** {@return a text; a number or a boolean is one, too} */
    Optional<String> text(String name) throws VncException {
        var value = value(name);
        if (value.isPresent() && !(value.get() instanceof JsonPrimitive)) {
            throw VncException.badRequest(name + " is a text");
        }
        return value.map(JsonElement::getAsString);
    }

    /** {@return a text that must be there} */
    String require(String name) throws VncException {
        return text(name).orElseThrow(() -> VncException.badRequest("Bad Request: " + name + " must be specified"));
    }

    /** {@return whether a flag is set: OpenContrail looks for the word true} */
    boolean flag(String name) throws VncException {
        return text(name)
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("true"))
                .isPresent();
    }

    /** {@return texts: a list, or one text with commas} */
    Optional<List<String>> texts(String name) throws VncException {
        if (value(name).orElse(null) instanceof JsonArray list) {
            var texts = new ArrayList<String>();
            for (var element : list) {
                if (!(element instanceof JsonPrimitive text)) {
                    throw VncException.badRequest(name + " is a list of texts");
                }
                texts.add(text.getAsString());
            }
            return Optional.of(texts);
        }
        return text(name).map(text -> text.isEmpty() ? List.of() : List.of(text.split(",")));
    }

    /** {@return a whole number} */
    OptionalInt number(String name) throws VncException {
        var text = text(name);
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException _) {
            throw VncException.badRequest("Invalid " + name + ' ' + text.orElseThrow());
        }
    }

    /** {@return an object or a list} */
    Optional<JsonElement> element(String name) {
        return value(name);
    }

    /** {@return the names of a fully qualified name, joined} */
    Optional<String> fqName(String name) throws VncException {
        return value(name).orElse(null) instanceof JsonArray ? texts(name).map(FqNames::join) : text(name);
    }

    /** {@return a UUID} */
    UUID uuid(String name) throws VncException {
        return Uuids.parse(require(name));
    }
}
