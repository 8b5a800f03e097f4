package net.weftnet.analytics.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.analytics.query.JsonQuery.Op;
import net.weftnet.analytics.query.JsonQuery.Term;
import net.weftnet.analytics.store.api.Times;

/** Reads queries as clients of OpenContrail write them. */
final class JsonQueryReader {
    private static final int MOST_TERMS = 200;

    private final JsonObject json;
    private final Instant now;
    private int terms;

    private JsonQueryReader(JsonObject json, Instant now) {
        this.json = json;
        this.now = now;
    }

    static JsonQuery read(String text, Instant now) throws InvalidQuery {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject object) {
                return new JsonQueryReader(object, now).query();
            }
            throw new InvalidQuery("A query is a JSON object");
        } catch (JsonParseException | IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new InvalidQuery("Not a query: " + e.getMessage());
        }
    }

    private JsonQuery query() throws InvalidQuery {
        var start = time("start_time");
        var end = time("end_time");
        if (end.isBefore(start)) {
            throw new InvalidQuery("end_time is before start_time");
        }
        var select = strings("select_fields");
        if (select.isEmpty()) {
            throw new InvalidQuery("select_fields is empty");
        }
        int sort = integer("sort").orElse(0);
        if (sort < 0 || sort > 2) {
            throw new InvalidQuery("sort is 1 (ascending) or 2 (descending)");
        }
        var limit = integer("limit");
        if (limit.isPresent() && limit.get() < 1) {
            throw new InvalidQuery("limit is less than 1");
        }
        var sortFields = strings("sort_fields");
        return new JsonQuery(
                required("table").getAsString(),
                start,
                end,
                select,
                alternatives("where"),
                alternatives("filter"),
                integer("dir").map(dir -> dir == 1),
                sort == 0 ? List.of() : sortFields,
                sort == 2,
                limit);
    }

    private JsonElement required(String name) throws InvalidQuery {
        return member(name).orElseThrow(() -> new InvalidQuery("There is no " + name));
    }

    private Optional<JsonElement> member(String name) {
        var element = json.get(name);
        return element == null || element.isJsonNull() ? Optional.empty() : Optional.of(element);
    }

    private Optional<Integer> integer(String name) {
        return member(name).map(JsonElement::getAsInt);
    }

    private Instant time(String name) throws InvalidQuery {
        try {
            return Times.parse(required(name).getAsString(), now);
        } catch (IllegalArgumentException e) {
            throw new InvalidQuery(name + ": " + e.getMessage());
        }
    }

    private List<String> strings(String name) {
        var strings = new ArrayList<String>();
        member(name).ifPresent(list -> list.getAsJsonArray().forEach(each -> strings.add(each.getAsString())));
        return strings;
    }

    /** A list of lists, or a list of terms, which is one alternative. */
    private List<List<Term>> alternatives(String name) throws InvalidQuery {
        var list = member(name).map(JsonElement::getAsJsonArray).orElseGet(JsonArray::new);
        var alternatives = new ArrayList<List<Term>>();
        if (!list.isEmpty() && list.get(0).isJsonObject()) {
            alternatives.add(terms(list));
            return alternatives;
        }
        for (var each : list) {
            alternatives.add(terms(each.getAsJsonArray()));
        }
        return alternatives;
    }

    private List<Term> terms(JsonArray list) throws InvalidQuery {
        var all = new ArrayList<Term>();
        for (var each : list) {
            if (++terms > MOST_TERMS) {
                throw new InvalidQuery("More than " + MOST_TERMS + " conditions");
            }
            all.add(term(each.getAsJsonObject()));
        }
        return all;
    }

    private static Term term(JsonObject term) throws InvalidQuery {
        for (var name : List.of("name", "value", "op")) {
            if (!term.has(name)) {
                throw new InvalidQuery("A condition without " + name + ": " + term);
            }
        }
        int number = term.get("op").getAsInt();
        if (number < 1 || number > Op.values().length) {
            throw new InvalidQuery("No comparison has number " + number);
        }
        var op = Op.values()[number - 1];
        var upper = term.has("value2") && !term.get("value2").isJsonNull()
                ? Optional.of(term.get("value2").getAsString())
                : Optional.<String>empty();
        if ((op == Op.IN_RANGE || op == Op.NOT_IN_RANGE) && upper.isEmpty()) {
            throw new InvalidQuery("A range needs value2: " + term);
        }
        return new Term(term.get("name").getAsString(), op, term.get("value").getAsString(), upper);
    }
}
