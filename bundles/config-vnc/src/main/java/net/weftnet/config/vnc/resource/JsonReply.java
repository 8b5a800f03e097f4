package net.weftnet.config.vnc.resource;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.weftnet.common.http.api.HttpReply;

/** Replies in JSON, written as they are made. */
final class JsonReply {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

    private JsonReply() {}

    /** Writes a document. */
    @FunctionalInterface
    interface Document {
        void write(JsonWriter out) throws IOException;
    }

    static HttpReply streamed(Document document) {
        return new HttpReply(200, HEADERS, out -> {
            var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            document.write(new JsonWriter(text));
            text.flush();
        });
    }

    static HttpReply of(JsonElement element) {
        return streamed(out -> write(out, element));
    }

    static HttpReply of(String name, JsonElement value) {
        var object = new JsonObject();
        object.add(name, value);
        return of(object);
    }

    /** Writes one value; that the client went away is told as such, not as a fault of the JSON. */
    static void write(JsonWriter out, JsonElement element) throws IOException {
        try {
            GSON.toJson(element, out);
        } catch (JsonIOException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw e;
        }
    }
}
