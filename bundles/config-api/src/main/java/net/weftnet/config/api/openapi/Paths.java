package net.weftnet.config.api.openapi;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.RpcDefinition;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** Writes the paths of the document, each with its methods. */
final class Paths {

    private static final List<String> READ = List.of("content", "depth", "fields", "with-defaults", "as-of");
    private static final List<String> PAGES = List.of("limit", "cursor");
    private static final List<String> CHANGE = List.of("If-Match", "If-None-Match", "Weft-Comment");
    private static final List<String> ORDER = List.of("insert", "point");

    private final EffectiveModelContext model;
    private final JsonWriter json;
    private final NodeSchemas schemas;

    Paths(EffectiveModelContext model, JsonWriter json, NodeSchemas schemas) {
        this.model = model;
        this.json = json;
        this.schemas = schemas;
    }

    void write(List<Described> all, List<QName> operations) throws IOException {
        json.name("paths").beginObject();
        var withoutKeys = all.stream()
                .filter(described -> described.isList() && !described.isKeyed())
                .toList();
        for (var described : all) {
            if (withoutKeys.stream().noneMatch(described::isInside)) {
                if (described.isList()) {
                    list(described);
                }
                if (!described.isList() || described.isKeyed()) {
                    resource(described);
                }
            }
        }
        for (var operation : operations) {
            operation(operation);
        }
        json.endObject();
    }

    /** A whole list can be read only. */
    private void list(Described list) throws IOException {
        item("/data" + list.path(), list.keysAround());
        get(list, "list", true);
        json.endObject();
    }

    private void resource(Described described) throws IOException {
        item("/data" + (described.isList() ? described.entryPath() : described.path()), described.keys());
        get(described, "get", false);
        if (described.isConfig()) {
            change("put", described, "Make it, or replace all of it", true);
            change("patch", described, "Merge into it", true);
            change("delete", described, "Delete it with all that is in it", false);
        }
        json.endObject();
    }

    private void item(String path, List<Described.Key> keys) throws IOException {
        json.name(path).beginObject();
        if (!keys.isEmpty()) {
            json.name("parameters").beginArray();
            for (var key : keys) {
                reference("parameters", key.component());
            }
            json.endArray();
        }
    }

    private void reference(String kind, String component) throws IOException {
        json.beginObject()
                .name("$ref")
                .value("#/components/" + kind + '/' + component)
                .endObject();
    }

    private void parameters(List<List<String>> names) throws IOException {
        json.name("parameters").beginArray();
        for (var some : names) {
            for (var name : some) {
                reference("parameters", name);
            }
        }
        json.endArray();
    }

    private void begin(String method, Described described, String id, String summary) throws IOException {
        json.name(method).beginObject();
        json.name("operationId").value(id + ':' + described.name());
        json.name("summary").value(summary);
        json.name("tags").beginArray().value(tag(described)).endArray();
    }

    /** {@return the kind of object: the innermost list around, or else the module's container} */
    private static String tag(Described described) {
        return described.keys().isEmpty()
                ? described.steps().getFirst().getLocalName()
                : described.keys().getLast().list().getQName().getLocalName();
    }

    private void get(Described described, String id, boolean isList) throws IOException {
        begin("get", described, id, isList ? "Read the whole list, or a page of it" : "Read it");
        parameters(isList ? List.of(READ, PAGES) : List.of(READ));
        json.name("responses").beginObject();
        json.name("200");
        reference("responses", described.name());
        endWithErrors();
    }

    private void change(String method, Described described, String summary, boolean hasBody) throws IOException {
        begin(method, described, method, summary);
        boolean isOrdered = method.equals("put") && described.isList();
        parameters(isOrdered ? List.of(CHANGE, ORDER) : List.of(CHANGE));
        if (hasBody) {
            json.name("requestBody");
            reference("requestBodies", described.name());
        }
        json.name("responses").beginObject();
        if (method.equals("put")) {
            done("201", "It was not there before.");
        }
        done("204", "Done.");
        endWithErrors();
    }

    private void done(String status, String description) throws IOException {
        json.name(status).beginObject().name("description").value(description).endObject();
    }

    private void endWithErrors() throws IOException {
        json.name("default");
        reference("responses", "errors");
        json.endObject().endObject();
    }

    private void operation(QName name) throws IOException {
        var module = model.findModule(name.getModule()).orElseThrow();
        var rpc = module.getRpcs().stream()
                .filter(one -> one.getQName().equals(name))
                .findFirst()
                .orElseThrow();
        json.name("/operations/" + module.getName() + ':' + name.getLocalName()).beginObject();
        json.name("post").beginObject();
        json.name("operationId").value("call:" + name.getLocalName());
        json.name("summary")
                .value(rpc.getDescription().map(NodeSchemas::oneLine).orElse(name.getLocalName()));
        json.name("tags").beginArray().value("operations").endArray();
        if (!rpc.getInput().getChildNodes().isEmpty()) {
            json.name("requestBody").beginObject();
            body(rpc, module.getName(), "input");
            json.endObject();
        }
        json.name("responses").beginObject();
        if (!rpc.getOutput().getChildNodes().isEmpty()) {
            json.name("200").beginObject().name("description").value("The output.");
            body(rpc, module.getName(), "output");
            json.endObject();
        }
        done("204", "Done, and there is no output.");
        endWithErrors();
        json.endObject();
    }

    private void body(RpcDefinition rpc, String module, String which) throws IOException {
        var at = SchemaInferenceStack.of(model);
        at.enterSchemaTree(rpc.getQName());
        at.enterSchemaTree(QName.create(rpc.getQName(), which));
        json.name("content").beginObject();
        json.name("application/yang-data+json").beginObject().name("schema").beginObject();
        json.name("type").value("object").name("properties").beginObject();
        json.name(module + ':' + which);
        schemas.write(
                which.equals("input") ? rpc.getInput() : rpc.getOutput(),
                at,
                rpc.getQName().getModule());
        json.endObject().endObject().endObject();
        json.name("application/yang-data+xml").beginObject().endObject();
        json.endObject();
    }
}
