package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.yangtools.yang.common.QName;

/** The operations of the server, each as an empty leaf (RFC 8040 section 3.3.2). */
final class OperationsBody extends FormattableBody {

    private final DatabindContext databind;
    private final List<QName> operations;

    OperationsBody(DatabindContext databind, List<QName> operations) {
        this.databind = databind;
        this.operations = List.copyOf(operations);
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject().name("ietf-restconf:operations").beginObject();
            for (var operation : operations) {
                json.name(JsonOutput.fullName(databind, operation));
                json.beginArray().nullValue().endArray();
            }
            json.endObject().endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, "operations", DatastoreBody.NAMESPACE);
            xml.writeDefaultNamespace(DatastoreBody.NAMESPACE);
            for (var operation : operations) {
                var namespace = operation.getNamespace().toString();
                xml.writeEmptyElement(XMLConstants.DEFAULT_NS_PREFIX, operation.getLocalName(), namespace);
                xml.writeDefaultNamespace(namespace);
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The operations cannot be written as XML", e);
        }
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("operations", operations);
    }
}
