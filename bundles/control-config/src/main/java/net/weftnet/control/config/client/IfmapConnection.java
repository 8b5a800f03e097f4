package net.weftnet.control.config.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest;
import net.weftnet.protocol.ifmap.IfmapResponse;
import net.weftnet.protocol.ifmap.RequestEncoder;
import net.weftnet.protocol.ifmap.ResponseReader;

/**
 * The two TLS connections of a session (IF-MAP 2.0 section 3.7.1): the SSRC for requests that are answered at once, the
 * ARC for polls, which wait. Each has a client of its own, so that neither uses the other's connection. Thread-safe.
 */
final class IfmapConnection implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
    private static final XmlLimits ANSWER = new XmlLimits(16, 1000, 1L << 20);
    private static final int DRAIN = 4096;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final URI server;
    private final String authorization;
    private final HttpClient ssrc;
    private final HttpClient arc;
    private volatile boolean closed;

    IfmapConnection(URI server, SSLContext tls, String user, String password) {
        this.server = server;
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        ssrc = client(tls);
        arc = client(tls);
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
    }

    /**
     * Asks on the SSRC.
     *
     * @throws IfmapException if the server refuses
     */
    IfmapResponse ask(IfmapRequest request) throws IOException, InterruptedException, XmlException, IfmapException {
        try (var body = send(ssrc, request(request).timeout(ANSWER_PATIENCE).build())) {
            var response = ResponseReader.readAll(body, ANSWER);
            drain(body);
            if (response instanceof IfmapResponse.ErrorResult error) {
                throw new IfmapException(error.code(), error.message());
            }
            return response;
        }
    }

    /** {@return the answer to a poll on the ARC, as it arrives; waits as long as the server has nothing to tell} */
    InputStream poll(String sessionId) throws IOException, InterruptedException {
        return send(arc, request(new IfmapRequest.Poll(sessionId)).build());
    }

    private HttpRequest.Builder request(IfmapRequest request) {
        return HttpRequest.newBuilder(server)
                .header("Content-Type", "application/soap+xml; charset=UTF-8")
                .header("SOAPAction", request.action())
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(RequestEncoder.encode(request)));
    }

    private static InputStream send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            response.body().close();
            throw new IOException(
                    response.statusCode() == UNAUTHORIZED
                            ? "the server does not accept our password (HTTP 401)"
                            : "HTTP status " + response.statusCode());
        }
        return response.body();
    }

    /** {@return whether it was closed from this side} */
    boolean isClosed() {
        return closed;
    }

    /** Reads what little may follow a message, since a body that is closed before its end costs the connection. */
    static void drain(InputStream body) throws IOException {
        body.readNBytes(DRAIN);
    }

    /** Breaks both connections; whoever waits on one gets an {@link IOException}. */
    @Override
    public void close() {
        closed = true;
        ssrc.shutdownNow();
        arc.shutdownNow();
    }
}
