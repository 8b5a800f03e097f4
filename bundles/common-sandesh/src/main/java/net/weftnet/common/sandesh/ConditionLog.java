package net.weftnet.common.sandesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.runtime.api.Health.Condition;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.Value;

/**
 * Tells each change of a condition of the node as an event, in the log of the node: that a BGP peer or an agent's session
 * came or went, for example. Its reporter's thread only.
 */
final class ConditionLog {
    static final String MESSAGE = "NodeConditionLog";

    private final GeneratorName generator;
    private Map<Subject, Condition> before = Map.of();

    private record Subject(String role, String subject) {}

    ConditionLog(GeneratorName generator) {
        this.generator = generator;
    }

    /** {@return what changed since the look before} */
    List<LogMessage> since(List<Condition> conditions) {
        var events = new ArrayList<LogMessage>();
        var now = new HashMap<Subject, Condition>();
        for (var condition : conditions) {
            var subject = new Subject(condition.role(), condition.subject());
            now.put(subject, condition);
            var old = Optional.ofNullable(before.get(subject));
            if (old.isEmpty() || old.get().level() != condition.level()) {
                events.add(event(
                        condition,
                        old.map(was -> was.level().name()).orElse(""),
                        condition.level().name()));
            }
        }
        before.forEach((subject, old) -> {
            if (!now.containsKey(subject)) {
                events.add(event(old, old.level().name(), ""));
            }
        });
        before = now;
        return events;
    }

    /** A state that is empty is that of something that is not there. */
    private LogMessage event(Condition condition, String from, String to) {
        var level =
                switch (to) {
                    case "FAILED" -> Level.ERROR;
                    case "DEGRADED" -> Level.WARNING;
                    default -> Level.NOTICE;
                };
        return new LogMessage(
                MESSAGE,
                level,
                condition.role(),
                List.of(
                        Field.of("node", 1, Value.string(generator.source()))
                                .with("key", NodeStatus.type(condition.role()).table()),
                        Field.of("role", 2, Value.string(condition.role())),
                        Field.of("subject", 3, Value.string(condition.subject())),
                        Field.of("from", 4, Value.string(from)),
                        Field.of("to", 5, Value.string(to)),
                        Field.of("detail", 6, Value.string(condition.detail()))));
    }
}
