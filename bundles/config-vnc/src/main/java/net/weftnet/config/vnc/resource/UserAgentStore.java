package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.Table;
import net.weftnet.config.vnc.mapping.VncException;

/** {@code /useragent-kv}: texts that clients keep here under names of their own. They are no part of the configuration. */
final class UserAgentStore {
    private static final int MAX_VALUE_BYTES = 1 << 20;
    private static final int MOST = 10_000;

    private final Table table;

    UserAgentStore(Table table) {
        this.table = table;
    }

    HttpReply call(Request request) throws VncException, IOException {
        var parameters = Parameters.of(request.object());
        var operation = parameters.require("operation");
        return switch (operation) {
            case "STORE" -> store(key(parameters), parameters.text("value").orElse(""));
            case "RETRIEVE" -> parameters.has("key") ? retrieve(key(parameters)) : retrieveAll();
            case "DELETE" -> {
                table.delete(key(parameters));
                yield HttpReply.empty(200);
            }
            default -> throw VncException.notFound("Invalid Operation " + operation);
        };
    }

    private static String key(Parameters parameters) throws VncException {
        var key = parameters.require("key");
        if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > Row.MAX_KEY_BYTES) {
            throw VncException.badRequest("A key has 1 to " + Row.MAX_KEY_BYTES + " octets");
        }
        return key;
    }

    private HttpReply store(String key, String value) throws VncException, IOException {
        var octets = value.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_VALUE_BYTES) {
            throw VncException.badRequest("A value has at most " + MAX_VALUE_BYTES + " octets");
        }
        table.put(key, octets);
        return HttpReply.empty(200);
    }

    private HttpReply retrieve(String key) throws VncException, IOException {
        var value = table.get(key).orElseThrow(() -> VncException.notFound("Unknown User-Agent key " + key));
        return JsonReply.of("value", new JsonPrimitive(new String(value, StandardCharsets.UTF_8)));
    }

    private HttpReply retrieveAll() throws IOException {
        var values = new JsonArray();
        for (var row : table.scan("", MOST)) {
            values.add(new String(row.value(), StandardCharsets.UTF_8));
        }
        return JsonReply.of("value", values);
    }
}
