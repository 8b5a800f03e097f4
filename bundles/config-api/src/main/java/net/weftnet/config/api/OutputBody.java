package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import org.opendaylight.netconf.databind.DatabindPath.Rpc;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.api.query.WithDefaultsParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.util.SchemaInferenceStack;

/** What an operation answers (RFC 8040 section 3.6.2). */
final class OutputBody extends FormattableBody {

    private final Rpc rpc;
    private final ContainerNode output;

    OutputBody(Rpc rpc, ContainerNode output) {
        this.rpc = rpc;
        this.output = output;
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        var name = rpc.outputStatement().argument();
        var at = output();
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject();
            json.name(JsonOutput.fullName(rpc.databind(), name)).beginObject();
            members(at, new JsonOutput(rpc.databind(), at, json, name.getModule()));
            json.endObject().endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        var name = rpc.outputStatement().argument();
        try {
            var xml = FormattableBodySupport.createXmlWriter(out, prettyPrint);
            var namespace = name.getNamespace().toString();
            xml.writeStartElement(XMLConstants.DEFAULT_NS_PREFIX, name.getLocalName(), namespace);
            xml.writeDefaultNamespace(namespace);
            var at = output();
            members(at, new XmlOutput(rpc.databind(), at, xml, name));
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The output cannot be written as XML", e);
        }
    }

    private SchemaInferenceStack output() {
        var stack = rpc.inference().toSchemaInferenceStack();
        stack.enterSchemaTree(rpc.outputStatement().argument());
        return stack;
    }

    private void members(SchemaInferenceStack at, DataOutput out) throws IOException {
        var defaults = new Defaults(rpc.databind(), WithDefaultsParam.EXPLICIT);
        new DataWalk(at, out, defaults).members(output, (DataNodeContainer) at.currentStatement(), Extract.WHOLE);
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("rpc", rpc.statement().argument());
    }
}
