package net.weftnet.config.api.openapi;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Revision;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.Module;

/**
 * The API as an OpenAPI 3.0 document: a path for each container and list of the modules and for each operation, a schema for
 * each of them. It is written as it is made, and is as large as the modules, some megabytes.
 */
public final class OpenApiDocument {

    private static final String DESCRIPTION =
            """
            RESTCONF (RFC 8040) over the configuration of the whole system. Every leaf has a path of its own too, below that \
            of what it is in. POST on a path makes a child. All of this is also below /ds/weftnet-draft:NAME, for drafts. \
            GET /streams/changes follows the changes as server-sent events.\
            """;

    private final EffectiveModelContext model;
    private final List<QName> operations;

    /**
     * The document of some modules.
     *
     * @param operations the operations that can be called
     */
    public OpenApiDocument(EffectiveModelContext model, List<QName> operations) {
        this.model = model;
        this.operations = List.copyOf(operations);
    }

    /**
     * Writes the document.
     *
     * @param root the path that all paths begin with
     */
    public void write(String root, OutputStream out) throws IOException {
        var all = Described.all(model);
        var json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        json.beginObject().name("openapi").value("3.0.3");
        json.name("info").beginObject();
        json.name("title").value("Weftnet").name("description").value(DESCRIPTION);
        json.name("version").value(version()).endObject();
        json.name("servers").beginArray().beginObject();
        json.name("url").value(root).endObject().endArray();
        json.name("security").beginArray().beginObject();
        json.name("basic").beginArray().endArray().endObject().endArray();
        var schemas = new NodeSchemas(model, json);
        new Paths(model, json, schemas).write(all, operations);
        new Components(json, schemas).write(all);
        json.endObject();
        json.flush();
    }

    /** {@return the newest revision of the modules} */
    private String version() {
        return model.getModules().stream()
                .map(Module::getRevision)
                .flatMap(java.util.Optional::stream)
                .map(Revision::toString)
                .max(String::compareTo)
                .orElse("0");
    }
}
