package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.config.access.nacm.Rule.Step;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;

/**
 * The paths of the rules as a tree. A step is looked up by the name of its node and the values of its keys, so that
 * entering an entry costs the same however many entries, and rules for other entries, there are.
 */
final class PathTrie {
    private final List<Rule> rules = new ArrayList<>();

    private final Map<QName, Map<Set<QName>, Map<Map<QName, String>, PathTrie>>> children = new HashMap<>();

    void add(List<Step> path, Rule rule) {
        var node = this;
        for (var step : path) {
            node = node.children
                    .computeIfAbsent(step.node(), _ -> new HashMap<>())
                    .computeIfAbsent(step.keys().keySet(), _ -> new HashMap<>())
                    .computeIfAbsent(step.keys(), _ -> new PathTrie());
        }
        node.rules.add(rule);
    }

    /** Adds to the result what a step of the data leads to from here. */
    void enter(PathArgument step, List<PathTrie> reached) {
        var byKeys = children.get(step.getNodeType());
        if (byKeys == null) {
            return;
        }
        byKeys.forEach((keys, byValues) -> {
            var values = values(step, keys);
            var next = values.size() == keys.size() ? byValues.get(values) : null;
            if (next != null) {
                reached.add(next);
            }
        });
    }

    private static Map<QName, String> values(PathArgument step, Set<QName> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return switch (step) {
            case NodeIdentifierWithPredicates entry ->
                keys.stream()
                        .filter(entry.keySet()::contains)
                        .collect(Collectors.toMap(key -> key, key -> String.valueOf(entry.getValue(key))));
            case NodeWithValue<?> value -> Map.of(value.getNodeType(), String.valueOf(value.getValue()));
            default -> Map.of();
        };
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** {@return the rules whose path ends here} */
    List<Rule> rules() {
        return rules;
    }
}
