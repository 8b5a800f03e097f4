package net.weftnet.config.ifmap.graph;

import net.weftnet.protocol.ifmap.Subject;

/**
 * Hashes of what a graph says, equal on every node. The sum over all elements is a checksum of the graph that does not
 * depend on order, and costs as much as what changes. It finds different graphs, not forged ones.
 */
final class Fingerprint {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Fingerprint() {}

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FACTOR;
            hash ^= hash >>> 29;
        }
        return mixed(hash);
    }

    /** {@return the hash of an element where it is}; a link has no direction. */
    static long of(Subject subject, Published metadata) {
        long place =
                switch (subject) {
                    case Subject.Node(var identifier) -> of(identifier.toString());
                    case Subject.Link(var first, var second) -> of(first.toString()) + of(second.toString()) + 1;
                };
        return mixed(place ^ mixed(metadata.fingerprint()));
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 30) * FACTOR;
        return mixed ^ mixed >>> 32;
    }
}
