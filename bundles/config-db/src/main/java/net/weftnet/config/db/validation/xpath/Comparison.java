package net.weftnet.config.db.validation.xpath;

import net.weftnet.config.db.validation.xpath.Value.Nodes;
import net.weftnet.config.db.validation.xpath.Value.Number;
import net.weftnet.config.db.validation.xpath.Value.Text;
import net.weftnet.config.db.validation.xpath.Value.Truth;
import org.opendaylight.yangtools.yang.xpath.api.YangBinaryOperator;

/** Comparisons of XPath 1.0 section 3.4: with a set of nodes, one of them has to fit. */
final class Comparison {

    private Comparison() {}

    static boolean holds(YangBinaryOperator operator, Value left, Value right) {
        if (left instanceof Nodes(var nodes) && !(right instanceof Truth)) {
            return nodes.stream().anyMatch(node -> holds(operator, new Text(node.text()), right));
        }
        if (right instanceof Nodes(var nodes) && !(left instanceof Truth)) {
            return nodes.stream().anyMatch(node -> holds(operator, left, new Text(node.text())));
        }
        return switch (operator) {
            case EQUALS -> areEqual(left, right);
            case NOT_EQUALS -> !areEqual(left, right);
            case GT -> left.number() > right.number();
            case GTE -> left.number() >= right.number();
            case LT -> left.number() < right.number();
            case LTE -> left.number() <= right.number();
            default -> throw new IllegalArgumentException("No comparison: " + operator);
        };
    }

    private static boolean areEqual(Value left, Value right) {
        if (left instanceof Truth || right instanceof Truth) {
            return left.truth() == right.truth();
        }
        return left instanceof Number || right instanceof Number
                ? left.number() == right.number()
                : left.text().equals(right.text());
    }
}
