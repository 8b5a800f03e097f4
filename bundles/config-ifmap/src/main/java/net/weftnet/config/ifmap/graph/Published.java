package net.weftnet.config.ifmap.graph;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.protocol.ifmap.Cardinality;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.MetadataElement;
import net.weftnet.protocol.ifmap.QualifiedName;

/**
 * A metadata element in the store: XML already, since it is told more often than it is looked into.
 *
 * @param content what tells it from others of its type, if it is multi-valued; else empty
 * @param fingerprint a hash of what it says, no matter who published it when
 * @param xml the element, with who published it and when
 */
public record Published(QualifiedName type, Cardinality cardinality, String content, long fingerprint, String xml)
        implements MetadataElement {
    private static final XmlLimits OWN = new XmlLimits(128, Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final String PUBLISHER = "ifmap-publisher-id";
    private static final String TIME = "ifmap-timestamp";

    /** {@return the element as someone published it}, whatever it says itself about publisher and time. */
    public static Published of(Metadata metadata, String publisherId, Instant time) {
        var element = withoutStamp(metadata.element());
        var xml = element.toString();
        var out = new StringBuilder(xml.length() + 100);
        int afterName = 1 + element.name().length();
        out.append(xml, 0, afterName).append(' ').append(PUBLISHER).append("=\"");
        XmlElement.escape(publisherId, out);
        out.append("\" ")
                .append(TIME)
                .append("=\"")
                .append(time.truncatedTo(ChronoUnit.SECONDS))
                .append('"')
                .append(xml, afterName, xml.length());
        return new Published(
                metadata.type(), metadata.cardinality(), content(metadata), Fingerprint.of(xml), out.toString());
    }

    private static XmlElement withoutStamp(XmlElement element) {
        if (element.attribute(PUBLISHER).isEmpty() && element.attribute(TIME).isEmpty()) {
            return element;
        }
        var attributes = new LinkedHashMap<>(element.attributes());
        attributes.remove(PUBLISHER);
        attributes.remove(TIME);
        return new XmlElement(element.name(), attributes, element.text(), element.children());
    }

    private static String content(Metadata metadata) {
        if (metadata.cardinality() == Cardinality.SINGLE_VALUE) {
            return "";
        }
        var out = new StringBuilder();
        XmlElement.escape(metadata.element().text(), out);
        metadata.element().children().forEach(child -> child.appendTo(out));
        return out.toString();
    }

    MetadataKey key() {
        return new MetadataKey(type, content);
    }

    /** {@inheritDoc} It is read from the XML again, since hardly any filter has conditions on content. */
    @Override
    public XmlElement element() {
        try {
            return XmlReader.read(xml, OWN);
        } catch (XmlException e) {
            throw new IllegalStateException("Not what was written: " + xml, e);
        }
    }

    @Override
    public String toString() {
        return xml;
    }
}
