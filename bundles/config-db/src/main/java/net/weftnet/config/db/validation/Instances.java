package net.weftnet.config.db.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodes;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.meta.EffectiveStatement;
import org.opendaylight.yangtools.yang.model.api.stmt.RequireInstanceEffectiveStatement;
import org.opendaylight.yangtools.yang.model.api.stmt.TypeEffectiveStatement;
import org.opendaylight.yangtools.yang.model.api.type.InstanceIdentifierTypeDefinition;

/**
 * Keeps which nodes are named by leafs of the type {@code instance-identifier}, and finds those that name nothing (RFC 7950
 * section 9.13), whichever of the two has changed.
 */
final class Instances {

    /** The node that some leafs name. */
    private record Target(YangInstanceIdentifier path) {}

    private final Set<SchemaNode> leafs;
    private final Journal journal;

    Instances(SchemaNode root, Journal journal) {
        leafs = new HashSet<>();
        find(root, leafs);
        this.journal = journal;
    }

    private static void find(SchemaNode node, Set<SchemaNode> into) {
        for (var child : node.children().values()) {
            if (child.statement() instanceof TypedDataSchemaNode leaf
                    && leaf.getType() instanceof InstanceIdentifierTypeDefinition type
                    && isRequired(leaf, type)) {
                into.add(child);
            }
            find(child, into);
        }
    }

    /** Without a word an instance is required, though OpenDaylight's type says that it is not. */
    private static boolean isRequired(TypedDataSchemaNode leaf, InstanceIdentifierTypeDefinition type) {
        return type.requireInstance()
                || leaf instanceof EffectiveStatement<?, ?> statement
                        && statement
                                .findFirstEffectiveSubstatement(TypeEffectiveStatement.class)
                                .flatMap(one -> one.findFirstEffectiveSubstatementArgument(
                                        RequireInstanceEffectiveStatement.class))
                                .isEmpty();
    }

    /** {@return whether there are no such leafs} */
    boolean isEmpty() {
        return leafs.isEmpty();
    }

    /** {@return what names nothing after some changes, of which this takes notice} */
    List<Violation> update(List<Change> changes, @Nullable NormalizedNode now) {
        if (leafs.isEmpty()) {
            return List.of();
        }
        for (var change : changes) {
            if (leafs.contains(change.schema())) {
                note(change);
            }
        }
        var violations = new ArrayList<Violation>();
        for (var change : changes) {
            var after = change.after();
            if (after == null) {
                for (var leaf : journal.get(new Target(change.any().path()))) {
                    violations.add(
                            Violation.instance((DataNode) leaf, change.any().place() + " is named by it"));
                }
            } else if (leafs.contains(after.schema())
                    && after.value() instanceof YangInstanceIdentifier target
                    && (now == null || NormalizedNodes.findNode(now, target).isEmpty())) {
                violations.add(Violation.instance(after, "there is no such node"));
            }
        }
        return violations;
    }

    private void note(Change change) {
        if (change.before() != null && change.before().value() instanceof YangInstanceIdentifier target) {
            journal.remove(new Target(target), change.before());
        }
        if (change.after() != null && change.after().value() instanceof YangInstanceIdentifier target) {
            journal.add(new Target(target), change.after());
        }
    }
}
