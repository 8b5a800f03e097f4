package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;

/** The {@code yang-patch-status} of RFC 8072 section 2.3. OpenDaylight's body has no {@code error-app-tag}. */
final class YangPatchStatus extends FormattableBody {

    /**
     * How one edit ended.
     *
     * @param errors what is wrong with it; empty if nothing is
     */
    record EditStatus(String id, List<RequestError> errors) {
        EditStatus {
            errors = List.copyOf(errors);
        }
    }

    private final String id;
    private final List<RequestError> errors;
    private final List<EditStatus> edits;

    /**
     * The status of a patch; without errors and edits it was made.
     *
     * @param errors what is wrong with the patch as a whole
     * @param edits how edits ended, if one of them is at fault
     */
    YangPatchStatus(String id, List<RequestError> errors, List<EditStatus> edits) {
        this.id = id;
        this.errors = List.copyOf(errors);
        this.edits = List.copyOf(edits);
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject().name("ietf-yang-patch:yang-patch-status").beginObject();
            json.name("patch-id").value(id);
            if (edits.isEmpty()) {
                write(errors, json);
            } else {
                json.name("edit-status").beginObject().name("edit").beginArray();
                for (var edit : edits) {
                    json.beginObject().name("edit-id").value(edit.id());
                    write(edit.errors(), json);
                    json.endObject();
                }
                json.endArray().endObject();
            }
            json.endObject().endObject();
        }
    }

    private static void write(List<RequestError> errors, JsonWriter json) throws IOException {
        if (errors.isEmpty()) {
            json.name("ok").beginArray().nullValue().endArray();
        } else {
            json.name("errors").beginObject();
            ErrorsBody.write(errors, json);
            json.endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, "yang-patch-status", YangPatchText.NAMESPACE);
            xml.writeDefaultNamespace(YangPatchText.NAMESPACE);
            ErrorsBody.element("patch-id", id, xml);
            if (edits.isEmpty()) {
                write(errors, xml);
            } else {
                xml.writeStartElement("edit-status");
                for (var edit : edits) {
                    xml.writeStartElement("edit");
                    ErrorsBody.element("edit-id", edit.id(), xml);
                    write(edit.errors(), xml);
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The status cannot be written as XML", e);
        }
    }

    private static void write(List<RequestError> errors, XMLStreamWriter xml) throws XMLStreamException {
        if (errors.isEmpty()) {
            xml.writeEmptyElement("ok");
        } else {
            xml.writeStartElement("errors");
            ErrorsBody.write(errors, xml);
            xml.writeEndElement();
        }
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("id", id).add("errors", errors).add("edits", edits);
    }
}
