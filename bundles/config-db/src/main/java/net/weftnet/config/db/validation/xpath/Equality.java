package net.weftnet.config.db.validation.xpath;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opendaylight.yangtools.yang.common.AbstractQName;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.xpath.api.YangBinaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangBinaryOperator;
import org.opendaylight.yangtools.yang.xpath.api.YangExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFunction;
import org.opendaylight.yangtools.yang.xpath.api.YangFunctionCallExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLiteralExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath.QNameStep;
import org.opendaylight.yangtools.yang.xpath.api.YangNaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangNaryOperator;
import org.opendaylight.yangtools.yang.xpath.api.YangPathExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathAxis;

/**
 * A predicate that says a leaf of an entry has a value which does not depend on the entry, as in
 * {@code port[name = current()/../peer]}. It lets the entry be looked up, and tells whom a change of the entry concerns.
 *
 * @param leaf the leaf of the entry
 * @param source what its value is compared with: a literal, or a path from {@code current()}
 */
record Equality(QName leaf, YangExpr source) {

    static List<Equality> all(Collection<YangExpr> predicates, QNameModule namespace) {
        if (predicates.stream().anyMatch(Equality::isPositional)) {
            return List.of();
        }
        return predicates.stream()
                .flatMap(Equality::conjuncts)
                .flatMap(expression -> of(expression, namespace).stream())
                .toList();
    }

    /** Then the other entries matter, too. */
    private static boolean isPositional(YangExpr predicate) {
        return switch (predicate) {
            case YangNaryExpr nary -> nary.getExpressions().stream().anyMatch(Equality::isPositional);
            case YangBinaryExpr binary ->
                switch (binary.getOperator()) {
                    case EQUALS, NOT_EQUALS, GT, GTE, LT, LTE ->
                        asksPosition(binary.getLeftExpr()) || asksPosition(binary.getRightExpr());
                    default -> true;
                };
            case YangLocationPath _, YangPathExpr _ -> false;
            default -> true;
        };
    }

    private static boolean asksPosition(YangExpr side) {
        return !(side instanceof YangLocationPath || side instanceof YangPathExpr || isFixed(side));
    }

    private static Stream<YangExpr> conjuncts(YangExpr predicate) {
        return predicate instanceof YangNaryExpr nary && nary.getOperator() == YangNaryOperator.AND
                ? nary.getExpressions().stream().flatMap(Equality::conjuncts)
                : Stream.of(predicate);
    }

    private static Optional<Equality> of(YangExpr predicate, QNameModule namespace) {
        if (!(predicate instanceof YangBinaryExpr binary) || binary.getOperator() != YangBinaryOperator.EQUALS) {
            return Optional.empty();
        }
        return of(binary.getLeftExpr(), binary.getRightExpr(), namespace)
                .or(() -> of(binary.getRightExpr(), binary.getLeftExpr(), namespace));
    }

    private static Optional<Equality> of(YangExpr leaf, YangExpr source, QNameModule namespace) {
        return isFixed(source)
                        && leaf instanceof YangLocationPath.Relative path
                        && path.getSteps().size() == 1
                        && path.getSteps().getFirst() instanceof QNameStep step
                        && step.getAxis() == YangXPathAxis.CHILD
                        && step.getPredicates().isEmpty()
                ? Optional.of(new Equality(resolve(step.getQName(), namespace), source))
                : Optional.empty();
    }

    private static boolean isFixed(YangExpr source) {
        return switch (source) {
            case YangLiteralExpr _ -> true;
            case YangPathExpr path -> isFixed(path.getFilterExpr());
            case YangFunctionCallExpr call -> call.getName().equals(YangFunction.CURRENT.getIdentifier());
            default -> false;
        };
    }

    /** Names without a prefix are in the module of the node that the expression belongs to (RFC 7950 section 6.4.1). */
    static QName resolve(AbstractQName name, QNameModule namespace) {
        return name instanceof QName resolved ? resolved : QName.create(namespace, name.getLocalName());
    }
}
