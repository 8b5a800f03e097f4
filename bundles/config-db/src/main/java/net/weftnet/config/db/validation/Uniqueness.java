package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.weftnet.config.db.validation.UniqueRule.Key;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;

/** Keeps a hash index of the values that have to be unique, and finds who takes one that is taken. */
final class Uniqueness {
    private record Entries(@Nullable DataNode before, @Nullable DataNode after) {}

    private final Map<SchemaNode, List<UniqueRule>> rules = new HashMap<>();
    private final Journal journal;

    Uniqueness(List<UniqueRule> rules, Journal journal) {
        this.journal = journal;
        for (var rule : rules) {
            rule.looksAt().forEach(kind -> this.rules
                    .computeIfAbsent(kind, _ -> new ArrayList<>())
                    .add(rule));
        }
    }

    /** {@return violations among the entries that changed, after the index is brought up to date} */
    List<Violation> update(List<Change> changes) {
        var touched = new LinkedHashMap<Object, Entries>();
        for (var change : changes) {
            for (var rule : rules.getOrDefault(change.schema(), List.of())) {
                int depth = rule.list().depth();
                var before = change.before() == null ? null : change.before().ancestor(depth);
                var after = change.after() == null ? null : change.after().ancestor(depth);
                var place = (after != null ? after : change.any().ancestor(depth)).place();
                touched.merge(
                        List.of(rule, place),
                        new Entries(before, after),
                        (one, two) -> new Entries(
                                one.before() != null ? one.before() : two.before(),
                                one.after() != null ? one.after() : two.after()));
            }
        }
        touched.forEach((of, entries) ->
                key(of, entries.before()).ifPresent(key -> journal.remove(key, ((List<?>) of).getLast())));
        var violations = new ArrayList<Violation>();
        touched.forEach((of, entries) -> {
            var key = key(of, entries.after());
            if (key.isPresent() && entries.after() != null) {
                journal.add(key.get(), ((List<?>) of).getLast());
                if (journal.get(key.get()).size() > 1) {
                    violations.add(violation(key.get(), entries.after()));
                }
            }
        });
        return violations;
    }

    private static Optional<Key> key(Object of, @Nullable DataNode entry) {
        return entry == null ? Optional.empty() : ((UniqueRule) ((List<?>) of).getFirst()).key(entry);
    }

    private static Violation violation(Key key, DataNode entry) {
        var values = key.values().stream().collect(Collectors.joining(" and "));
        return Violation.unique(entry, key.rule().names() + " " + values + " is taken by another entry of the list");
    }
}
