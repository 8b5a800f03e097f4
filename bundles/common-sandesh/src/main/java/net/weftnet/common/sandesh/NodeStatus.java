package net.weftnet.common.sandesh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;

/**
 * Tells the conditions of a node as {@code NodeStatus} UVEs, one for each role it has, in the form that OpenContrail's
 * tools read: a process, its state, and its connections, with the time since when added.
 */
final class NodeStatus {
    private static final Map<String, String> TABLES = Map.of(
            "config", "ObjectConfigNode",
            "control", "ObjectBgpRouter",
            "compute", "ObjectVRouter",
            "analytics", "ObjectCollectorInfo");

    private NodeStatus() {}

    /** {@return the UVE's type for a role} */
    static UveType type(String role) {
        return new UveType("NodeStatusUVE", "NodeStatus", TABLES.getOrDefault(role, "ObjectNode"));
    }

    /** {@return by role, what is to be told} */
    static Map<String, Uve> of(GeneratorName generator, List<Condition> conditions) {
        var uves = new TreeMap<String, Uve>();
        for (var condition : conditions) {
            uves.computeIfAbsent(condition.role(), role -> uve(generator, role, conditions));
        }
        return uves;
    }

    private static Uve uve(GeneratorName generator, String role, List<Condition> all) {
        var conditions =
                all.stream().filter(condition -> condition.role().equals(role)).toList();
        var unwell = conditions.stream()
                .filter(condition -> condition.level() != Level.OK)
                .map(condition -> condition.subject() + ": " + condition.detail())
                .toList();
        var process = Value.struct(
                "ProcessStatus",
                Field.of("module_id", 1, Value.string(generator.module())),
                Field.of("instance_id", 2, Value.string(generator.instance())),
                Field.of("state", 3, Value.string(unwell.isEmpty() ? "Functional" : "Non-Functional")),
                Field.of(
                        "connection_infos",
                        4,
                        Value.structs(
                                conditions.stream().map(NodeStatus::connection).toList())),
                Field.of("description", 5, Value.string(String.join("; ", unwell))));
        return new Uve(
                type(role),
                generator.source(),
                List.of(Field.of("process_status", 4, Value.structs(List.of(process)))
                        .with("aggtype", "union")));
    }

    private static Value connection(Condition condition) {
        return Value.struct(
                "ConnectionInfo",
                Field.of("type", 1, Value.string(condition.role())),
                Field.of("name", 2, Value.string(condition.subject())),
                Field.of("server_addrs", 3, Value.strings(List.of())),
                Field.of("status", 4, Value.string(word(condition.level()))),
                Field.of("description", 5, Value.string(condition.detail())),
                Field.of("since", 6, Value.u64(SandeshHeader.micros(condition.since()))));
    }

    private static String word(Level level) {
        return switch (level) {
            case OK -> "Up";
            case DEGRADED -> "Degraded";
            case FAILED -> "Down";
        };
    }
}
