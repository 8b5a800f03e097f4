package net.weftnet.common.xml;

/**
 * Bounds of a document from outside; passing one is an {@link XmlException}.
 *
 * @param depth elements inside one another, at most
 * @param elements elements in one document, at most
 * @param characters characters of text and attribute values in one document, at most
 */
public record XmlLimits(int depth, int elements, long characters) {

    /** For one message of a peer: depth 64, 1,000,000 elements, 64 Mi characters. */
    public static final XmlLimits MESSAGE = new XmlLimits(64, 1_000_000, 64L << 20);
}
