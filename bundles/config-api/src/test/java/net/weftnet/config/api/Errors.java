package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/** Checks the {@code errors} body of a refusal by parsing it. */
final class Errors {

    private Errors() {}

    static void assertJson(Api.Reply reply, String tag, String message) {
        assertEquals("application/yang-data+json", reply.header("Content-Type"), reply.body());
        var error = JsonParser.parseString(reply.body())
                .getAsJsonObject()
                .getAsJsonObject("ietf-restconf:errors")
                .getAsJsonArray("error")
                .get(0)
                .getAsJsonObject();
        assertEquals(tag, error.get("error-tag").getAsString(), reply.body());
        assertTrue(error.get("error-message").getAsString().contains(message), reply.body());
        assertTrue(error.has("error-type"), reply.body());
    }

    static void assertXml(Api.Reply reply, String tag, String message) {
        assertEquals("application/yang-data+xml", reply.header("Content-Type"), reply.body());
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var errors = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(reply.body())))
                    .getDocumentElement();
            assertEquals("errors", errors.getLocalName());
            assertEquals("urn:ietf:params:xml:ns:yang:ietf-restconf", errors.getNamespaceURI());
            assertEquals(tag, errors.getElementsByTagName("error-tag").item(0).getTextContent(), reply.body());
            var text = errors.getElementsByTagName("error-message").item(0).getTextContent();
            assertTrue(text.contains(message), reply.body());
        } catch (Exception e) {
            throw new AssertionError(reply.body(), e);
        }
    }
}
