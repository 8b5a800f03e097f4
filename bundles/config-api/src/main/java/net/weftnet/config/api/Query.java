package net.weftnet.config.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.QueryParameters;
import org.opendaylight.restconf.server.api.DataGetParams;

/**
 * The query of a request URI (RFC 8040 section 4.8): parameters are separated by {@code &} only, since {@code ;} is part of
 * the syntax of {@code fields}.
 */
record Query(Map<String, String> parameters) {

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String INSERT = "insert";
    private static final String POINT = "point";

    Query {
        parameters = Map.copyOf(parameters);
    }

    static Query parse(Optional<String> raw) throws RestconfException {
        var parameters = new HashMap<String, String>();
        for (var parameter : raw.orElse("").split("&")) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            var name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            var value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw RestconfException.invalidValue("The query parameter " + name + " is there more than once");
            }
        }
        return new Query(parameters);
    }

    private static String decode(String raw) throws RestconfException {
        try {
            // A plus sign is itself in a URI; only HTML forms make it a blank.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RestconfException.invalidValue("The query has a malformed percent-encoding in " + raw);
        }
    }

    /** {@return what a GET or HEAD asks for} */
    DataGetParams forGet() throws RestconfException {
        try {
            var names = new HashMap<>(parameters);
            names.keySet().removeAll(Set.of(LIMIT, CURSOR));
            return DataGetParams.of(QueryParameters.of(names));
        } catch (IllegalArgumentException e) {
            throw RestconfException.invalidValue(String.valueOf(e.getMessage()));
        }
    }

    /** {@return which page of a list is asked for; empty for all of it} */
    Optional<Page> page() throws RestconfException {
        var limit = parameters.get(LIMIT);
        if (limit == null && !parameters.containsKey(CURSOR)) {
            return Optional.empty();
        }
        if (limit != null && !limit.matches("[1-9]\\d{0,8}")) {
            throw RestconfException.invalidValue("limit: it is a number from 1 to 999999999, not " + limit);
        }
        return Optional.of(new Page(
                limit == null ? Integer.MAX_VALUE : Integer.parseInt(limit),
                Optional.ofNullable(parameters.get(CURSOR))));
    }

    /** {@return the query of the page after one that this query asked for} */
    String next(Cursor cursor) {
        var names = new TreeMap<>(parameters);
        names.put(CURSOR, cursor.toString());
        return names.entrySet().stream()
                .map(parameter -> parameter.getKey() + '=' + Location.encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** {@return where a POST or PUT puts its entry; empty when the query does not say} */
    Optional<Place> forWrite(Data target, RequestDecoder decoder) throws RestconfException {
        requireOnly(Set.of(INSERT, POINT));
        if (parameters.isEmpty()) {
            return Optional.empty();
        }
        var where = value(INSERT).orElseThrow(() -> RestconfException.invalidValue("Point: it needs insert"));
        return Optional.of(Place.of(target, where, value(POINT), point -> {
            if (!point.startsWith("/")) {
                throw RestconfException.invalidValue("Point: it is a path from the root, not " + point);
            }
            return decoder.path(point.substring(1));
        }));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Refuses every query. */
    void requireEmpty() throws RestconfException {
        requireOnly(Set.of());
    }

    /** Refuses a query with other parameters than these. */
    void requireOnly(Set<String> names) throws RestconfException {
        if (!names.containsAll(parameters.keySet())) {
            throw RestconfException.invalidValue("No such query is possible here: " + parameters.keySet());
        }
    }
}
