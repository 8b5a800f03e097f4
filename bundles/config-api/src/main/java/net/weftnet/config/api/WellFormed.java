package net.weftnet.config.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Looks through XML before it is decoded. The parsers of OpenDaylight have no error handler, so that the JDK would print what is
 * wrong to the standard error of the node.
 */
final class WellFormed {

    private static final SAXParserFactory PARSERS = SAXParserFactory.newInstance();

    static {
        try {
            PARSERS.setNamespaceAware(true);
            PARSERS.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            PARSERS.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (ParserConfigurationException | SAXException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private WellFormed() {}

    /** Throws an {@code IllegalArgumentException} that says where the XML is malformed. */
    static void require(byte[] xml) {
        try {
            PARSERS.newSAXParser().parse(new ByteArrayInputStream(xml), new DefaultHandler());
        } catch (SAXParseException e) {
            throw new IllegalArgumentException(
                    "line %d, column %d: %s".formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()), e);
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
