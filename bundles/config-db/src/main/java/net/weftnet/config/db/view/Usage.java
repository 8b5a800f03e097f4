package net.weftnet.config.db.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;

/**
 * What somebody may have a limited number of.
 *
 * @param holder the project or domain that the limit is of
 * @param limit the name of the limit, which is the leaf in {@code quota} or {@code domain-limits} of the holder
 */
public record Usage(ObjectKey holder, String limit) {
    private static final String PROJECT = "project";
    private static final String DOMAIN = "domain";

    /** What of an object is counted one by one, besides the object itself. */
    private static final Map<String, Part> PARTS = Map.of(
            "security-group", new Part("security-group-rule", List.of("security-group-entries", "policy-rule")),
            "virtual-network", new Part("subnet", List.of("network-ipam", "ipam-subnets")));

    private static final Set<String> OF_DOMAIN = Set.of(PROJECT, "virtual-network", "security-group");

    private record Part(String limit, List<String> steps) {}

    /** {@return how much an object uses of what} */
    public static Map<Usage, Integer> of(ObjectType type, YangInstanceIdentifier path, DataContainerNode object) {
        var used = new HashMap<Usage, Integer>();
        var around = names(path);
        if (around.domain() != null && OF_DOMAIN.contains(type.name())) {
            used.put(new Usage(new ObjectKey(DOMAIN, around.domain()), type.name() + "-limit"), 1);
        }
        project(type, around, object).ifPresent(project -> {
            var holder = new ObjectKey(PROJECT, project);
            used.put(new Usage(holder, type.name()), 1);
            var part = PARTS.get(type.name());
            if (part != null) {
                used.put(new Usage(holder, part.limit()), count(type, object, part.steps(), 0));
            }
        });
        return used;
    }

    /** The domain and project that a path goes through. */
    private record Around(@Nullable String domain, @Nullable String project) {}

    private static Around names(YangInstanceIdentifier path) {
        String domain = null;
        String project = null;
        for (var step : path.getPathArguments()) {
            if (step instanceof NodeIdentifierWithPredicates entry) {
                var list = entry.getNodeType().getLocalName();
                var name = String.valueOf(entry.values().iterator().next());
                if (domain == null && list.equals(DOMAIN)) {
                    domain = name;
                } else if (domain != null && project == null && list.equals(PROJECT)) {
                    project = domain + ':' + name;
                } else {
                    break;
                }
            }
        }
        return new Around(domain, project);
    }

    /**
     * The project that an object counts for: the one that uses it, where it says so (a floating-ip), else the one it is in,
     * and else that of the network or port it is for (an instance-ip).
     */
    private static Optional<String> project(ObjectType type, Around around, DataContainerNode object) {
        if (type.name().equals(PROJECT)) {
            return Optional.empty();
        }
        return reference(type, object, PROJECT)
                .or(() -> Optional.ofNullable(around.project()))
                .or(() -> reference(type, object, "virtual-network")
                        .or(() -> reference(type, object, "virtual-machine-interface"))
                        .flatMap(Usage::projectOf));
    }

    private static Optional<String> reference(ObjectType type, DataContainerNode object, String name) {
        return type.reference(name)
                .map(reference -> object.childByArg(
                        new NodeIdentifier(reference.path().steps().getFirst())))
                .flatMap(found -> switch (found) {
                    case LeafNode<?> leaf -> Optional.of(String.valueOf(leaf.body()));
                    case LeafSetNode<?> leaves ->
                        leaves.body().stream()
                                .map(leaf -> String.valueOf(leaf.body()))
                                .findFirst();
                    default -> Optional.<String>empty();
                });
    }

    private static Optional<String> projectOf(String fqName) {
        var names = fqName.split(":", 3);
        return names.length == 3 ? Optional.of(names[0] + ':' + names[1]) : Optional.empty();
    }

    private static int count(ObjectType type, DataContainerNode around, List<String> steps, int depth) {
        var child = around.childByArg(new NodeIdentifier(QName.create(type.qname(), steps.get(depth))));
        boolean isLast = depth == steps.size() - 1;
        return switch (child) {
            case MapNode list when isLast -> list.size();
            case MapNode list ->
                list.body().stream()
                        .mapToInt(entry -> count(type, entry, steps, depth + 1))
                        .sum();
            case DataContainerNode inner when !isLast -> count(type, inner, steps, depth + 1);
            case null, default -> 0;
        };
    }
}
