package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.yangtools.yang.data.codec.gson.DefaultJSONValueWriter;

/**
 * The {@code errors} of RFC 8040 section 3.9. OpenDaylight's body leaves out the module name that RFC 7951 section 4 asks
 * of a top-level member in JSON.
 */
final class ErrorsBody extends FormattableBody {

    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final List<RequestError> errors;

    ErrorsBody(List<RequestError> errors) {
        this.errors = List.copyOf(errors);
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject().name("ietf-restconf:errors").beginObject();
            write(errors, json);
            json.endObject().endObject();
        }
    }

    /** Writes the list of errors, which is a member. */
    static void write(List<RequestError> errors, JsonWriter json) throws IOException {
        json.name("error").beginArray();
        for (var error : errors) {
            write(error, json);
        }
        json.endArray();
    }

    private static void write(RequestError error, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("error-type").value(error.type().elementBody());
        json.name("error-tag").value(error.tag().elementBody());
        var appTag = error.appTag();
        if (appTag != null) {
            json.name("error-app-tag").value(appTag);
        }
        var path = error.path();
        if (path != null) {
            json.name("error-path");
            path.databind()
                    .jsonCodecs()
                    .instanceIdentifierCodec()
                    .writeValue(new DefaultJSONValueWriter(json), path.path());
        }
        var message = error.message();
        if (message != null) {
            json.name("error-message").value(message.elementBody());
        }
        json.endObject();
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, "errors", DatastoreBody.NAMESPACE);
            xml.writeDefaultNamespace(DatastoreBody.NAMESPACE);
            write(errors, xml);
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The errors cannot be written as XML", e);
        }
    }

    /** Writes each error, which is an element. */
    static void write(List<RequestError> errors, XMLStreamWriter xml) throws XMLStreamException {
        for (var error : errors) {
            xml.writeStartElement("error");
            element("error-type", error.type().elementBody(), xml);
            element("error-tag", error.tag().elementBody(), xml);
            var appTag = error.appTag();
            if (appTag != null) {
                element("error-app-tag", appTag, xml);
            }
            var path = error.path();
            if (path != null) {
                xml.writeStartElement("error-path");
                path.databind().xmlCodecs().instanceIdentifierCodec().writeValue(xml, path.path());
                xml.writeEndElement();
            }
            var message = error.message();
            if (message != null) {
                element("error-message", message.elementBody(), xml);
            }
            xml.writeEndElement();
        }
    }

    /** Messages quote what clients send, which may be characters that XML has no place for. */
    static void element(String name, String text, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(NO_XML.matcher(text).replaceAll("\uFFFD"));
        xml.writeEndElement();
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("errors", errors);
    }
}
