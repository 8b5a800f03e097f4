package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.DataNode.Place;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateNode;
import org.opendaylight.yangtools.yang.data.tree.api.ModificationType;

/** Finds what differs between two trees, node by node, led by the candidate so that the cost follows the change. */
final class Changes {
    private final Set<SchemaNode> watched;
    private final boolean isWatchedOnly;
    private final List<Change> found = new ArrayList<>();

    private Changes(Set<SchemaNode> watched, boolean isWatchedOnly) {
        this.watched = watched;
        this.isWatchedOnly = isWatchedOnly;
    }

    /**
     * {@return what differs}
     *
     * @param watched kinds of which nodes that are only implied are told, too; of the others nobody wants to know
     */
    static List<Change> of(DataTreeCandidateNode candidate, DataNode before, DataNode after, Set<SchemaNode> watched) {
        var changes = new Changes(watched, false);
        changes.led(candidate, before, after);
        return changes.found;
    }

    /** {@return what differs among the watched kinds and what these are in} */
    static List<Change> ofWatched(
            DataTreeCandidateNode candidate, DataNode before, DataNode after, Set<SchemaNode> watched) {
        var changes = new Changes(watched, true);
        changes.led(candidate, before, after);
        return changes.found;
    }

    /** {@return all of a tree, as if it were new} */
    static List<Change> everything(DataNode root, Set<SchemaNode> watched) {
        var changes = new Changes(watched, false);
        changes.compare(null, root);
        return changes.found;
    }

    private void led(DataTreeCandidateNode candidate, DataNode before, DataNode after) {
        note(before, after);
        for (var child : candidate.childNodes()) {
            if (child.modificationType() == ModificationType.UNMODIFIED) {
                continue;
            }
            var name = child.name().getNodeType();
            var kind = before.schema().children().get(name);
            if (kind == null) {
                // A choice: another case may have been chosen, which takes defaults along.
                before.schema().children().values().stream()
                        .filter(one -> isIn(name, one))
                        .forEach(one -> compare(one, before, after));
            } else {
                led(child, kind, before, after);
            }
        }
    }

    private static boolean isIn(QName choice, SchemaNode kind) {
        return kind.branches().stream()
                .limit(1)
                .anyMatch(branch -> branch.choice().getQName().equals(choice));
    }

    private boolean isPassedOver(SchemaNode kind) {
        return isWatchedOnly && !watched.contains(kind);
    }

    private void led(DataTreeCandidateNode child, SchemaNode kind, DataNode before, DataNode after) {
        if (isPassedOver(kind)) {
            return;
        }
        boolean isInside = child.modificationType() == ModificationType.SUBTREE_MODIFIED;
        if (isInside && (child.dataAfter() instanceof MapNode || child.dataAfter() instanceof LeafSetNode<?>)) {
            for (var entry : child.childNodes()) {
                if (entry.modificationType() != ModificationType.UNMODIFIED) {
                    one(
                            entry,
                            before.child(kind, entry.name()).orElse(null),
                            after.child(kind, entry.name()).orElse(null));
                }
            }
        } else if (isInside && child.name() instanceof NodeIdentifier) {
            one(
                    child,
                    before.children(kind).stream().findFirst().orElse(null),
                    after.children(kind).stream().findFirst().orElse(null));
        } else {
            compare(kind, before, after);
        }
    }

    private void one(DataTreeCandidateNode candidate, @Nullable DataNode before, @Nullable DataNode after) {
        if (candidate.modificationType() == ModificationType.SUBTREE_MODIFIED && before != null && after != null) {
            led(candidate, before, after);
        } else {
            compare(before, after);
        }
    }

    private void compare(SchemaNode kind, @Nullable DataNode before, @Nullable DataNode after) {
        if (isPassedOver(kind)) {
            return;
        }
        var was = before == null ? null : before.holder(kind);
        var is = after == null ? null : after.holder(kind);
        if (was == is && (was != null || !watched.contains(kind))) {
            return;
        }
        if (before == null) {
            if (after != null) {
                after.children(kind).forEach(node -> compare(null, node));
            }
            return;
        }
        var rest = byPlace(kind, after);
        byPlace(kind, before).forEach((place, node) -> compare(node, rest.remove(place)));
        rest.values().forEach(node -> compare(null, node));
    }

    private static Map<Place, DataNode> byPlace(SchemaNode kind, @Nullable DataNode parent) {
        var nodes = new LinkedHashMap<Place, DataNode>();
        if (parent != null) {
            parent.children(kind).forEach(node -> nodes.put(node.place(), node));
        }
        return nodes;
    }

    private void compare(@Nullable DataNode before, @Nullable DataNode after) {
        if (before == null && after == null
                || before != null && after != null && before.data() != null && before.data() == after.data()) {
            return;
        }
        note(before, after);
        var schema = new Change(before, after).schema();
        schema.children().values().forEach(kind -> compare(kind, before, after));
    }

    private void note(@Nullable DataNode before, @Nullable DataNode after) {
        if (before == null
                || after == null
                || before.isStored() != after.isStored()
                || !before.text().equals(after.text())) {
            found.add(new Change(before, after));
        }
    }
}
