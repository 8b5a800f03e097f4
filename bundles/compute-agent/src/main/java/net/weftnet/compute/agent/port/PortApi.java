package net.weftnet.compute.agent.port;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.api.PortConflictException;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.VRouterAgent;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The port API of the vRouter agent, for orchestrators on this host: {@code POST /port}, {@code GET} and
 * {@code DELETE /port/{id}}, {@code GET /ports}. The listener is bound to loopback, and asks for no user.
 */
@Component(service = HttpRoute.class)
public final class PortApi implements HttpRoute {
    private static final String JSON = "application/json";
    private static final String ONE = "/port/";

    private final VRouterAgent agent;

    @Activate
    public PortApi(@Reference VRouterAgent agent) {
        this.agent = agent;
    }

    @Override
    public String listener() {
        return "port-api";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Set<String> roles() {
        return Set.of();
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException {
        var path = call.path();
        if (path.equals("/port")) {
            return call.method().equals("POST") ? plug(call) : notAllowed("POST");
        }
        if (path.equals("/ports")) {
            return call.method().equals("GET") ? list() : notAllowed("GET");
        }
        if (!path.startsWith(ONE)) {
            return HttpReply.error(404, "There is no " + path + "; there are /port, /port/{id} and /ports");
        }
        var text = path.substring(ONE.length());
        UUID id;
        try {
            id = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return HttpReply.error(400, "Not the uuid of a port: " + text);
        }
        return switch (call.method()) {
            case "GET" -> show(id);
            case "DELETE" -> unplug(id);
            default -> notAllowed("GET, DELETE");
        };
    }

    private HttpReply plug(HttpCall call) throws IOException {
        var body = new String(call.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            agent.plug(PortJson.parse(body));
            return HttpReply.of(200, JSON, "{}");
        } catch (PortFormatException e) {
            return HttpReply.error(400, String.valueOf(e.getMessage()));
        } catch (PortConflictException e) {
            return HttpReply.error(409, String.valueOf(e.getMessage()));
        }
    }

    private HttpReply unplug(UUID id) throws IOException {
        return agent.unplug(id) ? HttpReply.of(200, JSON, "{}") : unknown(id);
    }

    private HttpReply show(UUID id) {
        var status = agent.interfaces().stream().filter(i -> i.id().equals(id)).findFirst();
        return agent.port(id)
                .map(port ->
                        HttpReply.of(200, JSON, json(port, status.orElse(null)).toString()))
                .orElseGet(() -> unknown(id));
    }

    private HttpReply list() {
        var status = agent.interfaces().stream().collect(Collectors.toMap(PortStatus::id, s -> s));
        var all = new JsonArray();
        agent.ports().forEach(port -> all.add(json(port, status.get(port.id()))));
        return HttpReply.of(200, JSON, all.toString());
    }

    /** The port as posted, and what became of it. The status is null for a moment after the port was plugged. */
    private static JsonObject json(Port port, @Nullable PortStatus status) {
        var json = PortJson.write(port);
        json.addProperty("active", status != null && status.active());
        var missing = new JsonArray();
        if (status != null) {
            status.missing().forEach(missing::add);
            json.addProperty("label", status.label());
            json.addProperty("vrf", status.vrf());
            json.addProperty("mac", status.mac());
            var addresses = new JsonArray();
            status.addresses().forEach(address -> addresses.add(address.toString()));
            json.add("addresses", addresses);
        }
        json.add("missing", missing);
        return json;
    }

    private static HttpReply unknown(UUID id) {
        return HttpReply.error(404, "There is no port " + id);
    }

    private static HttpReply notAllowed(String allowed) {
        return HttpReply.error(405, "Allowed here: " + allowed).with("Allow", allowed);
    }
}
