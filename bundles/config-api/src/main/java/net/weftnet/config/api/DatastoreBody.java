package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** The whole datastore, {@code ietf-restconf:data}; OpenDaylight's body gives it the name NETCONF has for it. */
final class DatastoreBody extends FormattableBody {

    static final String NAMESPACE = "urn:ietf:params:xml:ns:yang:ietf-restconf";
    static final String JSON_NAME = "ietf-restconf:data";
    static final NodeIdentifier NAME =
            NodeIdentifier.create(QName.create(QNameModule.of(XMLNamespace.of(NAMESPACE)), "data"));

    private final DatabindContext databind;
    private final ContainerNode data;
    private final Extract extract;
    private final Defaults defaults;

    DatastoreBody(ContainerNode data, Extract extract, Defaults defaults) {
        databind = defaults.databind();
        this.data = data;
        this.extract = extract;
        this.defaults = defaults;
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        var model = databind.modelContext();
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject().name(JSON_NAME).beginObject();
            var at = SchemaInferenceStack.of(model);
            new DataWalk(
                            at,
                            new JsonOutput(
                                    databind, at, json, NAME.getNodeType().getModule()),
                            defaults)
                    .members(data, model, extract);
            json.endObject().endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, "data", NAMESPACE);
            xml.writeDefaultNamespace(NAMESPACE);
            var model = databind.modelContext();
            var at = SchemaInferenceStack.of(model);
            new DataWalk(at, new XmlOutput(databind, at, xml, NAME.getNodeType()), defaults)
                    .members(data, model, extract);
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The datastore cannot be written as XML", e);
        }
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("data", data.name());
    }
}
