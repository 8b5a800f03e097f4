package net.weftnet.config.api;

import java.io.IOException;
import net.weftnet.common.http.api.HttpCall;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;

/**
 * Reads the bodies of requests.
 *
 * @param maxBytes how many octets a body may have
 */
record RequestBody(int maxBytes) {

    byte[] read(HttpCall call) throws RestconfException, IOException {
        var body = call.body().readNBytes(Math.min(length(call), maxBytes) + 1);
        if (body.length > maxBytes) {
            throw RestconfException.protocol(
                    HttpStatusCode.CONTENT_TOO_LARGE,
                    ErrorTag.TOO_BIG,
                    "The body has more than " + maxBytes + " octets");
        }
        return body;
    }

    /** {@return how long the client says it is: with it, a short body takes no buffer for a long one} */
    private int length(HttpCall call) {
        return call.header("Content-Length")
                .filter(length -> length.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(maxBytes);
    }
}
