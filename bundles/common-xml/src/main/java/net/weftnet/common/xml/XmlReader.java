package net.weftnet.common.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads whole documents into {@link XmlElement}s: Aalto with DTD, entities and external access off. */
public final class XmlReader {
    private static final InputFactoryImpl FACTORY = hardened(new InputFactoryImpl());

    private XmlReader() {}

    /** Switches off everything that could make a document reach outside itself, or grow. */
    public static <F extends XMLInputFactory> F hardened(F factory) {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /**
     * Reads one document.
     *
     * @throws XmlException if it is not well-formed, or not within the limits
     */
    public static XmlElement read(String document, XmlLimits limits) throws XmlException {
        try {
            return read(FACTORY.createXMLStreamReader(new StringReader(document)), limits);
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    /**
     * Reads one document; the encoding is taken from the document, UTF-8 unless it says otherwise.
     *
     * @throws XmlException if it is not well-formed, not readable, or not within the limits
     */
    public static XmlElement read(InputStream document, XmlLimits limits) throws XmlException {
        try {
            return read(FACTORY.createXMLStreamReader(document), limits);
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static XmlElement read(XMLStreamReader reader, XmlLimits limits) throws XMLStreamException, XmlException {
        try {
            var builder = new XmlTreeBuilder(limits);
            while (reader.hasNext()) {
                var done = builder.accept(reader.next(), reader);
                if (done.isPresent()) {
                    while (reader.hasNext()) {
                        reader.next(); // what follows the root must be well-formed too
                    }
                    return done.get();
                }
            }
            throw new XmlException("The document ends before its root element does");
        } finally {
            reader.close();
        }
    }

    private static XmlException malformed(XMLStreamException e) {
        return new XmlException("Not well-formed XML: " + e.getMessage(), e);
    }
}
