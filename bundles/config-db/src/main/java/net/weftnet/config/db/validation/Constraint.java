package net.weftnet.config.db.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.Dependencies;
import net.weftnet.config.db.validation.xpath.Dependencies.Dependency;
import net.weftnet.config.db.validation.xpath.Evaluator;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraint;
import org.opendaylight.yangtools.yang.model.api.ElementCountConstraintAware;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathExpression;

/**
 * A {@code must} or {@code when} of one kind of node, or what a {@code when} makes mandatory.
 *
 * @param on the kind of node that the statement is about; for what is mandatory, the one it has to be in
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
        WHEN,
        /** A mandatory node, or a list with a least number of entries, that has a condition of its own: the context. */
        REQUIRED
    }

    private QNameModule namespace() {
        return (kind == Kind.REQUIRED ? context : on).name().getModule();
    }

    /** {@return the kinds of nodes it looks at; anchors are depths above or at {@link #on}} */
    Set<Dependency> dependencies() {
        var all = Dependencies.of(expression.getRootExpr(), context, namespace());
        if (kind != Kind.REQUIRED) {
            return all;
        }
        // What is looked up is looked up by a node that may not be there, so by all that it could be in.
        return Stream.concat(
                        Stream.of(new Dependency(context, on.depth(), null)),
                        all.stream().map(one -> new Dependency(one.on(), Math.min(one.anchor(), on.depth()), null)))
                .collect(Collectors.toSet());
    }

    /** {@return how many nodes there have to be, where this is about what is mandatory} */
    int minimum() {
        return context.statement() instanceof ElementCountConstraintAware counted
                ? counted.getElementCountConstraint()
                        .map(ElementCountConstraint::getMinElements)
                        .orElse(0)
                : 1;
    }

    boolean holds(DataNode node, Evaluator evaluator) {
        if (kind == Kind.REQUIRED) {
            return !node.isInChosenCase(context)
                    || node.children(context).size() >= minimum()
                    || !evaluator
                            .evaluate(expression, namespace(), node.placeholder(context))
                            .truth();
        }
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
