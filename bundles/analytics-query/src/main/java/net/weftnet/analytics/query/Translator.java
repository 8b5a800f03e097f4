package net.weftnet.analytics.query;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.weftnet.analytics.query.JsonQuery.Term;
import net.weftnet.analytics.query.QueryTable.Column;
import net.weftnet.analytics.query.QueryTable.Type;

/**
 * Translates a JSON query into SQL of the store. Names come from the table's columns only, and values go into parameters, so
 * that nothing of a query becomes SQL text.
 */
final class Translator {
    private static final Pattern AGGREGATE = Pattern.compile("(?i)(sum|count|min|max|avg)\\(([^()]{1,200})\\)");
    /** What the times of buckets are called in the answer. */
    private static final String BUCKETS = "T=";

    private static final Pattern BUCKET = Pattern.compile("T=(\\d{1,9})");

    private final JsonQuery query;
    private final QueryTable table;
    private final List<Object> parameters = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    /** A translated query. */
    record Sql(String text, List<Object> parameters) {}

    /** A column of the answer. */
    private record Output(String alias, String sql, Type type, boolean isAggregate) {}

    private Translator(JsonQuery query, QueryTable table) {
        this.query = query;
        this.table = table;
    }

    static Sql translate(JsonQuery query) throws InvalidQuery {
        var table =
                QueryTable.of(query.table()).orElseThrow(() -> new InvalidQuery("There is no table " + query.table()));
        return new Translator(query, table).translate();
    }

    private Sql translate() throws InvalidQuery {
        for (var field : query.select()) {
            outputs.add(output(field));
        }
        var columns = outputs.stream()
                .map(output -> output.sql + " AS " + quoted(output.alias))
                .toList();
        var rows = "SELECT " + String.join(", ", columns) + " FROM " + table.relation() + " WHERE " + rows();
        var sql = new StringBuilder(isGrouped() ? grouped(rows) : filtered(rows));
        order(sql);
        query.limit().ifPresent(limit -> sql.append(" LIMIT ").append(limit));
        return new Sql(sql.toString(), parameters);
    }

    private boolean isGrouped() {
        return outputs.stream().anyMatch(output -> output.isAggregate || output.alias.equals(BUCKETS));
    }

    private String filtered(String rows) throws InvalidQuery {
        return query.filter().isEmpty() ? rows : rows + " AND (" + alternatives(query.filter(), this::column) + ")";
    }

    private String grouped(String rows) throws InvalidQuery {
        var groups = rows + " GROUP BY ALL";
        return query.filter().isEmpty()
                ? groups
                : "SELECT * FROM (" + groups + ") WHERE " + alternatives(query.filter(), this::answered);
    }

    private String rows() throws InvalidQuery {
        // A record of a flow is of all of the flow; asked for are those that were seen in the time.
        var conditions = new StringBuilder(
                table.isFlowRecords() ? "last_seen >= ? AND first_seen <= ?" : "time BETWEEN ? AND ?");
        parameters.add(LocalDateTime.ofInstant(query.start(), ZoneOffset.UTC));
        parameters.add(LocalDateTime.ofInstant(query.end(), ZoneOffset.UTC));
        if (!table.fixed().isEmpty()) {
            conditions.append(" AND ").append(table.fixed());
            parameters.addAll(table.parameters());
        }
        if (table.type().equals("FLOW") && query.ingress().isPresent()) {
            conditions.append(" AND direction = ?");
            parameters.add(query.ingress().get() ? "ingress" : "egress");
        }
        if (!query.where().isEmpty()) {
            conditions
                    .append(" AND (")
                    .append(alternatives(query.where(), this::column))
                    .append(')');
        }
        return conditions.toString();
    }

    private Output output(String field) throws InvalidQuery {
        var bucket = BUCKET.matcher(field);
        if (bucket.matches()) {
            long micros = Long.parseLong(bucket.group(1)) * 1_000_000;
            if (micros == 0 || !table.columns().containsKey("T")) {
                throw new InvalidQuery("There is no " + field + " of " + table.name());
            }
            return new Output(BUCKETS, "epoch_us(time) // " + micros + " * " + micros, Type.INTEGER, false);
        }
        if (field.equals("flow_count") && table.type().equals("FLOW")) {
            return new Output(field, "count(DISTINCT flow)", Type.INTEGER, true);
        }
        var aggregate = AGGREGATE.matcher(field);
        if (aggregate.matches()) {
            return aggregate(field, aggregate.group(1).toLowerCase(Locale.ROOT), aggregate.group(2));
        }
        var column = column(field);
        return new Output(field, column.sql(), column.type(), false);
    }

