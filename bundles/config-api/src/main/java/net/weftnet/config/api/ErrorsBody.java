package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;
import org.opendaylight.restconf.server.api.FormattableBodySupport;
import org.opendaylight.restconf.server.api.YangErrorsBody;
import org.opendaylight.yangtools.yang.data.codec.gson.DefaultJSONValueWriter;

/**
 * The {@code errors} of RFC 8040 section 3.9. OpenDaylight's body leaves out the module name that RFC 7951 section 4 asks
 * of a top-level member in JSON; its XML is right.
 */
final class ErrorsBody extends FormattableBody {

    private final List<RequestError> errors;

    ErrorsBody(List<RequestError> errors) {
        this.errors = List.copyOf(errors);
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        try (var json = FormattableBodySupport.createJsonWriter(out, prettyPrint)) {
            json.beginObject().name("ietf-restconf:errors").beginObject();
            json.name("error").beginArray();
            for (var error : errors) {
                write(error, json);
            }
            json.endArray().endObject().endObject();
        }
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
        new YangErrorsBody(errors).formatToXML(prettyPrint, out);
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("errors", errors);
    }
}
