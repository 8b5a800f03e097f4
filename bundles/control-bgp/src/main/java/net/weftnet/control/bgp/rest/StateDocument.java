package net.weftnet.control.bgp.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.TableView;

/** The state of routing as the module {@code weftnet-control-state} describes it, in JSON (RFC 7951). */
final class StateDocument {
    /** The key of the entries of every list. */
    static final String KEY = "name";

    private StateDocument() {}

    static JsonObject neighbor(NeighborView view) {
        var json = new JsonObject();
        json.addProperty(KEY, view.name());
        json.addProperty("address", view.address());
        json.addProperty("autonomous-system", view.as());
        json.addProperty("state", view.state());
        json.addProperty("since", view.since().toString());
        json.add("address-family", texts(view.families()));
        json.addProperty("received-routes", view.received());
        json.addProperty("sent-routes", view.sent());
        json.addProperty("malformed-updates", Long.toString(view.faults()));
        json.addProperty("last-close", view.lastDown());
        view.session().ifPresent(session -> {
            json.addProperty("identifier", session.identifier());
            json.addProperty("hold-time", session.holdSeconds());
            json.add("capability", texts(session.capabilities()));
        });
        json.add("received-message", messages(view.counters().received()));
        json.add("sent-message", messages(view.counters().sent()));
        json.addProperty("sent-update-octets", Long.toString(view.counters().sentUpdateOctets()));
        json.addProperty("lost-sessions", Long.toString(view.counters().losses()));
        return json;
    }

    /** Numbers of 64 bits are text (RFC 7951 section 6.1). */
    private static JsonArray messages(Map<String, Long> counts) {
        var list = new JsonArray();
        counts.forEach((type, count) -> {
            var json = new JsonObject();
            json.addProperty("type", type);
            json.addProperty("count", Long.toString(count));
            list.add(json);
        });
        return list;
    }

    static JsonObject agent(PeerView view) {
        var json = new JsonObject();
        json.addProperty(KEY, view.name());
        json.addProperty("connected", view.connected());
        json.addProperty("subscriptions", view.subscriptions());
        json.addProperty("received-routes", view.received());
        json.addProperty("stale-routes", view.stale());
        json.addProperty("sent-routes", view.sent());
        json.addProperty("waiting-changes", view.waiting());
        return json;
    }

    static JsonObject instance(InstanceView view) {
        var json = new JsonObject();
        json.addProperty(KEY, view.config().name());
        json.addProperty("virtual-network", view.config().virtualNetwork());
        json.add("import-target", texts(strings(view.config().imports())));
        json.add("export-target", texts(strings(view.config().exports())));
        json.add("subscriber", texts(view.subscribers()));
        return json;
    }

    static JsonObject table(TableView view) {
        var json = new JsonObject();
        json.addProperty(KEY, view.name().toString());
        json.addProperty("instance", view.name().instance());
        json.addProperty("address-family", view.name().family().toString());
        json.addProperty("destinations", view.routes());
        json.addProperty("paths", view.paths());
        return json;
    }

    private static List<String> strings(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private static JsonArray texts(Collection<String> texts) {
        var array = new JsonArray();
        // Values of a leaf-list of state may be there twice, but nobody reads them so.
        texts.stream().distinct().forEach(array::add);
        return array;
    }
}
