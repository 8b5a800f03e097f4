package net.weftnet.analytics.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /analytics/query}: OpenContrail's JSON queries, answered at once or, with {@code Expect: 202-accepted}, in chunks
 * that are fetched later. GET of the path itself lists the queries that are known.
 */
@Component(service = HttpRoute.class)
public final class QueryRoute implements HttpRoute {
    static final Limits LIMITS = new Limits(Duration.ofSeconds(60), 200_000);
    static final int LONGEST = 1 << 20;

    private static final String ROOT = "/analytics/query";
    private static final String CHUNK = "chunk-final";

    private final AnalyticsStore store;
    private final Clock clock = Clock.systemUTC();
    private final Jobs jobs = new Jobs(clock);

    @Activate
    public QueryRoute(@Reference AnalyticsStore store) {
        this.store = store;
    }

    @Deactivate
    public void close() {
        jobs.close();
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
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        var rest = call.path().substring(ROOT.length()).replaceFirst("^/+", "").replaceFirst("/+$", "");
        try {
            return switch (call.method()) {
                case "POST" -> rest.isEmpty() ? post(call) : nothing(rest);
                case "GET" -> rest.isEmpty() ? Replies.json(200, list()) : get(rest);
                case "DELETE" -> jobs.remove(rest) ? HttpReply.empty(204) : nothing(rest);
                default ->
                    HttpReply.error(405, "Only GET, POST and DELETE are possible here")
                            .with("Allow", "GET, POST, DELETE");
            };
        } catch (InvalidQuery e) {
            return HttpReply.error(400, String.valueOf(e.getMessage()));
        } catch (QueryException e) {
            return Replies.error(e);
        }
    }

    private HttpReply post(HttpCall call) throws IOException, InterruptedException, InvalidQuery, QueryException {
        var query = JsonQueryReader.read(body(call), clock.instant());
        if (call.header("Expect").orElse("").equalsIgnoreCase("202-accepted")) {
            return jobs.start(store, query, LIMITS)
                    .map(QueryRoute::accepted)
                    .orElseGet(() -> HttpReply.error(503, "As many queries run as may"));
        }
        var sql = Translator.translate(query);
        var cursor = store.query(sql.text(), sql.parameters(), LIMITS);
        call.onClose(cursor::cancel);
        try {
            return Replies.values(cursor, cursor.next());
        } catch (QueryException | InterruptedException | RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    static String body(HttpCall call) throws IOException, InvalidQuery {
        var octets = call.body().readNBytes(LONGEST + 1);
        if (octets.length > LONGEST) {
            throw new InvalidQuery("A query has " + LONGEST + " octets at most");
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static HttpReply accepted(Job job) {
        var json = new JsonObject();
        json.addProperty("href", ROOT + "/" + job.id());
        return Replies.json(202, json).with("Location", ROOT + "/" + job.id());
    }

    private JsonObject list() {
        var running = new JsonArray();
        var done = new JsonArray();
        for (var job : jobs.all()) {
            var json = new JsonObject();
            json.addProperty("enqueue_time", job.begun().toEpochMilli() * 1_000);
            json.addProperty("query_id", job.id());
            json.addProperty("href", ROOT + "/" + job.id());
            (job.isDone() ? done : running).add(json);
        }
        var json = new JsonObject();
        json.add("queries_being_processed", running);
        json.add("processed_queries", done);
        return json;
    }

    /** The status of a query, or one of its chunks. */
    private HttpReply get(String rest) {
        var parts = rest.split("/", -1);
        var job = jobs.find(parts[0]);
        if (job.isPresent() && parts.length == 1) {
            return Replies.json(200, job.get().status());
        }
        if (job.isPresent() && parts.length == 3 && parts[1].equals(CHUNK)) {
            var chunk = number(parts[2]).flatMap(number -> chunk(job.get(), number));
            if (chunk.isPresent()) {
                return chunk.get();
            }
        }
        return nothing(rest);
    }

    private static HttpReply nothing(String rest) {
        return HttpReply.error(404, "There is nothing at " + ROOT + "/" + rest);
    }

    private static Optional<HttpReply> chunk(Job job, int number) {
        try {
            return job.chunk(number).map(json -> Replies.json(200, json));
        } catch (QueryException e) {
            return Optional.of(Replies.error(e));
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
