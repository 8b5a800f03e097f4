package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.ElementList;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * {@code /prop-collection-get} and {@code /prop-collection-update}: single elements of properties that are lists or maps.
 * The position of an element of a map is its key, that of another its number in the list, from 0.
 */
final class PropertyCollections {
    private final Configuration config;

    PropertyCollections(Configuration config) {
        this.config = config;
    }

    HttpReply read(Request request) throws VncException, InterruptedException {
        var query = request.query();
        var uuid = query.uuid("uuid");
        var fields = query.texts("fields").orElse(List.of());
        if (fields.isEmpty()) {
            throw VncException.badRequest("Object fields needed for property collection get");
        }
        var snapshot = config.index().snapshot();
        var entry = config.require(uuid);
        var object = config.read(snapshot, entry).orElseThrow(() -> VncException.notFound("Object Not Found: " + uuid));
        var position = query.text("position");
        var reply = new JsonObject();
        for (var field : fields) {
            reply.add(field, elements(requireList(object.type(), field), object, field, position));
        }
        return JsonReply.of(reply);
    }

    private JsonArray elements(ElementList list, Found object, String field, Optional<String> position) {
        var elements = list.elements(config.codec().property(object.type(), field, object.data()));
        var found = new JsonArray();
        for (int i = 0; i < elements.size(); i++) {
            var its = list.position(elements, i);
            if (position.isEmpty() || position.get().equals(its)) {
                var pair = new JsonArray();
                pair.add(elements.get(i));
                pair.add(its);
                found.add(pair);
            }
        }
        return found;
    }

    private static ElementList requireList(ResourceType type, String field) throws VncException {
        return ElementList.of(type, field)
                .orElseThrow(() -> VncException.badRequest(field + " neither \"ListProperty\" nor \"MapProperty\""));
    }

    HttpReply update(Request request) throws VncException, IOException, InterruptedException {
        var body = request.object();
        var uuid = Parameters.of(body).uuid("uuid");
        config.index().snapshot();
        var entry = Configuration.requireConfigured(config.require(uuid));
        var updates = new ArrayList<ElementUpdate>();
        if (body.get("updates") instanceof JsonArray given) {
            for (var one : given) {
                updates.add(ElementUpdate.read(config.type(entry), one));
            }
        }
        ObjectEdit.commit(config, request, entry, tree -> {
            for (var update : updates) {
                apply(tree, entry, update);
            }
        });
        return HttpReply.empty(200);
    }

    private void apply(DataTreeModification tree, Entry entry, ElementUpdate update) throws ConfigException {
        var type = config.type(entry);
        var data = (DataContainerNode) tree.readNode(entry.path()).orElseThrow();
        var schema = update.list().schema();
        try {
            var elements = update.list().elements(config.codec().property(type, update.field(), data));
            var value = config.codec().property(schema, update.list().property(update.apply(elements)));
            tree.write(
                    entry.path().node(schema.getQName()), config.codec().node(entry.path(), schema.getQName(), value));
        } catch (VncException e) {
            throw new ConfigException(Kind.INVALID, entry.path(), e.text(), e);
        }
    }

    /**
     * A change of one element.
     *
     * @param list the property
     * @param field its name
     * @param operation what to do
     * @param value the element; null of JSON for a deletion
     * @param position which one
     */
    private record ElementUpdate(
            ElementList list, String field, String operation, JsonElement value, Optional<String> position) {

        static ElementUpdate read(ResourceType type, JsonElement given) throws VncException {
            if (!(given instanceof JsonObject object)) {
                throw VncException.badRequest("An update is an object");
            }
            var parameters = Parameters.of(object);
            var field = parameters.require("field");
            var list = requireList(type, field);
            var operation = parameters.require("operation").toLowerCase(Locale.ROOT);
            var value = parameters.element("value");
            var position = parameters.text("position");
            boolean isKnown = list.isMap()
                    ? List.of("set", "delete").contains(operation)
                    : List.of("add", "modify", "delete").contains(operation);
            if (!isKnown) {
                throw VncException.badRequest("Unsupported operation " + operation + " in request " + given);
            }
            if (!operation.equals("delete") && value.isEmpty()) {
                throw VncException.badRequest(operation + " needs field value in request " + given);
            }
            if (!operation.equals("add") && !operation.equals("set") && position.isEmpty()) {
                throw VncException.badRequest(operation + " needs field position in request " + given);
            }
            return new ElementUpdate(list, field, operation, value.orElse(JsonNull.INSTANCE), position);
        }

        /** {@return the elements after the change} */
        JsonArray apply(JsonArray elements) throws VncException {
            var changed = elements.deepCopy();
            int place = place(elements);
            switch (operation) {
                case "add" -> changed.add(value);
                case "set" -> {
                    if (place < 0) {
                        changed.add(value);
                    } else {
                        changed.set(place, value);
                    }
                }
                case "modify" -> changed.set(requireThere(place), value);
                default -> {
                    if (place >= 0) {
                        changed.remove(place);
                    }
                }
            }
            return changed;
        }

        private int requireThere(int place) throws VncException {
            if (place < 0) {
                throw VncException.badRequest(field + " has nothing at position " + position.orElse(""));
            }
            return place;
        }

        private int place(JsonArray elements) {
            var wanted = operation.equals("set") ? list.key(value) : position;
            for (int i = 0; i < elements.size(); i++) {
                if (wanted.equals(Optional.of(list.position(elements, i)))) {
                    return i;
                }
            }
            return -1;
        }
    }
}
