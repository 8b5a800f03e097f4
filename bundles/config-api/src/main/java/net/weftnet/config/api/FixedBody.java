package net.weftnet.config.api;

import com.google.common.base.MoreObjects.ToStringHelper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;

/** The resources that only say what there is (RFC 8040 section 3.3). */
final class FixedBody extends FormattableBody {

    /** The revision of ietf-yang-library that the server speaks. */
    static final String YANG_LIBRARY_REVISION = "2019-01-04";

    private static final String NAMESPACE = " xmlns=\"" + DatastoreBody.NAMESPACE + "\"";

    static final FixedBody API = new FixedBody(
            """
            {
              "ietf-restconf:restconf": {
                "data": {},
                "operations": {},
                "yang-library-version": "%s"
              }
            }
            """
                    .formatted(YANG_LIBRARY_REVISION),
            "<restconf" + NAMESPACE + "><data/><operations/><yang-library-version>" + YANG_LIBRARY_REVISION
                    + "</yang-library-version></restconf>");

    static final FixedBody YANG_LIBRARY_VERSION = new FixedBody(
            "{\n  \"ietf-restconf:yang-library-version\": \"" + YANG_LIBRARY_REVISION + "\"\n}\n",
            "<yang-library-version" + NAMESPACE + ">" + YANG_LIBRARY_REVISION + "</yang-library-version>");

    private final String json;
    private final String xml;

    private FixedBody(String json, String xml) {
        this.json = json;
        this.xml = xml;
    }

    @Override
    public void formatToJSON(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        out.write(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void formatToXML(PrettyPrintParam prettyPrint, OutputStream out) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected ToStringHelper addToStringAttributes(ToStringHelper helper) {
        return helper.add("json", json);
    }
}
