package net.weftnet.protocol.ifmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.common.xml.XmlElement;

/**
 * Parses filters by recursive descent; one object per filter.
 *
 * <pre>
 *   filter    = [ any ]                                   an empty filter matches nothing
 *   any       = all { "or" all }
 *   all       = one { "and" one }
 *   one       = "not" "(" any ")" | "(" any ")" | leaf
 *   leaf      = type { "[" any "]" } | "[" any "]"        among metadata types
 *             | value [ ( "=" | "!=" ) quoted ]           within brackets
 *   type      = prefix ":" local | local | prefix ":*" | "*"
 *   value     = { child "/" } ( child | "@" attribute | "text()" | "." )
 * </pre>
 *
 * A value without comparison asks whether there is such a thing; with one, whether any of them compares so, as in XPath.
 * Children and attributes are recognised by local name, since clients differ in whether they qualify them.
 */
final class FilterParser {
    /** The longest filter, in characters. */
    private static final int LONGEST = 8192;
    /** How deep parentheses and brackets may be inside one another. */
    private static final int DEEPEST = 32;

    private final FilterScanner scanner;
    private final Map<String, String> declared;
    private final Map<String, String> used = new LinkedHashMap<>();
    private int depth;

    FilterParser(String text, Map<String, String> declared) {
        scanner = new FilterScanner(text);
        this.declared = declared;
    }

    Filter filter() throws IfmapException {
        if (scanner.text().length() > LONGEST) {
            throw new IfmapException(ErrorCode.FAILURE, "A filter of more than " + LONGEST + " characters");
        }
        if (scanner.atEnd()) {
            return new Filter(scanner.text(), Map.of(), _ -> false);
        }
        var test = any(this::type);
        if (!scanner.atEnd()) {
            throw scanner.bad("'or' or 'and' expected");
        }
        return new Filter(scanner.text(), used, test);
    }

    /** Parses what stands between {@code or}, {@code and}, {@code not} and parentheses. */
    private interface Leaf {
        Filter.Test parse() throws IfmapException;
    }

    private Filter.Test any(Leaf leaf) throws IfmapException {
        var alternatives = new ArrayList<>(List.of(all(leaf)));
        while (scanner.takeWord("or")) {
            alternatives.add(all(leaf));
        }
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : metadata -> {
                    for (var alternative : alternatives) {
                        if (alternative.matches(metadata)) {
                            return true;
                        }
                    }
                    return false;
                };
    }

    private Filter.Test all(Leaf leaf) throws IfmapException {
        var test = one(leaf);
        while (scanner.takeWord("and")) {
            var left = test;
            var right = one(leaf);
            test = metadata -> left.matches(metadata) && right.matches(metadata);
        }
        return test;
    }

    private Filter.Test one(Leaf leaf) throws IfmapException {
        if (scanner.takeCall("not")) {
            var inner = nested(leaf, ')');
            return metadata -> !inner.matches(metadata);
        }
        return scanner.take('(') ? nested(leaf, ')') : leaf.parse();
    }

    private Filter.Test nested(Leaf leaf, char end) throws IfmapException {
        if (++depth > DEEPEST) {
            throw scanner.bad("nested deeper than " + DEEPEST);
        }
        var inner = any(leaf);
        scanner.require(end);
        depth--;
        return inner;
    }

    private Filter.Test type() throws IfmapException {
        var test = scanner.peek() == '[' ? (Filter.Test) _ -> true : typeName();
        while (scanner.take('[')) {
            var outer = test;
            var inner = nested(this::condition, ']');
            test = metadata -> outer.matches(metadata) && inner.matches(metadata);
        }
        return test;
    }

    private Filter.Test typeName() throws IfmapException {
        var first = scanner.nameOrStar();
        Optional<String> namespace = first.equals("*") ? Optional.empty() : Optional.of("");
        var local = first;
        if (scanner.takeColon()) {
            namespace = Optional.of(uri(first));
            local = scanner.nameOrStar();
        }
        return named(namespace, local.equals("*") ? Optional.empty() : Optional.of(local));
    }

    private static Filter.Test named(Optional<String> namespace, Optional<String> local) {
        return metadata -> (namespace.isEmpty()
                        || namespace.get().equals(metadata.type().namespace()))
                && (local.isEmpty() || local.get().equals(metadata.type().localName()));
    }

    private String uri(String prefix) throws IfmapException {
        var uri = declared.get(prefix);
        if (uri == null) {
            throw scanner.bad("the prefix " + prefix + " is not declared");
        }
        used.put(prefix, uri);
        return uri;
    }

    private Filter.Test condition() throws IfmapException {
        var value = value();
        Predicate<String> compared = _ -> true;
        if (scanner.take('=')) {
            var literal = scanner.quoted();
            compared = literal::equals;
        } else if (scanner.take('!')) {
            scanner.require('=');
            var literal = scanner.quoted();
            compared = other -> !literal.equals(other);
        }
        var wanted = compared;
        return metadata -> value.of(List.of(metadata.element())).stream().anyMatch(wanted);
    }

    /** A path from some elements to texts. */
    private interface Value {
        List<String> of(List<XmlElement> elements);
    }

    private Value value() throws IfmapException {
        if (scanner.take('@')) {
            var attribute = localName();
            return elements -> attributes(elements, attribute);
        }
        if (scanner.take('.')) {
            return FilterParser::texts;
        }
        if (scanner.takeCall("text")) {
            scanner.require(')');
            return FilterParser::texts;
        }
        var child = localName();
        Value rest = scanner.take('/') ? value() : FilterParser::texts;
        return elements -> rest.of(elements.stream()
                .flatMap(element -> element.children(child).stream())
                .toList());
    }

    private static List<String> texts(List<XmlElement> elements) {
        return elements.stream().map(XmlElement::text).toList();
    }

    private static List<String> attributes(List<XmlElement> elements, String localName) {
        var values = new ArrayList<String>();
        for (var element : elements) {
            element.attributes().forEach((name, value) -> {
                if (name.substring(name.indexOf(':') + 1).equals(localName) && !name.startsWith("xmlns")) {
                    values.add(value);
                }
            });
        }
        return values;
    }

    private String localName() throws IfmapException {
        var name = scanner.name();
        if (scanner.takeColon()) {
            uri(name);
            return scanner.name();
        }
        return name;
    }
}
