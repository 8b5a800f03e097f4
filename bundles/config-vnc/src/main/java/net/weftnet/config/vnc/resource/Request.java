package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * A call of the API.
 *
 * @param call the call
 * @param links the URLs of resources for this client
 */
record Request(HttpCall call, Links links) {

    /** {@return a step of the path; the first is number 0} */
    String step(int number) {
        return call.path().substring(1).split("/", -1)[number];
    }

    /** {@return who calls} */
    String author() {
        return call.caller().map(Caller::name).orElse("anonymous");
    }

    /** {@return why: the caller's words, or the request line} */
    String comment() {
        return call.header("Weft-Comment").orElse(call.method() + ' ' + call.path());
    }

    /**
     * {@return the body, which is an object}
     *
     * @throws VncException when it is not
     */
    JsonObject object() throws VncException, IOException {
        if (json() instanceof JsonObject object) {
            return object;
        }
        throw VncException.badRequest("The body is no JSON object");
    }

    /**
     * {@return the body; null of JSON when there is none}
     *
     * @throws VncException when it is no JSON
     */
    JsonElement json() throws VncException, IOException {
        try (var reader = new JsonReader(new InputStreamReader(call.body(), StandardCharsets.UTF_8))) {
            reader.setStrictness(Strictness.STRICT);
            var body = JsonParser.parseReader(reader);
            if (!body.isJsonNull() && reader.peek() != JsonToken.END_DOCUMENT) {
                throw VncException.badRequest("There is more after the JSON");
            }
            return body;
        } catch (JsonParseException | MalformedJsonException | EOFException e) {
            throw VncException.badRequest("The body is no JSON: " + e.getMessage());
        }
    }

    /** {@return the parameters of the query, decoded; of several of one name the last} */
    Parameters query() throws VncException {
        var parameters = new HashMap<String, JsonElement>();
        for (var pair : call.query().orElse("").split("&")) {
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            parameters.put(name, new JsonPrimitive(equals < 0 ? "" : decode(pair.substring(equals + 1))));
        }
        return new Parameters(Map.copyOf(parameters));
    }

    private static String decode(String text) throws VncException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw VncException.badRequest("The query is malformed: " + e.getMessage());
        }
    }
}
