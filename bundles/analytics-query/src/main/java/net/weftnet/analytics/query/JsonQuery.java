package net.weftnet.analytics.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A query of OpenContrail's analytics API.
 *
 * @param table for example {@code MessageTable}
 * @param start the first time of the range
 * @param end the last
 * @param select the fields, aggregates and buckets asked for
 * @param where alternatives, of which a row must satisfy one; none for all rows
 * @param filter the same over what the query gives
 * @param ingress the direction of flows; nothing for both
 * @param sortFields by which of the selected fields to sort
 * @param limit the most rows
 */
record JsonQuery(
        String table,
        Instant start,
        Instant end,
        List<String> select,
        List<List<Term>> where,
        List<List<Term>> filter,
        Optional<Boolean> ingress,
        List<String> sortFields,
        boolean descending,
        Optional<Integer> limit) {
    JsonQuery {
        select = List.copyOf(select);
        where = where.stream().map(List::copyOf).toList();
        filter = filter.stream().map(List::copyOf).toList();
        sortFields = List.copyOf(sortFields);
    }

    /** How a field is compared; in the order of their numbers, from 1. */
    enum Op {
        EQUAL,
        NOT_EQUAL,
        IN_RANGE,
        NOT_IN_RANGE,
        LEQ,
        GEQ,
        PREFIX,
        REGEX_MATCH
    }

    /**
     * One condition.
     *
     * @param upper the end of a range, which is in it; nothing for other comparisons
     */
    record Term(String name, Op op, String value, Optional<String> upper) {}
}
