package net.weftnet.common.xml;

import org.jspecify.annotations.Nullable;

/**
 * Makes equal short strings the same one: names, types, enumerated values and time stamps, of which a graph has millions and
 * few different ones. What is remembered is bounded, and forgotten for whatever comes to the same slot, so it never matters
 * what a peer sends; threads may overwrite each other's entries, since it is equal which of two equal strings is used.
 */
final class SharedStrings {
    /** Longer texts are mostly names and numbers of single objects. */
    static final int LONGEST_TEXT = 16;

    /** Values of attributes are also time stamps and names of namespaces. */
    static final int LONGEST_VALUE = 48;

    private static final int SLOTS = 1 << 12;
    private static final @Nullable String[] KNOWN = new String[SLOTS];

    private SharedStrings() {}

    /** {@return an equal string} */
    static String of(String text, int longest) {
        if (text.length() > longest) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        var known = KNOWN[slot];
        if (known != null && known.equals(text)) {
            return known;
        }
        KNOWN[slot] = text;
        return text;
    }
}
