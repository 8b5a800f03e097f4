package net.weftnet.config.transformer.intent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;

/**
 * Data of the intent, read by local names; all nodes of the intent are of one module. Choices are looked through: their
 * nodes are as if they were directly in the data around.
 *
 * @param node what is read
 */
public record Data(DataContainerNode node) {
    /** Names are few and are made once, for each of the two modules. */
    private static final Map<QNameModule, Map<String, NodeIdentifier>> NAMES = new ConcurrentHashMap<>();

    /** {@return the value of a leaf as text} */
    public Optional<String> text(String leaf) {
        return child(leaf) instanceof LeafNode<?> found
                ? Optional.of(found.body().toString())
                : Optional.empty();
    }

    /** {@return the value of a leaf that the object must have} */
    public String required(String leaf) {
        return text(leaf).orElseThrow(() -> new IllegalStateException("There is no " + leaf + " in " + node.name()));
    }

    /** {@return the value of a numeric leaf, or another one when there is none} */
    public long number(String leaf, long otherwise) {
        return child(leaf) instanceof LeafNode<?> found ? ((Number) found.body()).longValue() : otherwise;
    }

    /** {@return whether a boolean leaf is true; an absent one is false} */
    public boolean flag(String leaf) {
        return child(leaf) instanceof LeafNode<?> found && Boolean.TRUE.equals(found.body());
    }

    /** {@return the values of a leaf-list, or of a leaf, in their order} */
    public List<String> texts(String leafList) {
        return switch (child(leafList)) {
            case LeafSetNode<?> leafs ->
                leafs.body().stream().map(leaf -> leaf.body().toString()).toList();
            case LeafNode<?> leaf -> List.of(leaf.body().toString());
            case null, default -> List.of();
        };
    }

    /** {@return a container} */
    public Optional<Data> container(String name) {
        return child(name) instanceof DataContainerNode found ? Optional.of(new Data(found)) : Optional.empty();
    }

    /** {@return the entries of a list, in their order} */
    public List<Data> list(String name) {
        return switch (child(name)) {
            case MapNode entries -> all(entries.body());
            case UnkeyedListNode entries -> all(entries.body());
            case null, default -> List.of();
        };
    }

    private static List<Data> all(Collection<? extends DataContainerNode> entries) {
        return entries.stream().map(Data::new).toList();
    }

    /** {@return the names in the keys of a list that is keyed by references} */
    public List<String> references(String list) {
        return list(list).stream().map(entry -> entry.required("fq-name")).toList();
    }

    private @Nullable NormalizedNode child(String name) {
        var module = node.name().getNodeType().getModule();
        return child(
                node,
                NAMES.computeIfAbsent(module, _ -> new ConcurrentHashMap<>())
                        .computeIfAbsent(name, one -> new NodeIdentifier(QName.create(module, one))));
    }

    private static @Nullable NormalizedNode child(DataContainerNode around, NodeIdentifier name) {
        var direct = around.childByArg(name);
        if (direct != null) {
            return direct;
        }
        for (var child : around.body()) {
            if (child instanceof ChoiceNode choice) {
                var inner = child(choice, name);
                if (inner != null) {
                    return inner;
                }
            }
        }
        return null;
    }
}
