package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;

/**
 * The rules of a security-logging-object: its own, and those of the policies and security groups that it refers to. A
 * reference that names no rules is about all of them, at the rate of the object.
 */
final class LoggedRules implements Producer {
    static final String TYPE = "security-logging-object";
    static final String RULES = "security-logging-object-rules";
    private static final List<String> SOURCES = List.of("network-policy", "security-group");
    private static final long USUAL_RATE = 100;

    @Override
    public String type() {
        return TYPE;
    }

    /** {@return whether the rules of an object are more than what is written in it} */
    static boolean hasSources(Data object) {
        return SOURCES.stream().anyMatch(type -> !object.list(type).isEmpty());
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var object = scope.object(TYPE, of).map(IntentObject::data).orElseThrow();
        if (!hasSources(object)) {
            return List.of();
        }
        var rates = new TreeMap<String, Long>();
        long rate = object.number("security-logging-object-rate", USUAL_RATE);
        object.container(RULES).ifPresent(rules -> add(rules.list("rule"), rate, rates));
        for (var type : SOURCES) {
            for (var source : object.list(type)) {
                var named = source.list("rule");
                add(named.isEmpty() ? all(type, source.required("fq-name"), scope) : named, rate, rates);
            }
        }
        return List.of(EntryBuilder.of(TYPE, of)
                .child(CompiledNodes.container(RULES, List.of(list(rates))))
                .build());
    }

    private static List<Data> all(String type, String name, Scope scope) {
        return scope.object(type, name)
                .flatMap(one -> one.data().container(type + "-entries"))
                .map(entries -> entries.list("policy-rule"))
                .orElse(List.of());
    }

    private static void add(List<Data> rules, long rate, Map<String, Long> rates) {
        for (var rule : rules) {
            rule.text("rule-uuid").ifPresent(uuid -> rates.putIfAbsent(uuid, rule.number("rate", rate)));
        }
    }

    private static DataContainerChild list(Map<String, Long> rates) {
        return CompiledNodes.keyedList(
                "rule",
                "rule-uuid",
                rates.entrySet().stream()
                        .map(one -> List.of(
                                CompiledNodes.leaf("rule-uuid", one.getKey()),
                                CompiledNodes.leaf("rate", Uint32.valueOf(one.getValue()))))
                        .toList());
    }
}
