package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import org.opendaylight.netconf.databind.DatabindPath.Rpc;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.restconf.server.spi.NormalizedFormattableBody;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;

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
        var stack = rpc.inference().toSchemaInferenceStack();
        stack.enterSchemaTree(name);
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject();
            json.name(JsonData.moduleName(rpc.databind(), name.getModule()) + ":output")
                    .beginObject();
            new JsonData(rpc.databind(), stack, json)
                    .members(output, (DataNodeContainer) stack.currentStatement(), name.getModule());
            json.endObject().endObject();
        }
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        NormalizedFormattableBody.of(rpc, output).formatToXML(prettyPrint, out);
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("rpc", rpc.statement().argument());
    }
}
