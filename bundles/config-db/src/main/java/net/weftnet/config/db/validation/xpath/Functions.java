package net.weftnet.config.db.validation.xpath;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.xpath.XPathExpressionException;
import net.weftnet.config.db.validation.xpath.Evaluator.Frame;
import net.weftnet.config.db.validation.xpath.Value.Nodes;
import net.weftnet.config.db.validation.xpath.Value.Number;
import net.weftnet.config.db.validation.xpath.Value.Text;
import net.weftnet.config.db.validation.xpath.Value.Truth;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.IdentitySchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.xpath.api.YangExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFunction;
import org.opendaylight.yangtools.yang.xpath.api.YangFunctionCallExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLiteralExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangQNameExpr;

/** The functions of XPath 1.0 section 4 and of RFC 7950 section 10. */
final class Functions {
    private static final Map<QName, YangFunction> BY_NAME = Stream.of(YangFunction.values())
            .collect(Collectors.toMap(YangFunction::getIdentifier, Function.identity()));

    private final Evaluator evaluator;
    private final Map<QName, IdentitySchemaNode> identities = new HashMap<>();
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    Functions(EffectiveModelContext modules, Evaluator evaluator) {
        this.evaluator = evaluator;
        for (var module : modules.getModules()) {
            module.getIdentities().forEach(identity -> identities.put(identity.getQName(), identity));
        }
    }

    static YangFunction named(QName name) {
        var function = BY_NAME.get(name);
        if (function == null) {
            throw new IllegalArgumentException("No function of YANG: " + name.getLocalName());
        }
        return function;
    }

    Value call(YangFunctionCallExpr call, Frame frame) {
        var function = named(call.getName());
        var arguments = call.getArguments();
        return switch (function) {
            case CURRENT -> new Nodes(List.of(frame.current()));
            case DEREF -> new Nodes(Leafrefs.targets(nodes(arguments.getFirst(), frame), evaluator));
            case COUNT -> new Number(nodes(arguments.getFirst(), frame).size());
            case SUM ->
                new Number(nodes(arguments.getFirst(), frame).stream()
                        .mapToDouble(node -> Value.number(node.text()))
                        .sum());
            case POSITION -> new Number(frame.position());
            case LAST -> new Number(frame.size());
            case LOCAL_NAME, NAME ->
                new Text(one(arguments, frame)
                        .filter(node -> !node.schema().isRoot())
                        .map(node -> node.schema().name().getLocalName())
                        .findFirst()
                        .orElse(""));
            case NAMESPACE_URI ->
                new Text(one(arguments, frame)
                        .filter(node -> !node.schema().isRoot())
                        .map(node -> node.schema().name().getNamespace().toString())
                        .findFirst()
                        .orElse(""));
            case TRUE -> new Truth(true);
            case FALSE -> new Truth(false);
            case NOT -> new Truth(!value(arguments, 0, frame).truth());
            case BOOLEAN -> new Truth(value(arguments, 0, frame).truth());
            case NUMBER -> new Number(orSelf(arguments, frame).number());
            case FLOOR -> new Number(Math.floor(value(arguments, 0, frame).number()));
            case CEILING -> new Number(Math.ceil(value(arguments, 0, frame).number()));
            case ROUND -> new Number(Math.floor(value(arguments, 0, frame).number() + 0.5));
            case DERIVED_FROM -> new Truth(isDerived(arguments, frame, false));
            case DERIVED_FROM_OR_SELF -> new Truth(isDerived(arguments, frame, true));
            case ENUM_VALUE -> new Number(enumValue(nodes(arguments.getFirst(), frame)));
            case BIT_IS_SET ->
                new Truth(nodes(arguments.getFirst(), frame).stream()
                        .limit(1)
                        .anyMatch(node ->
                                node.value() instanceof Set<?> bits && bits.contains(text(arguments, 1, frame))));
            case RE_MATCH -> new Truth(matches(text(arguments, 0, frame), text(arguments, 1, frame), frame));
            default -> string(function, arguments, frame);
        };
    }

    private Value string(YangFunction function, List<YangExpr> arguments, Frame frame) {
        return switch (function) {
            case STRING -> new Text(orSelf(arguments, frame).text());
            case CONCAT ->
                new Text(arguments.stream()
                        .map(argument -> evaluator.evaluate(argument, frame).text())
                        .collect(Collectors.joining()));
            case CONTAINS -> new Truth(text(arguments, 0, frame).contains(text(arguments, 1, frame)));
            case STARTS_WITH -> new Truth(text(arguments, 0, frame).startsWith(text(arguments, 1, frame)));
            case STRING_LENGTH -> {
                var text = orSelf(arguments, frame).text();
                yield new Number(text.codePointCount(0, text.length()));
            }
            case NORMALIZE_SPACE ->
                new Text(orSelf(arguments, frame).text().strip().replaceAll("[ \t\r\n]+", " "));
            case SUBSTRING_BEFORE -> {
                var text = text(arguments, 0, frame);
                yield new Text(text.substring(0, Math.max(0, text.indexOf(text(arguments, 1, frame)))));
            }
            case SUBSTRING_AFTER -> {
                var part = text(arguments, 1, frame);
                var text = text(arguments, 0, frame);
                int at = text.indexOf(part);
                yield new Text(at < 0 ? "" : text.substring(at + part.length()));
            }
            case SUBSTRING -> new Text(substring(arguments, frame));
            case TRANSLATE ->
                new Text(translate(text(arguments, 0, frame), text(arguments, 1, frame), text(arguments, 2, frame)));
            default -> throw new IllegalArgumentException(function + " has no meaning in YANG");
        };
    }

