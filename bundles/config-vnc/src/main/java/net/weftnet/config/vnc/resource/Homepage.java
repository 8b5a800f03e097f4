package net.weftnet.config.vnc.resource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.vnc.mapping.VncSchema;

/** {@code /}: where everything is. Clients find all other URLs here. */
final class Homepage {
    private final VncSchema schema;
    private final List<Action> actions;

    Homepage(VncSchema schema, List<Action> actions) {
        this.schema = schema;
        this.actions = List.copyOf(actions);
    }

    HttpReply reply(Request request) {
        var base = request.links().base();
        var links = new JsonArray();
        for (var type : schema.types()) {
            links.add(link(base + '/' + type.collection(), type.name(), "collection"));
            links.add(link(base + '/' + type.name(), type.name(), "resource-base"));
        }
        for (var action : actions) {
            action.handlers().keySet().stream().sorted().forEach(method -> {
                var link = link(base + action.path(), action.name(), "action");
                link.getAsJsonObject("link").addProperty("method", method);
                links.add(link);
            });
        }
        var page = new JsonObject();
        page.addProperty("href", base);
        page.add("links", links);
        return JsonReply.of(page);
    }

    private static JsonObject link(String href, String name, String relation) {
        var properties = new JsonObject();
        properties.addProperty("href", href);
        properties.addProperty("name", name);
        properties.addProperty("rel", relation);
        var link = new JsonObject();
        link.add("link", properties);
        return link;
    }
}
