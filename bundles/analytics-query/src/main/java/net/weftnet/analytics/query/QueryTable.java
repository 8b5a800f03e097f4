package net.weftnet.analytics.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.weftnet.analytics.collector.api.ObjectTypes;

/**
 * A table as OpenContrail names it, and what it is in the store.
 *
 * @param name for example {@code ObjectVNTable}
 * @param type {@code LOG}, {@code OBJECT}, {@code FLOW} or {@code STAT}
 * @param relation the table or view of the store
 * @param fixed a condition on its rows, with {@code parameters}; empty for none
 * @param columns by name
 */
record QueryTable(
        String name, String type, String relation, String fixed, List<String> parameters, Map<String, Column> columns) {
    private static final String STAT = "StatTable.";
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,100}");

    /** What a column holds. */
    enum Type {
        STRING,
        INTEGER,
        /** A value of a statistic: a number where it can be one. */
        ANY
    }

    /**
     * A column.
     *
     * @param sql what it is in the store
     * @param indexed whether its values are listed
     */
    record Column(String sql, Type type, boolean indexed) {}

    private static final Map<String, Column> LOG = log();
    private static final Map<String, Column> OBJECT = object();
    private static final Map<String, Column> FLOW = flow();
    private static final Map<String, Column> FLOW_RECORD = flowRecord();
    private static final Map<String, Column> STATS = stats();

    private static Map<String, Column> log() {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("MessageTS", integer("epoch_us(time)"));
        columns.put("Source", indexed("source"));
        columns.put("ModuleId", indexed("module"));
        columns.put("NodeType", indexed("node_type"));
        columns.put("InstanceId", string("instance"));
        columns.put("Messagetype", indexed("type"));
        columns.put("Category", indexed("category"));
        columns.put("Level", integer("coalesce(level::INTEGER, 2147483647)"));
        columns.put(
                "Type",
                integer("list_position(['system', 'request', 'response', 'trace', 'buffer', 'uve', 'object', "
                        + "'flow', 'trace_object', 'syslog', 'alarm', 'session'], kind)"));
        columns.put("SequenceNum", integer("sequence"));
        columns.put("Context", string("context"));
        columns.put("Xmlmessage", string("xml"));
        columns.put("Data", string("data::VARCHAR"));
        return columns;
    }

    private static Map<String, Column> object() {
        var columns = new LinkedHashMap<>(log());
        columns.put("ObjectId", indexed("object"));
        columns.put("ObjectLog", string("CASE WHEN kind = 'object' THEN xml END"));
        columns.put("SystemLog", string("CASE WHEN kind = 'system' THEN xml END"));
        return columns;
    }

    private static Map<String, Column> ends() {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("vrouter", indexed("source"));
        columns.put("sourcevn", indexed("source_network"));
        columns.put("sourceip", string("source_address"));
        columns.put("destvn", indexed("destination_network"));
        columns.put("destip", string("destination_address"));
        columns.put("protocol", integer("protocol"));
        columns.put("sport", integer("source_port"));
        columns.put("dport", integer("destination_port"));
        columns.put("direction_ing", integer("(direction = 'ingress')::INTEGER"));
        columns.put("UuidKey", string("flow"));
        columns.put("action", indexed("action"));
        columns.put("drop_reason", indexed("drop_reason"));
        columns.put("nw_ace_uuid", string("rule"));
        columns.put("vmi_uuid", string("port"));
        columns.put("other_vrouter_ip", indexed("peer_node"));
        columns.put("setup_time", integer("epoch_us(setup)"));
        columns.put("teardown_time", integer("epoch_us(teardown)"));
        return columns;
    }

    private static Map<String, Column> flow() {
        var columns = ends();
        columns.put("T", integer("epoch_us(time)"));
        columns.put("bytes", integer("bytes"));
        columns.put("packets", integer("packets"));
        columns.put("sampling_rate", new Column("sampling", Type.ANY, false));
        return columns;
    }

    private static Map<String, Column> flowRecord() {
        var columns = ends();
        columns.put("agg-bytes", integer("bytes"));
        columns.put("agg-packets", integer("packets"));
        return columns;
    }

    private static Map<String, Column> stats() {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("T", integer("epoch_us(time)"));
        columns.put("Source", indexed("source"));
        columns.put("ModuleId", indexed("module"));
        columns.put("NodeType", indexed("node_type"));
        columns.put("name", indexed("object"));
        return columns;
    }

    private static Column string(String sql) {
        return new Column(sql, Type.STRING, false);
    }

    private static Column indexed(String sql) {
        return new Column(sql, Type.STRING, true);
    }

    private static Column integer(String sql) {
        return new Column(sql, Type.INTEGER, false);
    }

    /** {@return the table of a name} */
    static Optional<QueryTable> of(String name) {
        if (name.equals("MessageTable")) {
            return Optional.of(new QueryTable(name, "LOG", "messages", "", List.of(), LOG));
        }
        if (name.equals("FlowSeriesTable")) {
            return Optional.of(new QueryTable(name, "FLOW", "flows", "", List.of(), FLOW));
        }
        if (name.equals("FlowRecordTable")) {
            return Optional.of(new QueryTable(name, "FLOW", "flow_records", "", List.of(), FLOW_RECORD));
        }
        if (name.startsWith(STAT) && name.length() > STAT.length()) {
            var stat = name.substring(STAT.length());
            return Optional.of(new QueryTable(name, "STAT", "stats", "stat = ?", List.of(stat), STATS));
        }
        if (name.startsWith("Object")) {
            var type = ObjectTypes.ofTable(name);
            return Optional.of(new QueryTable(name, "OBJECT", "object_logs", "object_type = ?", List.of(type), OBJECT));
        }
        return Optional.empty();
    }

    /** {@return the column of a name; of a statistic, any attribute its values may have} */
    Optional<Column> column(String column) {
        var known = columns.get(column);
        if (known != null) {
            return Optional.of(known);
        }
        if (!type.equals("STAT") || !ATTRIBUTE.matcher(column).matches()) {
            return Optional.empty();
        }
        // As "cpu_stats.load" with the name of the field, as OpenContrail has it, or as "load".
        var field = parameters.getFirst().substring(parameters.getFirst().lastIndexOf('.') + 1) + ".";
        var attribute = column.startsWith(field) ? column.substring(field.length()) : column;
        return Optional.of(new Column("(data->>'$.\"" + attribute + "\"')", Type.ANY, false));
    }

    boolean isFlowRecords() {
        return relation.equals("flow_records");
    }
}
