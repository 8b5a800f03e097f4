package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.vnc.mapping.VncException;

/** Fully qualified names: lists of names in JSON, joined by colons everywhere else. */
final class FqNames {

    private FqNames() {}

    static String join(List<String> names) {
        return String.join(":", names);
    }

    /**
     * {@return the names of a list in JSON}
     *
     * @throws VncException when it is none
     */
    static List<String> read(JsonElement given) throws VncException {
        var names = new ArrayList<String>();
        if (given instanceof JsonArray list) {
            for (var element : list) {
                if (element instanceof JsonPrimitive name) {
                    names.add(name.getAsString());
                }
            }
            if (names.size() == list.size() && !names.isEmpty()) {
                return names;
            }
        }
        throw VncException.badRequest("Bad Request, a fq_name is a list of names");
    }

    static JsonArray write(String fqName) {
        var names = new JsonArray();
        for (var name : fqName.split(":", -1)) {
            names.add(name);
        }
        return names;
    }

    /** {@return as OpenContrail's messages show a name} */
    static String show(String fqName) {
        return "['" + fqName.replace(":", "', '") + "']";
    }
}
