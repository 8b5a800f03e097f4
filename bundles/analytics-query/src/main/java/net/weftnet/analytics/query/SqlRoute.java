package net.weftnet.analytics.query;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code POST /analytics/sql}: one SELECT, as {@code {"sql": "SELECT …", "seconds": 10, "rows": 1000}} or as plain text;
 * answered in JSON, or with {@code Accept: text/csv} as CSV. It ends when the client goes away.
 */
@Component(service = HttpRoute.class)
public final class SqlRoute implements HttpRoute {
    private static final int MOST_SECONDS = 600;
    private static final int MOST_ROWS = 1_000_000;

    private final AnalyticsStore store;

    @Activate
    public SqlRoute(@Reference AnalyticsStore store) {
        this.store = store;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return "/analytics/sql";
    }

    @Override
    public Set<String> roles() {
        return Set.of("admin");
    }

    private record Order(String sql, Limits limits) {}

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        if (!call.method().equals("POST")) {
            return HttpReply.error(405, "Only POST is possible here").with("Allow", "POST");
        }
        try {
            var order = order(QueryRoute.body(call));
            var cursor = store.query(order.sql, List.of(), order.limits);
            call.onClose(cursor::cancel);
            try {
                var first = cursor.next();
                boolean csv = call.header("Accept").orElse("").contains("text/csv");
                return csv ? Replies.csv(cursor, first) : Replies.table(cursor, first);
            } catch (QueryException | InterruptedException | RuntimeException e) {
                cursor.close();
                throw e;
            }
        } catch (InvalidQuery e) {
            return HttpReply.error(400, String.valueOf(e.getMessage()));
        } catch (QueryException e) {
            return Replies.error(e);
        }
    }

    private static Order order(String body) throws InvalidQuery {
        if (!body.stripLeading().startsWith("{")) {
            return new Order(body, QueryRoute.LIMITS);
        }
        try {
            var json = JsonParser.parseString(body).getAsJsonObject();
            int seconds = number(json, "seconds", (int) QueryRoute.LIMITS.time().toSeconds(), MOST_SECONDS);
            int rows = number(json, "rows", QueryRoute.LIMITS.rows(), MOST_ROWS);
            if (!json.has("sql")) {
                throw new InvalidQuery("There is no sql");
            }
            return new Order(json.get("sql").getAsString(), new Limits(Duration.ofSeconds(seconds), rows));
        } catch (JsonParseException | IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new InvalidQuery("Not an order for a query: " + e.getMessage());
        }
    }

    private static int number(JsonObject json, String name, int otherwise, int most) throws InvalidQuery {
        int number = json.has(name) ? json.get(name).getAsInt() : otherwise;
        if (number < 1 || number > most) {
            throw new InvalidQuery(name + " is from 1 to " + most);
        }
        return number;
    }
}
