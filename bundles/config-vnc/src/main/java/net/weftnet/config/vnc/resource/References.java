package net.weftnet.config.vnc.resource;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.index.Objects;
import net.weftnet.config.vnc.mapping.Referent;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * What references in JSON are to: {@code uuid} tells it, or {@code to} when there is no UUID.
 *
 * @param index knows the objects
 */
record References(Objects index) implements Referent {

    @Override
    public String fqName(String type, JsonObject reference) throws VncException {
        return find(type, reference).key().fqName();
    }

    @Override
    public boolean isCompiled(String type, JsonObject reference) throws VncException {
        return find(type, reference).isCompiled();
    }

    private Entry find(String type, JsonObject reference) throws VncException {
        if (reference.get("uuid") instanceof JsonPrimitive uuid) {
            return index.find(Uuids.parse(uuid.getAsString()))
                    .filter(entry -> entry.key().type().equals(type))
                    .orElseThrow(() -> unknown(type, uuid.getAsString()));
        }
        if (reference.get("to") == null || reference.get("to") instanceof JsonNull) {
            throw VncException.badRequest("A reference to " + type + " needs uuid or to");
        }
        var fqName = FqNames.join(FqNames.read(reference.get("to")));
        return index.find(type, fqName).orElseThrow(() -> unknown(type, FqNames.show(fqName)));
    }

    private static VncException unknown(String type, String name) {
        return VncException.badRequest("Unknown reference: there is no " + type + ' ' + name);
    }
}
