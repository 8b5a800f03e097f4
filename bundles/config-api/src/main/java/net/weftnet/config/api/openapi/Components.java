package net.weftnet.config.api.openapi;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/** Writes the parts of the document that its paths refer to. */
final class Components {

    /** A parameter of the query, or a header, that many resources have. */
    private record Parameter(String name, String in, String type, String description) {}

    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("content", "query", "string", "config, nonconfig or all."),
            new Parameter("depth", "query", "string", "How many levels, or unbounded."),
            new Parameter("fields", "query", "string", "The members to send: name;network-ipam(fq-name)."),
            new Parameter(
                    "with-defaults", "query", "string", "explicit, trim, report-all or report-all-tagged (RFC 6243)."),
            new Parameter("as-of", "query", "string", "A revision or a time in the past."),
            new Parameter("limit", "query", "integer", "How many entries at most."),
            new Parameter("cursor", "query", "string", "Where the page begins: Weft-Next-Cursor of the page before."),
            new Parameter("insert", "query", "string", "first, last, before or after, where the user orders."),
            new Parameter("point", "query", "string", "The entry that insert refers to."),
            new Parameter("If-Match", "header", "string", "Only if the entity tag is still this one."),
            new Parameter("If-None-Match", "header", "string", "Only if the entity tag is another one."),
            new Parameter("Weft-Comment", "header", "string", "Why, for the history."));

    private final JsonWriter json;
    private final NodeSchemas schemas;

    Components(JsonWriter json, NodeSchemas schemas) {
        this.json = json;
        this.schemas = schemas;
    }

    void write(List<Described> all) throws IOException {
        json.name("components").beginObject();
        json.name("securitySchemes").beginObject();
        json.name("basic").beginObject();
        json.name("type").value("http").name("scheme").value("basic").endObject();
        json.endObject();
        parameters(all);
        json.name("responses").beginObject();
        errors();
        for (var described : all) {
            response(described);
        }
        json.endObject();
        json.name("requestBodies").beginObject();
        for (var described : all) {
            if (described.isConfig()) {
                json.name(described.name()).beginObject().name("required").value(true);
                content(described);
                json.endObject();
            }
        }
        json.endObject();
        json.name("schemas").beginObject();
        errorSchema();
        for (var described : all) {
            json.name(described.name());
            schemas.write(described);
        }
        json.endObject().endObject();
    }

    private void parameters(List<Described> all) throws IOException {
        json.name("parameters").beginObject();
        for (var parameter : PARAMETERS) {
            json.name(parameter.name()).beginObject();
            json.name("name").value(parameter.name()).name("in").value(parameter.in());
            json.name("description").value(parameter.description());
            json.name("schema").beginObject().name("type").value(parameter.type());
            json.endObject().endObject();
        }
        var written = new HashSet<String>();
        for (var described : all) {
            for (var key : described.keys()) {
                if (written.add(key.component())) {
                    json.name(key.component()).beginObject();
                    json.name("name").value(key.name()).name("in").value("path");
                    json.name("required").value(true).name("schema");
                    schemas.write(key);
                    json.endObject();
                }
            }
        }
        json.endObject();
    }

    private void response(Described described) throws IOException {
        json.name(described.name()).beginObject();
        json.name("description").value("The data.");
        if (described.isConfig()) {
            json.name("headers").beginObject();
            header("ETag", "The revision, and the encoding.");
            header("Last-Modified", "The time of the revision.");
            if (described.isList()) {
                header("Weft-Next-Cursor", "Where the next page begins, if there is one.");
                header("Link", "The next page.");
            }
            json.endObject();
        }
        content(described);
        json.endObject();
    }

    private void header(String name, String description) throws IOException {
        json.name(name).beginObject().name("description").value(description);
        json.name("schema")
                .beginObject()
                .name("type")
                .value("string")
                .endObject()
                .endObject();
    }

    /** Writes the types of a body, of which XML's schema is the YANG module itself. */
    private void content(Described described) throws IOException {
        json.name("content").beginObject();
        json.name("application/yang-data+json").beginObject().name("schema").beginObject();
        json.name("type").value("object").name("properties").beginObject();
        json.name(described.member()).beginObject();
        if (described.isList()) {
            json.name("type").value("array").name("items").beginObject();
            json.name("$ref").value(NodeSchemas.reference(described.name())).endObject();
        } else {
            json.name("$ref").value(NodeSchemas.reference(described.name()));
        }
        json.endObject().endObject().endObject().endObject();
        json.name("application/yang-data+xml").beginObject().endObject();
        json.endObject();
    }

    private void errors() throws IOException {
        json.name("errors").beginObject();
        json.name("description").value("A refusal (RFC 8040 section 7.1).");
        json.name("content").beginObject().name("application/yang-data+json").beginObject();
        json.name("schema")
                .beginObject()
                .name("$ref")
                .value(NodeSchemas.reference("errors"))
                .endObject();
        json.endObject().endObject().endObject();
    }

    private void errorSchema() throws IOException {
        json.name("errors")
                .beginObject()
                .name("type")
                .value("object")
                .name("properties")
                .beginObject();
        json.name("ietf-restconf:errors")
                .beginObject()
                .name("type")
                .value("object")
                .name("properties")
                .beginObject();
        json.name("error")
                .beginObject()
                .name("type")
                .value("array")
                .name("items")
                .beginObject();
        json.name("type").value("object").name("properties").beginObject();
        for (var name : List.of("error-type", "error-tag", "error-app-tag", "error-path", "error-message")) {
            json.name(name).beginObject().name("type").value("string").endObject();
        }
        json.endObject()
                .endObject()
                .endObject()
                .endObject()
                .endObject()
                .endObject()
                .endObject();
    }
}
