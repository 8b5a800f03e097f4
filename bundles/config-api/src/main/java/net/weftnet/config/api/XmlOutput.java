package net.weftnet.config.api;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.codec.xml.XmlCodec;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** Writes data as XML (RFC 7950). Lists are their entries, one after the other. */
final class XmlOutput implements DataOutput {

    /** The namespace of the attribute of RFC 6243 section 6. */
    private static final String TAG = "urn:ietf:params:xml:ns:netconf:default:1.0";

    private static final String TAG_PREFIX = "wd";

    private final DatabindContext databind;
    private final SchemaInferenceStack at;
    private final XMLStreamWriter xml;
    private final Deque<XMLNamespace> namespaces = new ArrayDeque<>();

    /**
     * Writes elements into one that is open.
     *
     * @param at the place in the schema of what is being written, which the writer's user keeps up to date
     * @param outside a name in the namespace of the element around
     */
    XmlOutput(DatabindContext databind, SchemaInferenceStack at, XMLStreamWriter xml, QName outside) {
        this.databind = databind;
        this.at = at;
        this.xml = xml;
        namespaces.push(outside.getNamespace());
    }

    private void begin(QName name) throws IOException {
        try {
            var namespace = name.getNamespace();
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, name.getLocalName(), namespace.toString());
            if (!namespace.equals(namespaces.element())) {
                xml.writeDefaultNamespace(namespace.toString());
            }
            namespaces.push(namespace);
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private void end() throws IOException {
        try {
            xml.writeEndElement();
            namespaces.pop();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static IOException failed(XMLStreamException e) {
        return new IOException("The data cannot be written as XML", e);
    }

    @Override
    public void beginContainer(QName name) throws IOException {
        begin(name);
    }

    @Override
    public void endContainer() throws IOException {
        end();
    }

    @Override
    public void beginList(QName name) {}

    @Override
    public void beginEntry(QName name) throws IOException {
        begin(name);
    }

    @Override
    public void endEntry() throws IOException {
        end();
    }

    @Override
    public void endList() {}

    @Override
    public void beginLeafList(QName name) {}

    @Override
    public void value(QName name, Object value, boolean isTagged) throws IOException {
        leaf(name, value, isTagged);
    }

    @Override
    public void endLeafList(QName name, boolean isTagged) {}

    @Override
    @SuppressWarnings("unchecked") // The tree holds values of the type of their leaf only.
    public void leaf(QName name, Object value, boolean isTagged) throws IOException {
        begin(name);
        var codec = (XmlCodec<Object>)
                switch (at.currentStatement()) {
                    case LeafSchemaNode leaf -> databind.xmlCodecs().codecFor(leaf, at);
                    case LeafListSchemaNode list -> databind.xmlCodecs().codecFor(list, at);
                    default -> throw new IllegalStateException("No leaf: " + at.currentStatement());
                };
        try {
            if (isTagged) {
                xml.writeNamespace(TAG_PREFIX, TAG);
                xml.writeAttribute(TAG_PREFIX, TAG, "default", "true");
            }
            codec.writeValue(xml, value);
        } catch (XMLStreamException e) {
            throw failed(e);
        }
        end();
    }
}
