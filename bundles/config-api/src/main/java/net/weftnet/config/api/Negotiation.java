package net.weftnet.config.api;

import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.http.api.HttpCall;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;

/** Which media type a reply has, and what the request's is (RFC 8040 section 5.2). */
final class Negotiation {

    private Negotiation() {}

    /** {@return the type of a reply with data} */
    static MediaType mediaType(HttpCall call) throws RestconfException {
        return mediaType(call, MediaType.DATA);
    }

    /** {@return the type of a reply with one of these} */
    static MediaType mediaType(HttpCall call, List<MediaType> types) throws RestconfException {
        var offered = Stream.concat(Stream.of(preferred(call)), types.stream()).toList();
        return Accept.parse(call.headers("Accept"))
                .choose(offered)
                .orElseThrow(() -> RestconfException.protocol(
                        HttpStatusCode.NOT_ACCEPTABLE, ErrorTag.INVALID_VALUE, "Accept: the reply can be " + types));
    }

    /** {@return the type of an error: one the client accepts, or else the one it speaks} */
    static MediaType errorType(HttpCall call) {
        try {
            return mediaType(call);
        } catch (RestconfException e) {
            return preferred(call);
        }
    }

    /** A client that does not say what it accepts gets what it sends. */
    private static MediaType preferred(HttpCall call) {
        return call.header("Content-Type")
                .flatMap(MediaType::ofContentType)
                .map(type -> MediaType.ofData(type.encoding()))
                .orElse(MediaType.YANG_DATA_JSON);
    }

    /** {@return the type of the request's body} */
    static MediaType contentType(HttpCall call) throws RestconfException {
        var header = call.header("Content-Type");
        return header.flatMap(MediaType::ofContentType).orElseThrow(() -> unsupported(header.orElse("none")));
    }

    /** {@return the encoding of a body that must be data, and not a YANG Patch} */
    static Encoding dataEncoding(HttpCall call) throws RestconfException {
        var type = contentType(call);
        if (type.isYangPatch()) {
            throw unsupported(type.toString());
        }
        return type.encoding();
    }

    private static RestconfException unsupported(String contentType) {
        return RestconfException.protocol(
                HttpStatusCode.UNSUPPORTED_MEDIA_TYPE,
                ErrorTag.INVALID_VALUE,
                "Content-Type is " + contentType + ", but YANG data is " + MediaType.DATA);
    }
}
