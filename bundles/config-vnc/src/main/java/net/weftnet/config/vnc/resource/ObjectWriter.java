package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
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
        var type = object.place().parentType();
        if (type.isEmpty()) {
            return;
        }
        out.name("parent_type").value(type.get());
        var parent = config.index().find(type.get(), object.enclosing());
        if (parent.isPresent()) {
            out.name("parent_uuid").value(parent.get().uuid().toString());
            writeHref(out, "parent_href", type.get(), parent.get().uuid());
        }
    }

    private void writeFields(JsonWriter out, Found object) throws IOException {
        var type = object.type();
        for (var field : selection.fields()) {
            var value = config.codec().property(type, field, object.data());
            if (value.isPresent()) {
                out.name(field);
                JsonReply.write(out, value.get());
            } else if (type.references().containsKey(field)) {
                writeReferences(out, field, type.references().get(field), object.data());
            } else if (type.children().containsKey(field)) {
                writeChildren(out, field, object);
            } else if (type.backReferences().containsKey(field)) {
                writeBackReferences(out, field, object);
            }
        }
    }

    /** What is empty is left out, as OpenContrail does. */
    private void writeReferences(JsonWriter out, String field, Reference reference, DataContainerNode object)
            throws IOException {
        var list = new LinkList(out, field);
        var type = ResourceType.target(reference);
        var targets = new ArrayList<Map.Entry<String, JsonElement>>();
        reference
                .path()
                .forEach(
                        object,
                        (fqName, around) -> targets.add(
                                Map.entry((String) fqName, config.codec().attribute(reference, around))));
        for (var target : targets) {
            list.begin(target.getKey());
            var entry = config.index().find(type, target.getKey());
            if (entry.isPresent()) {
                list.identify(type, entry.get().uuid());
            }
            list.end(target.getValue());
        }
        list.close();
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
        var reference = config.type(referrer).referenceTo(target.type());
        if (reference.isEmpty() || !reference.get().hasAttribute()) {
            return JsonNull.INSTANCE;
        }
        var found = new JsonElement[] {JsonNull.INSTANCE};
        config.read(snapshot, referrer)
                .ifPresent(object -> reference.get().path().forEach(object.data(), (fqName, around) -> {
                    if (fqName.equals(target.fqName())) {
                        found[0] = config.codec().attribute(reference.get(), around);
                    }
                }));
        return found[0];
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
