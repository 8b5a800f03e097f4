package net.weftnet.protocol.ifmap;

import java.util.Map;

/**
 * A filter of {@code match-links}, {@code result-filter} or a publish's delete (IF-MAP 2.0 section 3.7.2.8): the subset of
 * XPath that says which metadata elements are meant. {@link FilterParser} has the grammar.
 *
 * <p>Two filters are equal if they are written the same with prefixes that stand for the same.
 */
public final class Filter {
    private final String text;
    private final Map<String, String> namespaces;
    private final Test test;

    /** What a filter comes to. */
    interface Test {
        boolean matches(MetadataElement metadata);
    }

    /** A filter as parsed. */
    Filter(String text, Map<String, String> namespaces, Test test) {
        this.text = text;
        this.namespaces = Map.copyOf(namespaces);
        this.test = test;
    }

    /**
     * Parses a filter.
     *
     * @param declared prefix to namespace, as in scope where the filter is written
     * @throws IfmapException {@link ErrorCode#FAILURE} for bad syntax, an undeclared prefix or a filter that is too long
     */
    public static Filter parse(String text, Map<String, String> declared) throws IfmapException {
        return new FilterParser(text, declared).filter();
    }

    /** {@return the filter as written} */
    public String text() {
        return text;
    }

    /** {@return the prefixes it uses, and what they stand for} */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    /** {@return whether a metadata element is meant} */
    public boolean matches(MetadataElement metadata) {
        return test.matches(metadata);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter && text.equals(filter.text) && namespaces.equals(filter.namespaces);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
