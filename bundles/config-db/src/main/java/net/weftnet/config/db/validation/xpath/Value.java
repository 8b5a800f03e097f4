package net.weftnet.config.db.validation.xpath;

import java.math.BigDecimal;
import java.util.List;

/** One of the four types of XPath 1.0, with their conversions (its sections 4.2 to 4.4). */
public sealed interface Value {

    /** A set of nodes, in order. */
    record Nodes(List<DataNode> nodes) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** A number. */
    record Number(double value) implements Value {}

    /** A truth value. */
    record Truth(boolean value) implements Value {}

    default String text() {
        return switch (this) {
            case Nodes(var nodes) -> nodes.isEmpty() ? "" : nodes.getFirst().text();
            case Text(var text) -> text;
            case Number(var number) -> text(number);
            case Truth(var truth) -> Boolean.toString(truth);
        };
    }

    default double number() {
        return switch (this) {
            case Nodes _ -> number(text());
            case Text(var text) -> number(text);
            case Number(var number) -> number;
            case Truth(var truth) -> truth ? 1 : 0;
        };
    }

    default boolean truth() {
        return switch (this) {
            case Nodes(var nodes) -> !nodes.isEmpty();
            case Text(var text) -> !text.isEmpty();
            case Number(var number) -> number != 0 && !Double.isNaN(number);
            case Truth(var truth) -> truth;
        };
    }

    private static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return number == 0 ? "0" : new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    /** {@return the number a text is; not a number when it is none. XPath knows no exponents and no plus} */
    static double number(String text) {
        var digits = text.strip();
        return digits.matches("-?(\\d+(\\.\\d*)?|\\.\\d+)") ? Double.parseDouble(digits) : Double.NaN;
    }
}
