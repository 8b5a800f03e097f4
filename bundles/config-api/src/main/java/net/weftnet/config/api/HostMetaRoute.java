package net.weftnet.config.api;

import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.restconf.api.MediaTypes;
import org.osgi.service.component.annotations.Component;

/** Tells where the API is (RFC 8040 section 3.1). */
@Component(service = HttpRoute.class)
public final class HostMetaRoute implements HttpRoute {

    private static final String HOST_META =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
              <Link rel="restconf" href="%s"/>
            </XRD>
            """
                    .formatted(RestconfResources.ROOT);

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return "/.well-known/host-meta";
    }

    @Override
    public Set<String> roles() {
        return Set.of(ANY_ROLE);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        return switch (call.method()) {
            case "GET" -> HttpReply.of(HttpStatusCode.OK.code(), MediaTypes.APPLICATION_XRD_XML, HOST_META);
            case "HEAD" ->
                HttpReply.empty(HttpStatusCode.OK.code()).with("Content-Type", MediaTypes.APPLICATION_XRD_XML);
            default -> HttpReply.empty(HttpStatusCode.METHOD_NOT_ALLOWED.code()).with("Allow", "GET, HEAD");
        };
    }
}
