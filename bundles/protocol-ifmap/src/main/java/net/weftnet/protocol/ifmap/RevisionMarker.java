package net.weftnet.protocol.ifmap;

import java.util.OptionalLong;
import net.weftnet.common.xml.XmlElement;

/**
 * Weftnet's one addition to Contrail's graph: which revision of the configuration it shows. The marker is metadata
 * {@code weft:revision} of the root identifier and changes with each revision. A client that has read a poll result with a
 * marker to its end has the whole of that revision; clients that do not know it pass over it as over any metadata.
 *
 * <pre>{@code <weft:revision xmlns:weft="urn:weftnet:ifmap" ifmap-cardinality="singleValue">42</weft:revision>}</pre>
 */
public final class RevisionMarker {
    /** The namespace of Weftnet's own metadata. */
    public static final String NAMESPACE = "urn:weftnet:ifmap";

    private static final QualifiedName TYPE = new QualifiedName(NAMESPACE, "revision");

    private RevisionMarker() {}

    /** {@return the marker of a revision} */
    public static Metadata of(long revision) {
        var element = XmlElement.ofText("weft:revision", Long.toString(revision))
                .withAttribute("xmlns:weft", TYPE.namespace())
                .withAttribute(IfmapNames.CARDINALITY, Cardinality.SINGLE_VALUE.wireName());
        return new Metadata(TYPE, Cardinality.SINGLE_VALUE, element);
    }

    /** {@return the revision, if the metadata is a marker} */
    public static OptionalLong revision(Metadata metadata) {
        if (!metadata.type().equals(TYPE)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(metadata.element().text()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
