package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.vnc.mapping.VncException;

/** {@code /fqname-to-id} and {@code /id-to-fqname}. */
final class NameActions {
    private final Configuration config;

    NameActions(Configuration config) {
        this.config = config;
    }

    HttpReply toId(Request request) throws VncException, IOException, InterruptedException {
        var body = request.object();
        var type = config.schema().require(Parameters.of(body).require("type"));
        JsonElement name = body.has("fq_name") ? body.get("fq_name") : JsonNull.INSTANCE;
        var fqName = FqNames.join(FqNames.read(name));
        config.index().snapshot();
        var uuid = config.index()
                .find(type.name(), fqName)
                .orElseThrow(() -> VncException.notFound("Name " + FqNames.show(fqName) + " not found"))
                .uuid();
        return JsonReply.of("uuid", new JsonPrimitive(uuid.toString()));
    }

    HttpReply toName(Request request) throws VncException, IOException, InterruptedException {
        var uuid = Parameters.of(request.object()).uuid("uuid");
        config.index().snapshot();
        var entry = config.require(uuid);
        var reply = new JsonObject();
        reply.add("fq_name", FqNames.write(entry.key().fqName()));
        reply.addProperty("type", entry.key().type());
        return JsonReply.of(reply);
    }
}