    private List<DataNode> nodes(YangExpr argument, Frame frame) {
        return evaluator.nodes(argument, frame);
    }

    private Value value(List<YangExpr> arguments, int index, Frame frame) {
        return evaluator.evaluate(arguments.get(index), frame);
    }

    private String text(List<YangExpr> arguments, int index, Frame frame) {
        return value(arguments, index, frame).text();
    }

    private Value orSelf(List<YangExpr> arguments, Frame frame) {
        return arguments.isEmpty() ? new Nodes(List.of(frame.node())) : value(arguments, 0, frame);
    }

    private Stream<DataNode> one(List<YangExpr> arguments, Frame frame) {
        return arguments.isEmpty()
                ? Stream.of(frame.node())
                : nodes(arguments.getFirst(), frame).stream().limit(1);
    }

    private String substring(List<YangExpr> arguments, Frame frame) {
        var points = text(arguments, 0, frame).codePoints().toArray();
        double from = Math.floor(value(arguments, 1, frame).number() + 0.5);
        double to = arguments.size() < 3
                ? Double.POSITIVE_INFINITY
                : from + Math.floor(value(arguments, 2, frame).number() + 0.5);
        var cut = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            if (i + 1 >= from && i + 1 < to) {
                cut.appendCodePoint(points[i]);
            }
        }
        return cut.toString();
    }

    private static String translate(String text, String from, String to) {
        return text.chars()
                .filter(c -> from.indexOf(c) < to.length())
                .map(c -> from.indexOf(c) < 0 ? c : to.charAt(from.indexOf(c)))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private boolean isDerived(List<YangExpr> arguments, Frame frame, boolean orSelf) {
        var base = identity(arguments.get(1), frame);
        return nodes(arguments.getFirst(), frame).stream()
                .anyMatch(node -> node.value() instanceof QName identity
                        && (orSelf && identity.equals(base)
                                || ancestors(identity).contains(base)));
    }

    private static QName identity(YangExpr argument, Frame frame) {
        var whole = frame.whole();
        try {
            return switch (argument) {
                case YangQNameExpr name -> Equality.resolve(name.getQName(), frame.namespace());
                case YangLiteralExpr literal
                when !literal.getLiteral().contains(":") -> QName.create(frame.namespace(), literal.getLiteral());
                case YangLiteralExpr literal
                when whole != null ->
                    Equality.resolve(whole.interpretAsQName(literal).getQName(), frame.namespace());
                default -> throw new IllegalArgumentException("Not the name of an identity: " + argument);
            };
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException("Not the name of an identity: " + argument, e);
        }
    }

    private Set<QName> ancestors(QName identity) {
        var found = new HashSet<QName>();
        var known = identities.get(identity);
        if (known != null) {
            for (var base : known.getBaseIdentities()) {
                found.add(base.getQName());
                found.addAll(ancestors(base.getQName()));
            }
        }
        return found;
    }

    /** Patterns of modules are few, and kept. */
    private boolean matches(String text, String pattern, Frame frame) {
        var budget = frame.budget();
        if (budget == null) {
            return patterns.computeIfAbsent(pattern, one -> Pattern.compile(javaPattern(one)))
                    .matcher(text)
                    .matches();
        }
        budget.spend(pattern.length());
        return Pattern.compile(javaPattern(pattern))
                .matcher(budget.metered(text))
                .matches();
    }

    /** In XML Schema, ^ and $ are characters like others, except for ^ at the start of a class. */
    private static String javaPattern(String pattern) {
        var java = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                java.append(c);
                i++;
            } else if (c == '$' || c == '^' && (i == 0 || pattern.charAt(i - 1) != '[')) {
                java.append('\\');
            }
            java.append(pattern.charAt(i));
        }
        return java.toString();
    }

    private static double enumValue(List<DataNode> nodes) {
        if (nodes.isEmpty()
                || !(nodes.getFirst().schema().statement() instanceof LeafSchemaNode leaf)
                || !(leaf.getType() instanceof EnumTypeDefinition type)) {
            return Double.NaN;
        }
        var text = nodes.getFirst().text();
        return type.getValues().stream()
                .filter(pair -> pair.getName().equals(text))
                .mapToDouble(EnumTypeDefinition.EnumPair::getValue)
                .findFirst()
                .orElse(Double.NaN);
    }
}
