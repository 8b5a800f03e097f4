package net.weftnet.config.access.nacm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;

/** RFC 8341 section 3.4.5 by the letter: for each node, one rule after the other. */
record NaiveRules(List<One> rules, Set<Operation> defaults) {

    /** A rule; the steps of its path are names, each with the value of the key or null for any. */
    record One(@Nullable String module, @Nullable List<Step> path, Set<Operation> operations, boolean isPermit) {}

    record Step(String name, @Nullable String key) {}

    boolean permits(Operation operation, List<PathArgument> path) {
        var module = path.getLast().getNodeType().getModule().equals(TestModules.TEST) ? "acl-test" : "acl-more";
        for (var rule : rules) {
            if (rule.operations().contains(operation)
                    && (rule.module() == null || rule.module().equals(module))
                    && (rule.path() == null || covers(rule.path(), path))) {
                return rule.isPermit();
            }
        }
        if (path.stream().anyMatch(step -> is(step, "secret"))) {
            return false;
        }
        if (operation != Operation.READ && path.stream().anyMatch(step -> is(step, "careful"))) {
            return false;
        }
        return defaults.contains(operation);
    }

    private static boolean is(PathArgument step, String name) {
        return step.getNodeType().getLocalName().equals(name);
    }

    private static boolean covers(List<Step> rule, List<PathArgument> path) {
        if (rule.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < rule.size(); i++) {
            var key = rule.get(i).key();
            if (!is(path.get(i), rule.get(i).name()) || key != null && !key.equals(key(path.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String key(PathArgument step) {
        return switch (step) {
            case NodeIdentifierWithPredicates entry ->
                String.valueOf(entry.values().iterator().next());
            case NodeWithValue<?> value -> String.valueOf(value.getValue());
            default -> "";
        };
    }

    boolean isVisible(List<PathArgument> path) {
        for (int depth = 1; depth <= path.size(); depth++) {
            if (!permits(Operation.READ, path.subList(0, depth)) && !isKey(path, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKey(List<PathArgument> path, int depth) {
        return depth > 1
                && path.get(depth - 2) instanceof NodeIdentifierWithPredicates entry
                && entry.keySet().contains(path.get(depth - 1).getNodeType());
    }

    boolean permitsChange(NormalizedNode before, NormalizedNode after) {
        var was = nodes(before);
        var is = nodes(after);
        for (var node : is.entrySet()) {
            if (!was.containsKey(node.getKey())) {
                if (!isStructure(node.getKey()) && !permits(Operation.CREATE, node.getKey())) {
                    return false;
                }
            } else if (!was.get(node.getKey()).equals(node.getValue()) && !permits(Operation.UPDATE, node.getKey())) {
                return false;
            }
        }
        return was.keySet().stream()
                .filter(path -> !is.containsKey(path) && !isStructure(path))
                .allMatch(path -> permits(Operation.DELETE, path));
    }

    private static boolean isStructure(List<PathArgument> path) {
        return is(path.getLast(), "top") || is(path.getLast(), "inner");
    }

    /** {@return every node with its value, which is empty for what is no leaf} */
    static Map<List<PathArgument>, Object> nodes(NormalizedNode root) {
        var found = new LinkedHashMap<List<PathArgument>, Object>();
        collect(root, List.of(), found);
        return found;
    }

    private static void collect(NormalizedNode node, List<PathArgument> around, Map<List<PathArgument>, Object> found) {
        var path = new ArrayList<>(around);
        if (!(node instanceof MapNode || node instanceof LeafSetNode<?> || node instanceof ChoiceNode)) {
            path.add(node.name());
            found.put(List.copyOf(path), node instanceof LeafNode<?> leaf ? leaf.body() : "");
        }
        if (node instanceof NormalizedNodeContainer<?> container) {
            container.body().forEach(child -> collect(child, path, found));
        }
    }
}
