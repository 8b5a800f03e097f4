package net.weftnet.protocol.ifmap;

import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/**
 * Weftnet's addition to Contrail's graph: which revision of the configuration it shows. The marker is metadata
 * {@code weft:revision} of the root identifier and changes with each revision. It is the last thing that a result tells: a
 * client that has read it has the whole of that revision. Clients that do not know it pass over it as over any metadata.
 *
 * <pre>{@code
 * <weft:revision xmlns:weft="urn:weftnet:ifmap" ifmap-cardinality="singleValue" sum="7c0f…">42</weft:revision>
 * }</pre>
 *
 * @param revision the number of the commit
 * @param sum a checksum of the whole graph, so that who has one revision can go on with the next one of another server only
 *     if both mean the same; opaque, empty if the server gives none
 */
public record RevisionMarker(long revision, String sum) {
    /** The namespace of Weftnet's own metadata and attributes. */
    public static final String NAMESPACE = "urn:weftnet:ifmap";

    static final String PREFIX = "weft";

    private static final QualifiedName TYPE = new QualifiedName(NAMESPACE, "revision");

    /** {@return the marker as metadata} */
    public Metadata metadata() {
        var element = XmlElement.ofText(PREFIX + ":" + TYPE.localName(), Long.toString(revision))
                .withAttribute("xmlns:" + PREFIX, NAMESPACE)
                .withAttribute(IfmapNames.CARDINALITY, Cardinality.SINGLE_VALUE.wireName())
                .withAttribute(IfmapNames.SUM, sum);
        return new Metadata(TYPE, Cardinality.SINGLE_VALUE, element);
    }

    /** {@return the marker, if the metadata is one} */
    public static Optional<RevisionMarker> of(Metadata metadata) {
        return metadata.type().equals(TYPE)
                ? parse(
                        metadata.element().text(),
                        metadata.element().attribute(IfmapNames.SUM).orElse(""))
                : Optional.empty();
    }

    static Optional<RevisionMarker> parse(String revision, String sum) {
        try {
            return Optional.of(new RevisionMarker(Long.parseLong(revision), sum));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
