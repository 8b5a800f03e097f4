package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.transformer.api.Explanations.Cause;
import net.weftnet.config.transformer.api.Explanations.Explanation;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.engine.DerivationGraph;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.Input;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.intent.Names;

/** Follows an entry back to the objects that it is derived from. */
final class Explainer {
    private final DerivationGraph graph;
    private final Contributions contributions;
    private final History history;

    Explainer(DerivationGraph graph, Contributions contributions, History history) {
        this.graph = graph;
        this.contributions = contributions;
        this.history = history;
    }

    Optional<Explanation> why(Key key, OptionalInt rule) {
        var entry = contributions.entry(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        var objects = new LinkedHashMap<ObjectKey, IntentObject>();
        var rules = new ArrayList<String>();
        for (var origin : contributions.origins(key)) {
            rules.add(graph.ruleName(origin));
            for (var input : graph.explain(origin)) {
                if (input instanceof Input.OfObject(String type, String fqName)) {
                    graph.intent().object(type, fqName).ifPresent(object -> objects.put(object.key(), object));
                }
            }
        }
        if (rule.isPresent()) {
            var name = ruleName(new Data(entry.get().data()), rule.getAsInt());
            if (name.isEmpty()) {
                return Optional.empty();
            }
            keepThoseOfRule(objects, key, name.get());
        }
        return Optional.of(new Explanation(rules, history.of(key), causes(objects)));
    }

    private List<Cause> causes(Map<ObjectKey, IntentObject> objects) {
        return objects.keySet().stream()
                .map(key -> new Cause(key.type(), key.fqName(), history.of(key)))
                .toList();
    }

    private static Optional<String> ruleName(Data list, int number) {
        var rules = list.container("access-control-list-entries")
                .map(entries -> entries.list("acl-rule"))
                .orElse(List.of());
        return number < 1 || number > rules.size()
                ? Optional.empty()
                : Optional.of(rules.get(number - 1).text("rule-uuid").orElse(""));
    }

    /** Of a rule, the causes are what the list belongs to and the policy that has the rule; a rule nobody wrote has none. */
    private static void keepThoseOfRule(Map<ObjectKey, IntentObject> objects, Key list, String rule) {
        var owner = Names.parent(list.fqName());
        objects.values().removeIf(object -> !object.fqName().equals(owner) && !hasRule(object, rule));
    }

    private static boolean hasRule(IntentObject object, String rule) {
        return object.data().container(object.key().type() + "-entries").stream()
                .flatMap(entries -> entries.list("policy-rule").stream())
                .anyMatch(one -> one.text("rule-uuid").equals(Optional.of(rule)));
    }
}
