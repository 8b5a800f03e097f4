package net.weftnet.config.ifmap.server;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.RequestDecoder;
import net.weftnet.protocol.ifmap.ResponseEncoder;

/** IF-MAP over HTTP (IF-MAP 2.0 section 4): POST of a SOAP message; what goes wrong within IF-MAP is a 200 all the same. */
public final class IfmapRoute implements HttpRoute {
    private static final XmlLimits REQUEST = new XmlLimits(64, 200_000, 16L << 20);
    private static final String CONTENT_TYPE = "application/soap+xml; charset=UTF-8";

    private final IfmapServer server;

    public IfmapRoute(IfmapServer server) {
        this.server = server;
    }

    @Override
    public String listener() {
        return "ifmap";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Set<String> roles() {
        return Set.of("ifmap", "admin");
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        if (!call.method().equals("POST")) {
            return HttpReply.empty(405).with("Allow", "POST");
        }
        IfmapRequest request;
        try {
            request = RequestDecoder.decode(call.body(), REQUEST);
        } catch (IfmapException e) {
            return reply(new IfmapResponse.ErrorResult(e.code(), String.valueOf(e.getMessage()), Optional.empty()));
        } catch (XmlException e) {
            throwIfUnreadable(e);
            return HttpReply.of(400, CONTENT_TYPE, ResponseEncoder.senderFault(String.valueOf(e.getMessage())));
        }
        var user = call.caller().map(Caller::name).orElseThrow();
        return request instanceof IfmapRequest.Poll(var session)
                ? poll(user, session, call)
                : reply(server.answer(user, connection(call), request));
    }

    /** A body that cannot be read is the connection's fault, or over its limit, which the HTTP server tells better. */
    private static void throwIfUnreadable(XmlException e) throws IOException {
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException unreadable) {
                throw unreadable;
            }
        }
    }

    private HttpReply poll(String user, String session, HttpCall call) throws InterruptedException {
        var answer = server.poll(user, connection(call), session);
        call.onClose(() -> server.lost(session, answer));
        try {
            var response = answer.get();
            return new HttpReply(200, Map.of("Content-Type", CONTENT_TYPE), out -> {
                try {
                    ResponseEncoder.encode(response, out);
                    out.flush();
                } catch (IOException e) {
                    server.lost(session, answer);
                    throw e;
                }
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("A poll is always answered", e);
        }
    }

    private static String connection(HttpCall call) {
        return String.valueOf(call.peer());
    }

    private static HttpReply reply(IfmapResponse response) {
        return new HttpReply(200, Map.of("Content-Type", CONTENT_TYPE), out -> ResponseEncoder.encode(response, out));
    }
}
