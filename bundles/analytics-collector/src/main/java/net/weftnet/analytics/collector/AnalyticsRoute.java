package net.weftnet.analytics.collector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.weftnet.analytics.collector.api.Analytics;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the collector knows, over REST in OpenContrail's form: {@code /analytics/uves}, {@code /analytics/uves/vrouters},
 * {@code /analytics/uves/vrouter/compute1?flat}, {@code /analytics/generators}.
 */
@Component
public final class AnalyticsRoute implements HttpRoute {
    private static final String ROOT = "/analytics";
    private static final String UVES = ROOT + "/uves";
    private static final String GENERATORS = ROOT + "/generators";

    private final Analytics analytics;

    @Activate
    public AnalyticsRoute(@Reference Analytics analytics) {
        this.analytics = analytics;
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
        try {
            return answer(call)
                    .map(json -> HttpReply.of(200, "application/json", json.toString()))
                    .orElseGet(() -> HttpReply.error(404, "There is nothing at " + call.path()));
        } catch (IllegalArgumentException e) {
            return HttpReply.error(400, "The path is not correctly percent-encoded: " + call.path());
        }
    }

    private Optional<JsonElement> answer(HttpCall call) {
        var path = call.path().replaceFirst("/+$", "");
        boolean flat = Arrays.asList(call.query().orElse("").split("&")).contains("flat");
        if (path.equals(ROOT)) {
            var links = new JsonArray();
            links.add(link("uves", UVES));
            links.add(link("generators", GENERATORS));
            return Optional.of(links);
        }
        if (path.equals(GENERATORS)) {
            var all = new JsonArray();
            analytics.generators().forEach(generator -> all.add(UveJson.generator(generator)));
            return Optional.of(all);
        }
        if (path.equals(UVES)) {
            var links = new JsonArray();
            analytics.types().forEach(type -> links.add(link(type + "s", UVES + "/" + encode(type) + "s")));
            return Optional.of(links);
        }
        return path.startsWith(UVES + "/") ? uves(path.substring(UVES.length() + 1), flat) : Optional.empty();
    }

    /** A type, or a type and a name; a name is the whole rest of the path, since keys may hold slashes. */
    private Optional<JsonElement> uves(String rest, boolean flat) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return names(singular(decode(rest)));
        }
        var type = singular(decode(rest.substring(0, slash)));
        var name = decode(rest.substring(slash + 1));
        return name.endsWith("*") ? Optional.of(matching(type, name, flat)) : one(type, name, flat);
    }

    private Optional<JsonElement> names(String type) {
        var names = analytics.names(type);
        var links = new JsonArray();
        names.forEach(name -> links.add(link(name, UVES + "/" + encode(type) + "/" + encode(name) + "?flat")));
        return names.isEmpty() ? Optional.empty() : Optional.of(links);
    }

    private Optional<JsonElement> one(String type, String name, boolean flat) {
        var uves = analytics.uves(type, name);
        return uves.isEmpty() ? Optional.empty() : Optional.of(UveJson.object(uves, flat));
    }

    /** All objects whose name begins as asked; none is an answer too. */
    private JsonElement matching(String type, String pattern, boolean flat) {
        var start = pattern.substring(0, pattern.length() - 1);
        var values = new JsonArray();
        for (var name : analytics.names(type)) {
            if (name.startsWith(start)) {
                var entry = new JsonObject();
                entry.addProperty("name", name);
                entry.add("value", UveJson.object(analytics.uves(type, name), flat));
                values.add(entry);
            }
        }
        var json = new JsonObject();
        json.add("value", values);
        return json;
    }

    /** Both {@code vrouter} and {@code vrouters} are understood. */
    private String singular(String type) {
        return type.endsWith("s") && !analytics.types().contains(type) ? type.substring(0, type.length() - 1) : type;
    }

    private static JsonObject link(String name, String href) {
        var link = new JsonObject();
        link.addProperty("name", name);
        link.addProperty("href", href);
        return link;
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }
}
