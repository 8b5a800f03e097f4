package net.weftnet.protocol.ifmap;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/**
 * One metadata element of an identifier or link (IF-MAP 2.0 section 3.3).
 *
 * @param element the element as written, self-contained: it declares every namespace it uses
 */
public record Metadata(QualifiedName type, Cardinality cardinality, XmlElement element) implements MetadataElement {

    /** {@return this element as published: with who published it, and when} */
    public Metadata published(String publisherId, Instant time) {
        return new Metadata(
                type,
                cardinality,
                element.withAttribute(IfmapNames.PUBLISHER_ID, publisherId)
                        .withAttribute(
                                IfmapNames.TIMESTAMP,
                                time.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** {@return who published it, once it is published} */
    public Optional<String> publisherId() {
        return element.attribute(IfmapNames.PUBLISHER_ID);
    }

    /** {@return whether it says the same as another, no matter who published it when} */
    public boolean saysTheSameAs(Metadata other) {
        return type.equals(other.type)
                && element.text().equals(other.element.text())
                && element.children().equals(other.element.children());
    }

    @Override
    public String toString() {
        return element.toString();
    }
}
