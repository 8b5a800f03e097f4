package net.weftnet.protocol.ifmap;

/** What a metadata element is attached to: one identifier, or the link between two. */
public sealed interface Subject {

    /** An identifier. */
    record Node(Identifier identifier) implements Subject {}

    /** A link. It has no direction, but the two ends are kept in the order written. */
    record Link(Identifier first, Identifier second) implements Subject {}
}
