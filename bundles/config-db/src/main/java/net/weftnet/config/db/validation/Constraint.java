package net.weftnet.config.db.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.Dependencies;
import net.weftnet.config.db.validation.xpath.Dependencies.Dependency;
import net.weftnet.config.db.validation.xpath.Evaluator;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathExpression;

/**
 * A {@code must} or {@code when} of one kind of node.
 *
 * @param on the kind of node that the statement is about
 * @param context the kind of node that the expression starts from: the same, or the parent for a {@code when} of a case,
 *     an augment or a uses (RFC 7950 section 7.21.5)
 * @param guards conditions without which a node that is not stored does not exist, and has not to fulfil this
 */
record Constraint(
        Kind kind,
        SchemaNode on,
        SchemaNode context,
        YangXPathExpression expression,
        String text,
        Optional<String> message,
        Optional<String> appTag,
        List<Constraint> guards) {

    enum Kind {
        MUST,
        WHEN
    }

    private QNameModule namespace() {
        return on.name().getModule();
    }

    /** {@return the kinds of nodes it looks at; anchors are depths above or at {@link #on}} */
    Set<Dependency> dependencies() {
        return Dependencies.of(expression.getRootExpr(), context, namespace());
    }

    boolean holds(DataNode node, Evaluator evaluator) {
        return evaluator
                .evaluate(expression, namespace(), node.ancestor(context.depth()))
                .truth();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