    private Output aggregate(String field, String function, String name) throws InvalidQuery {
        var column = column(name);
        if (function.equals("count")) {
            return new Output(field, "count(" + column.sql() + ")", Type.INTEGER, true);
        }
        if (column.type() == Type.STRING) {
            throw new InvalidQuery(name + " is not a number");
        }
        boolean integer = column.type() == Type.INTEGER && !function.equals("avg");
        var number = column.type() == Type.INTEGER ? column.sql() : "TRY_CAST(" + column.sql() + " AS DOUBLE)";
        var sql = function + "(" + number + ")";
        return new Output(field, integer ? sql + "::BIGINT" : sql, integer ? Type.INTEGER : Type.ANY, true);
    }

    private Column column(String name) throws InvalidQuery {
        return table.column(name).orElseThrow(() -> new InvalidQuery("There is no " + name + " in " + table.name()));
    }

    /** Finds what a condition is about. */
    private interface Names {
        Column of(String name) throws InvalidQuery;
    }

    private Column answered(String name) throws InvalidQuery {
        return outputs.stream()
                .filter(output -> output.alias.equals(name))
                .findFirst()
                .map(output -> new Column(quoted(output.alias), output.type, false))
                .orElseThrow(() -> new InvalidQuery("A filter is about selected fields, which " + name + " is not"));
    }

    private String alternatives(List<List<Term>> alternatives, Names names) throws InvalidQuery {
        var all = new ArrayList<String>();
        for (var alternative : alternatives) {
            var terms = new ArrayList<String>();
            for (var term : alternative) {
                terms.add(condition(term, names.of(term.name())));
            }
            all.add(terms.isEmpty() ? "true" : String.join(" AND ", terms));
        }
        return String.join(" OR ", all);
    }

    private String condition(Term term, Column column) throws InvalidQuery {
        var sql = compared(column, term.value());
        return switch (term.op()) {
            case EQUAL -> sql + " = " + parameter(term.value(), column);
            case NOT_EQUAL -> sql + " IS DISTINCT FROM " + parameter(term.value(), column);
            case LEQ -> sql + " <= " + parameter(term.value(), column);
            case GEQ -> sql + " >= " + parameter(term.value(), column);
            case IN_RANGE -> sql + range(term, column);
            case NOT_IN_RANGE -> "coalesce(NOT (" + sql + range(term, column) + "), true)";
            case PREFIX -> "starts_with(" + column.sql() + "::VARCHAR, " + text(term.value()) + ")";
            case REGEX_MATCH -> "regexp_matches(" + column.sql() + "::VARCHAR, " + text(term.value()) + ")";
        };
    }

    private String range(Term term, Column column) throws InvalidQuery {
        return " BETWEEN " + parameter(term.value(), column) + " AND "
                + parameter(term.upper().orElseThrow(), column);
    }

    /** A value of a statistic is compared as what it is compared with is. */
    private static String compared(Column column, String value) {
        return column.type() == Type.ANY && number(value).isPresent()
                ? "TRY_CAST(" + column.sql() + " AS DOUBLE)"
                : column.sql();
    }

    private String parameter(String value, Column column) throws InvalidQuery {
        switch (column.type()) {
            case STRING -> parameters.add(value);
            case ANY ->
                parameters.add(number(value).<Object>map(number -> number).orElse(value));
            case INTEGER -> {
                try {
                    parameters.add(Long.parseLong(value));
                } catch (NumberFormatException e) {
                    throw new InvalidQuery("Not an integer: " + value);
                }
            }
        }
        return "?";
    }

    private String text(String value) {
        parameters.add(value);
        return "?";
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void order(StringBuilder sql) throws InvalidQuery {
        var fields = new ArrayList<String>();
        for (var field : query.sortFields()) {
            var alias = field.startsWith(BUCKETS) ? BUCKETS : field;
            fields.add(answered(alias).sql() + (query.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST"));
        }
        if (!fields.isEmpty()) {
            sql.append(" ORDER BY ").append(String.join(", ", fields));
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
