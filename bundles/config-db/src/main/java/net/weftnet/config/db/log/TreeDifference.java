package net.weftnet.config.db.log;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DistinctNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * The smallest places at which two trees differ: what is equal, and above all what both share, is not looked into.
 *
 * @param path the place
 * @param before what the one tree has there; null when nothing
 * @param after what the other tree has there; null when nothing
 */
public record TreeDifference(
        YangInstanceIdentifier path, @Nullable NormalizedNode before, @Nullable NormalizedNode after) {

    /** {@return the differences below a place} */
    public static List<TreeDifference> between(
            YangInstanceIdentifier path, @Nullable NormalizedNode before, @Nullable NormalizedNode after) {
        var found = new ArrayList<TreeDifference>();
        collect(path, before, after, found);
        return found;
    }

    /** Makes the other tree from the one. */
    public static void apply(List<TreeDifference> differences, DataTreeModification tree) {
        for (var difference : differences) {
            if (difference.after == null) {
                tree.delete(difference.path);
            } else {
                tree.write(difference.path, difference.after);
            }
        }
    }

    /** {@return the same place, from the other tree to the one} */
    public TreeDifference inverse() {
        return new TreeDifference(path, after, before);
    }

    private static void collect(
            YangInstanceIdentifier path,
            @Nullable NormalizedNode before,
            @Nullable NormalizedNode after,
            List<TreeDifference> found) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (!isLookedInto(before, after)) {
            found.add(new TreeDifference(path, before, after));
            return;
        }
        var names = new LinkedHashSet<PathArgument>(names(before));
        names.addAll(names(after));
        for (var name : names) {
            collect(path.node(name), child(before, name), child(after, name), found);
        }
    }

    /** Lists and choices are nothing without what is in them, so their places are never written themselves. */
    private static boolean isLookedInto(@Nullable NormalizedNode before, @Nullable NormalizedNode after) {
        var some = before != null ? before : after;
        return some instanceof SystemMapNode
                || some instanceof ChoiceNode
                || before instanceof ContainerNode && after instanceof ContainerNode
                || before instanceof MapEntryNode && after instanceof MapEntryNode;
    }

    private static List<PathArgument> names(@Nullable NormalizedNode node) {
        return node instanceof DistinctNodeContainer<?, ?> container
                ? container.body().stream()
                        .<PathArgument>map(NormalizedNode::name)
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static @Nullable NormalizedNode child(@Nullable NormalizedNode node, PathArgument name) {
        return node instanceof DistinctNodeContainer<?, ?> container
                ? ((DistinctNodeContainer<PathArgument, NormalizedNode>) container).childByArg(name)
                : null;
    }
}
