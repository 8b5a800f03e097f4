package net.weftnet.control.bgp.rest;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.bgp.api.NeighborView;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sessions and routes of the speaker over REST: {@code /control/bgp/neighbors}, {@code /control/bgp/routes}. */
@Component
public final class SpeakerRoute implements HttpRoute {
    private static final String ROOT = "/control/bgp";
    private static final Gson GSON = new Gson();
    private static final List<String> RESOURCES = List.of("neighbors", "routes");

    private final BgpSpeaker speaker;

    @Activate
    public SpeakerRoute(@Reference BgpSpeaker speaker) {
        this.speaker = speaker;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return ROOT;
    }

    @Override
    public Set<String> roles() {
        return Set.of("admin");
    }

    @Override
    public HttpReply handle(HttpCall call) {
        if (!call.method().equals("GET")) {
            return HttpReply.error(405, "Only GET is possible here").with("Allow", "GET");
        }
        return switch (call.path().replaceFirst("/+$", "").substring(ROOT.length())) {
            case "" -> list(RESOURCES, SpeakerRoute::link);
            case "/neighbors" -> list(speaker.neighbors(), SpeakerRoute::neighbor);
            case "/routes" -> list(speaker.routes(), SpeakerRoute::route);
            default -> HttpReply.error(404, "There is nothing at " + call.path());
        };
    }

    /** Written an element at a time: there may be a million routes. */
    private static <T> HttpReply list(List<T> elements, Function<T, JsonElement> json) {
        return new HttpReply(200, Map.of("Content-Type", "application/json"), out -> {
            var writer = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.beginArray();
            for (var element : elements) {
                GSON.toJson(json.apply(element), writer);
            }
            writer.endArray();
            writer.flush();
        });
    }

    private static JsonElement link(String name) {
        var link = new JsonObject();
        link.addProperty("name", name);
        link.addProperty("href", ROOT + "/" + name);
        return link;
    }

    private static JsonElement neighbor(NeighborView view) {
        var json = new JsonObject();
        json.addProperty("name", view.name());
        json.addProperty("address", view.address());
        json.addProperty("autonomous-system", view.as());
        json.addProperty("state", view.state());
        json.addProperty("since", view.since().toString());
        json.add("families", texts(view.families()));
        json.addProperty("received-routes", view.received());
        json.addProperty("sent-routes", view.sent());
        json.addProperty("malformed-updates", view.faults());
        json.addProperty("last-close", view.lastDown());
        view.session().ifPresent(session -> {
            json.addProperty("identifier", session.identifier());
            json.addProperty("hold-time", session.holdSeconds());
            json.add("capabilities", texts(session.capabilities()));
        });
        json.add("received-messages", GSON.toJsonTree(view.counters().received()));
        json.add("sent-messages", GSON.toJsonTree(view.counters().sent()));
        json.addProperty("sent-update-octets", view.counters().sentUpdateOctets());
        json.addProperty("lost-sessions", view.counters().losses());
        return json;
    }

    private static JsonElement route(BgpRouteView view) {
        var json = new JsonObject();
        json.addProperty("table", view.table());
        json.addProperty("destination", view.destination());
        json.addProperty("neighbor", view.neighbor());
        json.addProperty("next-hop", view.nextHop());
        json.addProperty("label", view.label());
        json.addProperty("as-path", view.asPath());
        json.addProperty("local-preference", view.localPreference());
        json.add("communities", texts(view.communities()));
        json.addProperty("is-best", view.reason().isEmpty());
        json.addProperty("reason", view.reason());
        return json;
    }

    private static JsonArray texts(Collection<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
