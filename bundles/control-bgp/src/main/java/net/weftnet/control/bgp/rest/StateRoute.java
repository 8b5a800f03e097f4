package net.weftnet.control.bgp.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.Rib;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The state of routing as YANG data, to be read: {@code /control/data/weftnet-control-state:routing}, a list or an entry of
 * it below, as RFC 8040 section 3.5.3 writes paths; and the module, {@code /control/yang}.
 */
@Component
public final class StateRoute implements HttpRoute {
    static final String MODULE = "weftnet-control-state@2026-01-01.yang";
    static final String CONTAINER = "weftnet-control-state:routing";

    private static final String ROOT = "/control";
    private static final String DATA = ROOT + "/data/" + CONTAINER;
    private static final String YANG_DATA = "application/yang-data+json";

    private final String node;
    private final Map<String, Supplier<List<JsonObject>>> lists = new LinkedHashMap<>();

    @Activate
    public StateRoute(@Reference NodeContext context, @Reference BgpSpeaker speaker, @Reference Rib rib) {
        this(context.nodeName(), speaker, rib);
    }

    StateRoute(String node, BgpSpeaker speaker, Rib rib) {
        this.node = node;
        lists.put("neighbor", () -> json(speaker.neighbors(), StateDocument::neighbor));
        lists.put(
                "agent",
                () -> json(
                        rib.peers().stream()
                                .filter(peer -> peer.protocol() == PeerProtocol.XMPP)
                                .toList(),
                        StateDocument::agent));
        lists.put("instance", () -> json(rib.instances(), StateDocument::instance));
        lists.put("table", () -> json(rib.tables(), StateDocument::table));
    }

    private static <T> List<JsonObject> json(List<T> views, Function<T, JsonObject> document) {
        return views.stream().map(document).toList();
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
        var path = call.path().replaceFirst("/+$", "");
        if (path.equals(ROOT + "/yang") || path.equals(ROOT + "/yang/" + MODULE)) {
            return HttpReply.of(200, "application/yang", module());
        }
        if (path.equals(DATA)) {
            return data(CONTAINER, all());
        }
        return path.startsWith(DATA + "/") ? list(path.substring(DATA.length() + 1)) : nothing(path);
    }

    private JsonObject all() {
        var routing = new JsonObject();
        routing.addProperty("node", node);
        lists.forEach((name, entries) -> routing.add(name, array(entries.get())));
        return routing;
    }

    /** @param path the name of a list, or that and {@code =KEY} */
    private HttpReply list(String path) {
        int at = path.indexOf('=');
        var name = at < 0 ? path : path.substring(0, at);
        var entries = lists.get(name);
        if (entries == null) {
            return nothing(path);
        }
        var found = entries.get();
        if (at >= 0) {
            var key = decoded(path.substring(at + 1));
            found = found.stream()
                    .filter(entry -> entry.get(StateDocument.KEY).getAsString().equals(key))
                    .toList();
            if (found.isEmpty()) {
                return nothing(path);
            }
        }
        return data("weftnet-control-state:" + name, array(found));
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return ""; // names nothing
        }
    }

    private static JsonArray array(List<JsonObject> entries) {
        var array = new JsonArray();
        entries.forEach(array::add);
        return array;
    }

    private static HttpReply data(String name, JsonElement value) {
        var document = new JsonObject();
        document.add(name, value);
        return HttpReply.of(200, YANG_DATA, document.toString());
    }

    /** {@return the text of the module} */
    static String module() {
        try (var in = StateRoute.class.getResourceAsStream("/META-INF/yang/" + MODULE)) {
            return new String(Objects.requireNonNull(in, MODULE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle cannot be read", e);
        }
    }

    private static HttpReply nothing(String path) {
        return HttpReply.error(404, "There is nothing at " + path);
    }
}
