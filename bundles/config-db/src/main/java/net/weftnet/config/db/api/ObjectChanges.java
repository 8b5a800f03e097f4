package net.weftnet.config.db.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateNode;
import org.opendaylight.yangtools.yang.data.tree.api.ModificationType;

/** Finds the objects that a change of the tree concerns. The cost follows the change, not the tree. */
public final class ObjectChanges {
    private final List<ObjectChange> changes = new ArrayList<>();

    private ObjectChanges() {}

    /** {@return the objects that differ in anything but the objects inside them, outer before inner} */
    public static List<ObjectChange> of(DataTreeCandidate change, ConfigSchema schema) {
        var root = schema.container().getQName();
        var config = change.getRootNode().modifiedChild(new NodeIdentifier(root));
        var found = new ObjectChanges();
        if (config != null) {
            found.collect(config, schema.topLevel(), YangInstanceIdentifier.of(root), "");
        }
        return found.changes;
    }

    private void collect(
            DataTreeCandidateNode around, List<ObjectType> types, YangInstanceIdentifier path, String enclosing) {
        for (var type : types) {
            var node = around.modifiedChild(new NodeIdentifier(type.qname()));
            if (node == null || node.modificationType() == ModificationType.UNMODIFIED) {
                continue;
            }
            var nodePath = path.node(type.qname());
            if (type.key().isEmpty()) {
                collectObject(node, type, nodePath, type.fqName(enclosing, type.singletonName()));
                continue;
            }
            var key = type.key().get();
            for (var entry : node.childNodes()) {
                var name = Objects.requireNonNull(((NodeIdentifierWithPredicates) entry.name()).getValue(key));
                collectObject(entry, type, nodePath.node(entry.name()), type.fqName(enclosing, name.toString()));
            }
        }
    }

    private void collectObject(
            DataTreeCandidateNode node, ObjectType type, YangInstanceIdentifier path, String fqName) {
        if (node.modificationType() == ModificationType.UNMODIFIED) {
            return;
        }
        var before = (@Nullable DataContainerNode) node.dataBefore();
        var after = (@Nullable DataContainerNode) node.dataAfter();
        if (before == null ^ after == null || before != null && isChanged(node, type)) {
            changes.add(new ObjectChange(type, new ObjectKey(type.name(), fqName), path, before, after));
        }
        collect(node, type.children(), path, fqName);
    }

    private static boolean isChanged(DataTreeCandidateNode object, ObjectType type) {
        return object.childNodes().stream()
                .filter(child -> type.children().stream()
                        .noneMatch(inner -> inner.qname().equals(child.name().getNodeType())))
                .anyMatch(ObjectChanges::isChanged);
    }

    private static boolean isChanged(DataTreeCandidateNode node) {
        return switch (node.modificationType()) {
            case UNMODIFIED -> false;
            case WRITE, DELETE -> !Objects.equals(node.dataBefore(), node.dataAfter());
            case SUBTREE_MODIFIED, APPEARED, DISAPPEARED ->
                node.childNodes().stream().anyMatch(ObjectChanges::isChanged);
        };
    }
}
