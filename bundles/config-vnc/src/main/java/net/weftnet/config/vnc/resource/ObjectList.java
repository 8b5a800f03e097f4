package net.weftnet.config.vnc.resource;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.index.Entry;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;

/** Lists the objects of a type that a client asks for, in the order of their names. */
final class ObjectList {
    private final Configuration config;
    private final ResourceType type;
    private final Parameters parameters;
    private final Snapshot snapshot;
    private final ObjectSource source;

    ObjectList(Configuration config, ResourceType type, Parameters parameters, Snapshot snapshot) {
        this.config = config;
        this.type = type;
        this.parameters = parameters;
        this.snapshot = snapshot;
        source = new ObjectSource(config, snapshot);
    }

    HttpReply reply(Links links) throws VncException {
        var page = Page.of(parameters);
        var filters = Filters.parse(parameters.text("filters"));
        var found = new ArrayList<Found>(matching());
        found.removeIf(object -> !filters.pass(config, object));
        var result = page.isPresent() ? page.get().cut(found) : new Page.Result(found, Optional.empty());
        return parameters.flag("count") ? count(result, page.isPresent()) : objects(result, page.isPresent(), links);
    }

    private HttpReply count(Page.Result result, boolean isPage) {
        var count = new JsonObject();
        count.addProperty("count", result.objects().size());
        var body = new JsonObject();
        body.add(type.collection(), count);
        if (isPage) {
            body.add("marker", result.marker());
        }
        return JsonReply.of(body);
    }

    /** The objects are written one by one: however many there are, only one is in memory as JSON. */
    private HttpReply objects(Page.Result result, boolean isPage, Links links) throws VncException {
        var writer = new ObjectWriter(config, snapshot, links, Selection.ofList(type, parameters));
        boolean isDetail = parameters.flag("detail");
        return JsonReply.streamed(out -> {
            out.beginObject();
            out.name(type.collection()).beginArray();
            for (var object : result.objects()) {
                if (isDetail) {
                    out.beginObject().name(type.name());
                    writer.write(out, object);
                    out.endObject();
                } else {
                    writer.writeBrief(out, object);
                }
            }
            out.endArray();
            if (isPage) {
                out.name("marker");
                JsonReply.write(out, result.marker());
            }
            out.endObject();
        });
    }

    /** {@return what fits all that was asked for, filters aside} */
    private List<Found> matching() throws VncException {
        var wanted = wanted();
        var parents = parents();
        List<Found> found;
        if (parents.isPresent()) {
            found = childrenOf(parents.get());
        } else if (wanted.isPresent()) {
            found = read(wanted.get());
        } else {
            return source.all(type);
        }
        return wanted.isEmpty()
                ? found
                : found.stream()
                        .filter(object -> wanted.get().contains(object.uuid()))
                        .toList();
    }

    private List<Found> childrenOf(List<Entry> parents) throws VncException {
        var found = new LinkedHashMap<UUID, Found>();
        for (var parent : parents) {
            config.read(snapshot, parent).ifPresent(object -> source.children(object, type)
                    .forEach(child -> found.put(child.uuid(), child)));
        }
        if (parameters.flag("shared")) {
            source.all(type).stream().filter(this::isShared).forEach(object -> found.put(object.uuid(), object));
        }
        return List.copyOf(found.values());
    }

    private boolean isShared(Found object) {
        return config.codec()
                .property(type, "perms2", object.data())
                .filter(perms -> perms.getAsJsonObject().get("global_access").getAsInt() > 0)
                .isPresent();
    }

    private List<Found> read(Set<UUID> uuids) {
        return uuids.stream()
                .flatMap(uuid -> config.index().find(uuid).stream())
                .filter(entry -> entry.key().type().equals(type.name()))
                .sorted(Comparator.comparing(entry -> entry.key().fqName()))
                .flatMap(entry -> config.read(snapshot, entry).stream())
                .toList();
    }

