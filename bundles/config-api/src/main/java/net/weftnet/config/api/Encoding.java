package net.weftnet.config.api;

import java.io.IOException;
import java.io.OutputStream;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.query.PrettyPrintParam;

/** The two encodings of YANG data: JSON (RFC 7951) and XML (RFC 7950). */
enum Encoding {
    JSON {
        @Override
        void write(FormattableBody body, OutputStream out) throws IOException {
            body.formatToJSON(PrettyPrintParam.TRUE, out);
        }
    },
    XML {
        @Override
        void write(FormattableBody body, OutputStream out) throws IOException {
            body.formatToXML(PrettyPrintParam.TRUE, out);
        }
    };

    /** Writes indented text: people read it as often as programs do. */
    abstract void write(FormattableBody body, OutputStream out) throws IOException;
}
