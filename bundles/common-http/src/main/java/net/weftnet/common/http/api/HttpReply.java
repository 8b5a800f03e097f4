package net.weftnet.common.http.api;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a call. The server adds the length, or sends the body in chunks when it is long, and takes care of the
 * connection.
 *
 * @param status the status code
 * @param headers further headers
 * @param body writes the body
 */
public record HttpReply(int status, Map<String, String> headers, Body body) {
    private static final Body NOTHING = _ -> {};

    public HttpReply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Not the status of a reply: " + status);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** {@return a reply with this text in UTF-8} */
    public static HttpReply of(int status, String contentType, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        return new HttpReply(status, Map.of("Content-Type", contentType), out -> out.write(octets));
    }

    /**
     * {@return a reply that says what failed: <code>{"error": "…"}</code>}
     *
     * @param message what failed and what to do, for a person
     */
    public static HttpReply error(int status, String message) {
        var json = new JsonObject();
        json.addProperty("error", message);
        return of(status, "application/json", json.toString());
    }

    /** {@return a reply without body} */
    public static HttpReply empty(int status) {
        return new HttpReply(status, Map.of(), NOTHING);
    }

    /** {@return this reply with one more header} */
    public HttpReply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, more, body);
    }

    /** Writes the body of a reply. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all of it, on the call's thread. What is written waits for a client that reads slowly; {@code flush}
         * sends what there is.
         *
         * @throws IOException if the connection is lost; a reply that has begun is cut off
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
