package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Reference;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.ResourceType;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/** Writes objects as OpenContrail's JSON has them, one after the other: no more than one property is kept. */
final class ObjectWriter {
    private final Configuration config;
    private final Snapshot snapshot;
    private final Links links;
    private final Selection selection;

    ObjectWriter(Configuration config, Snapshot snapshot, Links links, Selection selection) {
        this.config = config;
        this.snapshot = snapshot;
        this.links = links;
        this.selection = selection;
    }

    /** Writes what a list says of an object that is not asked for in detail. */
    void writeBrief(JsonWriter out, Found object) throws IOException {
        out.beginObject();
        writeIdentity(out, object);
        if (!selection.fields().isEmpty()) {
            writeParent(out, object);
            writeFields(out, object);
        }
        out.endObject();
    }

    /** Writes an object. */
    void write(JsonWriter out, Found object) throws IOException {
        out.beginObject();
        writeIdentity(out, object);
        out.name("name").value(object.name());
        writeParent(out, object);
        writeFields(out, object);
        out.endObject();
    }

    private void writeIdentity(JsonWriter out, Found object) throws IOException {
        var uuid = object.uuid();
        out.name("uuid").value(uuid.toString());
        out.name("fq_name");
        JsonReply.write(out, FqNames.write(object.fqName()));
        writeHref(out, "href", object.type().name(), uuid);
    }

    private void writeHref(JsonWriter out, String name, String type, UUID uuid) throws IOException {
        if (selection.hrefs()) {
            out.name(name).value(links.to(type, uuid));
        }
    }

    private void writeParent(JsonWriter out, Found object) throws IOException {
        var parent = object.parent();
        if (parent.isEmpty()) {
            return;
        }
        var type = parent.get().type();
        out.name("parent_type").value(type);
        var entry = config.index().find(type, parent.get().fqName());
        if (entry.isPresent()) {
            out.name("parent_uuid").value(entry.get().uuid().toString());
            writeHref(out, "parent_href", type, entry.get().uuid());
        }
    }

    private void writeFields(JsonWriter out, Found object) throws IOException {
        var type = object.type();
        for (var field : selection.fields()) {
            var value = property(object, field);
            if (value.isPresent()) {
                out.name(field);
                JsonReply.write(out, value.get());
            } else if (type.children().containsKey(field)) {
                writeChildren(out, field, object);
            } else if (type.backReferences().containsKey(field)) {
                writeBackReferences(out, field, object);
            } else {
                writeReferences(out, field, object);
            }
        }
    }

    /** What is configured goes before what the system adds. */
    private Optional<JsonElement> property(Found object, String field) {
        return config.codec().property(object.type(), field, object.data()).or(() -> object.type()
                .added()
                .flatMap(type -> object.added().flatMap(data -> config.codec().stored(type, field, data))));
    }

    /** What is empty is left out, as OpenContrail does. */
    private void writeReferences(JsonWriter out, String field, Found object) throws IOException {
        var list = new LinkList(out, field);
        writeReferences(list, field, object.type(), object.data());
        if (object.added().isPresent()) {
            writeReferences(
                    list,
                    field,
                    object.type().added().orElseThrow(),
                    object.added().get());
        }
        list.close();
    }

    private void writeReferences(LinkList list, String field, ResourceType type, DataContainerNode object)
            throws IOException {
        var reference = type.references().get(field);
        if (reference == null) {
            return;
        }
        var targetType = ResourceType.target(reference);
        for (var target : targets(reference, object)) {
            var entry = config.index().find(targetType, target.getKey());
            // What an author wrote the author knows; what is compiled may be of others.
            if (entry.isEmpty() && type.isCompiled()) {
                continue;
            }
            list.begin(target.getKey());
            if (entry.isPresent()) {
                list.identify(targetType, entry.get().uuid());
            }
            list.end(target.getValue());
        }
    }

    private List<Map.Entry<String, JsonElement>> targets(Reference reference, DataContainerNode object) {
        var targets = new ArrayList<Map.Entry<String, JsonElement>>();
        reference
                .path()
                .forEach(
                        object,
                        (fqName, around) -> targets.add(
                                Map.entry((String) fqName, config.codec().attribute(reference, around))));
        return targets;
    }

    private void writeChildren(JsonWriter out, String field, Found object) throws IOException {
        var list = new LinkList(out, field);
        for (var child : new ObjectSource(config, snapshot).children(object, field)) {
            list.begin(child.fqName());
            list.identify(child.type().name(), child.uuid());
            list.end();
        }
        list.close();
    }

    private void writeBackReferences(JsonWriter out, String field, Found object) throws IOException {
        var list = new LinkList(out, field);
        var target = new ObjectKey(object.type().name(), object.fqName());
        var type = object.type().backReferences().get(field);
        for (var referrer : config.index().referrers(target, String.valueOf(type))) {
            list.begin(referrer.key().fqName());
            list.identify(referrer.key().type(), referrer.uuid());
            list.end(attribute(referrer, target));
        }
        list.close();
    }

    /** Only references that can have an attribute make it necessary to look at who has them. */
    private JsonElement attribute(Entry referrer, ObjectKey target) {
        var type = config.type(referrer);
        var configured = type.referenceTo(target.type());
        if (configured.isPresent() && !configured.get().hasAttribute()) {
            return JsonNull.INSTANCE;
        }
        return config.read(snapshot, referrer)
                .flatMap(object -> configured
                        .flatMap(reference -> attribute(reference, object.data(), target))
                        .or(() -> type.added()
                                .flatMap(added -> added.referenceTo(target.type()))
                                .flatMap(reference ->
                                        object.added().flatMap(data -> attribute(reference, data, target)))))
                .orElse(JsonNull.INSTANCE);
    }

    private Optional<JsonElement> attribute(Reference reference, DataContainerNode object, ObjectKey target) {
        return targets(reference, object).stream()
                .filter(one -> one.getKey().equals(target.fqName()))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    /** A member that is a list of links to objects; it is there when it has one. */
    private final class LinkList {
        private final JsonWriter out;
        private final String name;
        private boolean begun;

        LinkList(JsonWriter out, String name) {
            this.out = out;
            this.name = name;
        }

        void begin(String fqName) throws IOException {
            if (!begun) {
                begun = true;
                out.name(name).beginArray();
            }
            out.beginObject();
            out.name("to");
            JsonReply.write(out, FqNames.write(fqName));
        }

        void identify(String type, UUID uuid) throws IOException {
            out.name("uuid").value(uuid.toString());
            writeHref(out, "href", type, uuid);
        }

        void end(JsonElement attribute) throws IOException {
            out.name("attr");
            JsonReply.write(out, attribute);
            end();
        }

        void end() throws IOException {
            out.endObject();
        }

        void close() throws IOException {
            if (begun) {
                out.endArray();
            }
        }
    }
}
