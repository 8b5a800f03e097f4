package net.weftnet.common.xml;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few attributes of an element in document order: names and values in one array. There is one for each of millions of
 * elements, so it is small, and looking through it is as fast as hashing.
 */
final class OrderedAttributes extends AbstractMap<String, String> {
    private final String[] namesAndValues;

    private OrderedAttributes(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    static Map<String, String> copyOf(Map<String, String> attributes) {
        if (attributes instanceof OrderedAttributes || attributes.isEmpty()) {
            return attributes.isEmpty() ? Map.of() : attributes;
        }
        var pairs = new String[2 * attributes.size()];
        int end = 0;
        for (var attribute : attributes.entrySet()) {
            pairs[end++] = attribute.getKey();
            pairs[end++] = attribute.getValue();
        }
        return new OrderedAttributes(pairs);
    }

    /** {@return these attributes with one more at the end, or another value for it where it is} */
    static Map<String, String> with(Map<String, String> attributes, String name, String value) {
        var old = copyOf(attributes) instanceof OrderedAttributes ordered ? ordered.namesAndValues : new String[0];
        int at = 0;
        while (at < old.length && !old[at].equals(name)) {
            at += 2;
        }
        var pairs = Arrays.copyOf(old, Math.max(old.length, at + 2));
        pairs[at] = name;
        pairs[at + 1] = value;
        return new OrderedAttributes(pairs);
    }

    @Override
    public int size() {
        return namesAndValues.length / 2;
    }

    @Override
    public @Nullable String get(Object name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return OrderedAttributes.this.size();
            }

            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, String>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < namesAndValues.length;
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry(namesAndValues[next - 2], namesAndValues[next - 1]);
        }
    }
}
