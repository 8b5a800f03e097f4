package net.weftnet.config.vnc.resource;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Locale;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.VncException;

/** {@code /ref-update} and {@code /ref-relax-for-delete}: references one by one. */
final class ReferenceActions {
    private final Configuration config;
    private final RelaxedReferences relaxed;

    ReferenceActions(Configuration config, RelaxedReferences relaxed) {
        this.config = config;
        this.relaxed = relaxed;
    }

    HttpReply update(Request request) throws VncException, IOException, InterruptedException {
        var body = request.object();
        var parameters = Parameters.of(body);
        config.index().snapshot();
        var type = config.schema().require(parameters.require("type"));
        var targetType = config.schema().require(parameters.require("ref-type"));
        var operation = parameters.require("operation").toUpperCase(Locale.ROOT);
        var object = Configuration.requireConfigured(config.require(type, parameters.require("uuid")));
        if (type.referenceTo(targetType.name()).isEmpty()) {
            if (type.added()
                    .flatMap(added -> added.referenceTo(targetType.name()))
                    .isPresent()) {
                throw Configuration.madeBySystem("references of " + type.name() + " to " + targetType.name());
            }
            throw VncException.badRequest(type.name() + " has no references to " + targetType.name());
        }
        var edit = new ReferenceEdit(config, object, targetType.name());
        switch (operation) {
            case "ADD" -> {
                var target = target(parameters, targetType.name());
                var decoded = edit.decode(
                        reference(target, body), (_, _) -> target.key().fqName());
                ObjectEdit.commit(
                        config,
                        request,
                        object,
                        tree -> edit.add(tree, target.key().fqName(), decoded));
                if (parameters.flag("relax_ref_for_delete")) {
                    relaxed.relax(target.uuid(), object.uuid());
                }
            }
            case "DELETE" -> {
                var target = target(parameters, targetType.name());
                ObjectEdit.commit(
                        config,
                        request,
                        object,
                        tree -> edit.remove(tree, target.key().fqName()));
            }
            default -> throw VncException.badRequest("Bad Request: operation should be add or delete: " + operation);
        }
        return uuid(object);
    }

    private Entry target(Parameters parameters, String type) throws VncException {
        var uuid = parameters.text("ref-uuid").filter(text -> !text.isEmpty());
        if (uuid.isPresent()) {
            return config.require(config.schema().require(type), uuid.get());
        }
        var fqName = parameters.fqName("ref-fq-name");
        if (fqName.isEmpty()) {
            throw VncException.badRequest("Bad Request: ref-uuid or ref-fq-name must be specified");
        }
        return config.index()
                .find(type, fqName.get())
                .orElseThrow(() -> VncException.notFound("Name " + FqNames.show(fqName.get()) + " not found"));
    }

    private static JsonObject reference(Entry target, JsonObject body) {
        var reference = new JsonObject();
        reference.addProperty("uuid", target.uuid().toString());
        reference.add("attr", body.has("attr") ? body.get("attr") : JsonNull.INSTANCE);
        return reference;
    }

    /** From now on the reference of one object does not keep the other from being deleted. */
    HttpReply relaxForDelete(Request request) throws VncException, IOException, InterruptedException {
        var parameters = Parameters.of(request.object());
        config.index().snapshot();
        var object = config.require(parameters.uuid("uuid"));
        var target = config.require(parameters.uuid("ref-uuid"));
        relaxed.relax(target.uuid(), object.uuid());
        return uuid(object);
    }

    private static HttpReply uuid(Entry object) {
        return JsonReply.of("uuid", new JsonPrimitive(object.uuid().toString()));
    }
}