    /** {@return the parents that were named, as far as they exist; nothing when none was named} */
    private Optional<List<Entry>> parents() throws VncException {
        var name = parameters.fqName("parent_fq_name_str");
        if (name.isPresent()) {
            var only = parameters.text("parent_type");
            return Optional.of(type.parentTypes().stream()
                    .filter(parent -> only.isEmpty() || only.get().equals(parent))
                    .flatMap(parent -> config.index().find(parent, name.get()).stream())
                    .toList());
        }
        var ids = parameters.texts("parent_id");
        return ids.map(
                uuids -> uuids.stream().flatMap(uuid -> entry(uuid).stream()).toList());
    }

    /** {@return the UUIDs that an object must be among; nothing when it may be any} */
    private Optional<Set<UUID>> wanted() throws VncException {
        var uuids = parameters.texts("obj_uuids");
        var names = parameters.texts("fq_names");
        var backReferences = parameters.texts("back_ref_id");
        if (uuids.isEmpty() && names.isEmpty() && backReferences.isEmpty()) {
            return Optional.empty();
        }
        var wanted = new HashSet<UUID>();
        uuids.orElse(List.of()).forEach(uuid -> entry(uuid).map(Entry::uuid).ifPresent(wanted::add));
        names.orElse(List.of())
                .forEach(name ->
                        config.index().find(type.name(), name).map(Entry::uuid).ifPresent(wanted::add));
        if (backReferences.isPresent()) {
            var referrers = new HashSet<UUID>();
            backReferences.get().forEach(uuid -> entry(uuid).ifPresent(target -> config.index()
                    .referrers(target.key(), type.name())
                    .forEach(referrer -> referrers.add(referrer.uuid()))));
            if (uuids.isEmpty() && names.isEmpty()) {
                return Optional.of(referrers);
            }
            wanted.retainAll(referrers);
        }
        return Optional.of(wanted);
    }

    private Optional<Entry> entry(String uuid) {
        try {
            return config.index().find(Uuids.parse(uuid));
        } catch (VncException _) {
            return Optional.empty(); // What is no UUID is nobody's.
        }
    }

    /**
     * A page of a list. A marker is the name and the UUID of the last object of a page, so nothing is kept for it, and the
     * next page begins after that name whatever has happened to the object since.
     *
     * @param after the name that the page begins after; empty for the first page
     * @param limit the most objects of a page
     */
    record Page(String after, int limit) {
        private static final int USUAL = 200;

        /** A page, and where the next one begins. */
        record Result(List<Found> objects, Optional<Found> last) {
            JsonElement marker() {
                return last.<JsonElement>map(object -> new JsonPrimitive(object.fqName() + ':' + object.uuid()))
                        .orElse(JsonNull.INSTANCE);
            }
        }

        static Optional<Page> of(Parameters parameters) throws VncException {
            var limit = parameters.number("page_limit");
            var marker = parameters.text("page_marker");
            if (marker.isEmpty() && !parameters.values().containsKey("page_marker")) {
                return limit.isEmpty() ? Optional.empty() : Optional.of(checked("", limit.getAsInt()));
            }
            var text = marker.orElse("none");
            return Optional.of(checked(after(text), limit.orElse(USUAL)));
        }

        private static Page checked(String after, int limit) throws VncException {
            if (limit <= 0) {
                throw VncException.badRequest("Invalid page_limit " + limit + ": it has to be greater than zero");
            }
            return new Page(after, limit);
        }

        private static String after(String marker) throws VncException {
            if (marker.isEmpty() || marker.equalsIgnoreCase("none")) {
                return "";
            }
            int colon = marker.lastIndexOf(':');
            try {
                Uuids.parse(marker.substring(colon + 1));
            } catch (VncException e) {
                throw VncException.badRequest("Invalid page_marker " + marker + ": " + e.text());
            }
            if (colon < 0) {
                throw VncException.badRequest("Invalid page_marker " + marker + ": it is none that this server gave");
            }
            return marker.substring(0, colon);
        }

        Result cut(List<Found> sorted) {
            var rest = sorted.stream()
                    .sorted(Comparator.comparing(Found::fqName))
                    .filter(object -> object.fqName().compareTo(after) > 0)
                    .limit(limit + 1L)
                    .toList();
            return rest.size() <= limit
                    ? new Result(rest, Optional.empty())
                    : new Result(rest.subList(0, limit), Optional.of(rest.get(limit - 1)));
        }
    }
}
