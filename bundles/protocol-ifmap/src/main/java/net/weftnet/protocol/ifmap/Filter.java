package net.weftnet.protocol.ifmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A filter of {@code match-links}, {@code result-filter} or a publish's delete (IF-MAP 2.0 section 3.7.2.8): metadata
 * types joined by {@code or}, each with conditions on attributes:
 *
 * <pre>
 *   filter    = [ term { "or" term } ]        an empty filter matches nothing
 *   term      = name { "[" condition { "and" condition } "]" }
 *   name      = prefix ":" local | local | prefix ":*" | "*"
 *   condition = "@" attribute "=" quoted value
 * </pre>
 *
 * Parentheses, {@code not}, and conditions on child elements, which the standard also allows, are refused.
 *
 * @param text the filter as written
 * @param namespaces the prefixes it uses, and what they stand for
 */
public record Filter(String text, Map<String, String> namespaces, List<Term> terms) {

    public Filter {
        namespaces = Map.copyOf(namespaces);
        terms = List.copyOf(terms);
    }

    /** One alternative: a type, any part of which may be left open, and attributes that must have a value. */
    public record Term(Optional<String> namespace, Optional<String> localName, Map<String, String> attributes) {
        public Term {
            attributes = Map.copyOf(attributes);
        }

        boolean matches(Metadata metadata) {
            return (namespace.isEmpty()
                            || namespace.get().equals(metadata.type().namespace()))
                    && (localName.isEmpty()
                            || localName.get().equals(metadata.type().localName()))
                    && attributes.entrySet().stream().allMatch(attribute -> Optional.of(attribute.getValue())
                            .equals(metadata.element().attribute(attribute.getKey())));
        }
    }

    /** {@return whether any alternative matches} */
    public boolean matches(Metadata metadata) {
        for (var term : terms) {
            if (term.matches(metadata)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Parses a filter.
     *
     * @param declared prefix to namespace, as in scope where the filter is written
     * @throws IfmapException {@link ErrorCode#FAILURE} for bad syntax, an undeclared prefix or what is not supported
     */
    public static Filter parse(String text, Map<String, String> declared) throws IfmapException {
        return new Parser(text, declared).filter();
    }

    /** Recursive descent over the characters; one object per filter. */
    private static final class Parser {
        private final String text;
        private final Map<String, String> declared;
        private final Map<String, String> used = new LinkedHashMap<>();
        private int at;

        Parser(String text, Map<String, String> declared) {
            this.text = text;
            this.declared = declared;
        }

        Filter filter() throws IfmapException {
            var terms = new ArrayList<Term>();
            skipSpace();
            if (at < text.length()) {
                terms.add(term());
                while (at < text.length()) {
                    if (!takeWord("or")) {
                        throw bad("'or' expected");
                    }
                    terms.add(term());
                }
            }
            return new Filter(text, used, terms);
        }

        private Term term() throws IfmapException {
            var first = nameOrStar();
            Optional<String> namespace = Optional.empty();
            var local = first;
            if (take(':')) {
                var uri = declared.get(first);
                if (uri == null) {
                    throw bad("the prefix " + first + " is not declared");
                }
                used.put(first, uri);
                namespace = Optional.of(uri);
                local = nameOrStar();
            } else if (!first.equals("*")) {
                namespace = Optional.of("");
            }
            var attributes = new LinkedHashMap<String, String>();
            skipSpace();
            while (take('[')) {
                do {
                    condition(attributes);
                } while (takeWord("and"));
                require(']');
                skipSpace();
            }
            return new Term(namespace, local.equals("*") ? Optional.empty() : Optional.of(local), attributes);
        }

        private void condition(Map<String, String> attributes) throws IfmapException {
            skipSpace();
            require('@');
            var attribute = name();
            skipSpace();
            require('=');
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            int end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw bad("a quoted value expected");
            }
            var value = text.substring(at + 1, end);
            at = end + 1;
            if (!value.equals(attributes.getOrDefault(attribute, value))) {
                throw bad("two values for @" + attribute);
            }
            attributes.put(attribute, value);
            skipSpace();
        }

        private String nameOrStar() throws IfmapException {
            return take('*') ? "*" : name();
        }

        private String name() throws IfmapException {
            int start = at;
            while (at < text.length() && isNameCharacter(text.charAt(at))) {
                at++;
            }
            if (start == at) {
                throw bad("a name expected");
            }
            return text.substring(start, at);
        }

        private static boolean isNameCharacter(char c) {
            return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
        }

        private boolean takeWord(String word) {
            int end = at + word.length();
            boolean found = text.startsWith(word, at)
                    && end < text.length()
                    && !isNameCharacter(text.charAt(end))
                    && text.charAt(end) != ':';
            if (found) {
                at = end;
                skipSpace();
            }
            return found;
        }

        private boolean take(char c) {
            boolean found = at < text.length() && text.charAt(at) == c;
            at += found ? 1 : 0;
            return found;
        }

        private void require(char c) throws IfmapException {
            if (!take(c)) {
                throw bad("'" + c + "' expected");
            }
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private IfmapException bad(String why) {
            return new IfmapException(
                    ErrorCode.FAILURE, "Bad or unsupported filter '" + text + "' at " + at + ": " + why);
        }
    }
}
