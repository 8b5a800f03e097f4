package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** One resource, or one list, or the part of it that is asked for. */
final class DataBody extends FormattableBody {

    /** The root of what is several elements in XML (draft-ietf-netconf-list-pagination-rc). */
    private static final QName LIST = QName.create(
            QNameModule.of(XMLNamespace.of("urn:ietf:params:xml:ns:yang:ietf-restconf-list-pagination")), "xml-list");

    /** Of no module at all: the outermost name always has its module's name in front. */
    private static final QName OUTSIDE =
            QName.create(QNameModule.of(XMLNamespace.of("urn:weftnet:outside")), "outside");

    private final Data path;
    private final NormalizedNode node;
    private final Extract extract;
    private final Defaults defaults;
    private final boolean isDefault;

    /** @param isDefault whether it is a leaf that nobody set */
    DataBody(Data path, NormalizedNode node, Extract extract, Defaults defaults, boolean isDefault) {
        this.path = path;
        this.node = node;
        this.extract = extract;
        this.defaults = defaults;
        this.isDefault = isDefault;
    }

    private SchemaInferenceStack around() {
        var stack = path.inference().toSchemaInferenceStack();
        stack.exitToDataTree();
        return stack;
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        var at = around();
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject();
            new DataWalk(at, new JsonOutput(path.databind(), at, json, OUTSIDE.getModule()), defaults)
                    .resource(node, extract, isDefault);
            json.endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        boolean isList = Collection.isCollection(node);
        var at = around();
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            if (isList) {
                var namespace = LIST.getNamespace().toString();
                xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, LIST.getLocalName(), namespace);
                xml.writeDefaultNamespace(namespace);
            }
            new DataWalk(at, new XmlOutput(path.databind(), at, xml, isList ? LIST : OUTSIDE), defaults)
                    .resource(node, extract, isDefault);
            if (isList) {
                xml.writeEndElement();
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The data cannot be written as XML", e);
        }
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("path", path.instance());
    }
}
