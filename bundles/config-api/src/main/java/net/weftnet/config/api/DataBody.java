package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.restconf.server.spi.NormalizedFormattableBody;
import org.opendaylight.restconf.server.spi.NormalizedNodeWriterFactory;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** One resource, or one list. */
final class DataBody extends FormattableBody {

    /** No module at all: the outermost name always has its module's name in front. */
    private static final QNameModule OUTSIDE = QNameModule.of(XMLNamespace.of("urn:weftnet:outside"));

    private final Data path;
    private final NormalizedNode node;

    DataBody(Data path, NormalizedNode node) {
        this.path = path;
        this.node = node;
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        var stack = path.inference().toSchemaInferenceStack();
        stack.exitToDataTree();
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject();
            new JsonData(path.databind(), stack, json).member(inList(node), OUTSIDE);
            json.endObject();
        }
    }

    /** An entry is sent in an array (RFC 7951 section 5.4). */
    private static NormalizedNode inList(NormalizedNode node) {
        var name = new NodeIdentifier(node.name().getNodeType());
        return switch (node) {
            case MapEntryNode entry ->
                ImmutableNodes.newSystemMapBuilder()
                        .withNodeIdentifier(name)
                        .withChild(entry)
                        .build();
            case LeafSetEntryNode<?> entry ->
                ImmutableNodes.<Object>newSystemLeafSetBuilder()
                        .withNodeIdentifier(name)
                        .withChildValue(entry.body())
                        .build();
            default -> node;
        };
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        NormalizedFormattableBody.of(path, node, NormalizedNodeWriterFactory.of())
                .formatToXML(prettyPrint, out);
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("path", path.instance());
    }
}
