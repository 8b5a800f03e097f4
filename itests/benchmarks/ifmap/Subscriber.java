import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A client that subscribes to the whole configuration, as a control node does, but only looks at octets: what is measured
 * is the server. It polls by a connection of its own.
 */
final class Subscriber implements AutoCloseable {
    private static final Pattern SESSION = Pattern.compile("session-id=\"([^\"]+)\"");
    /** Stands in each metadata element once. */
    private static final byte[] ELEMENT = "ifmap-cardinality=".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final String authorization;
    private final HttpClient requests;
    private final HttpClient polls;
    private final String session;

    /** What a poll told: how much, and when its last octet was there (on the clock of nanoTime). */
    record Told(long elements, long octets, long at, String text) {}

    /** Opens a session; nothing is asked for yet. */
    Subscriber(Path node, int port) throws Exception {
        server = URI.create("https://127.0.0.1:" + port);
        authorization = Restconf.authorization(node, "ifmap");
        requests = client(node);
        polls = client(node);
        session = find(SESSION, new String(ask("<i:newSession", "/>").readAllBytes(), StandardCharsets.UTF_8));
    }

    private static HttpClient client(Path node) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Restconf.tls(node))
                .build();
    }

    private static String find(Pattern pattern, String text) throws IOException {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("not expected: " + text);
        }
        return matcher.group(1);
    }

    void subscribe() throws Exception {
        ask(
                        inSession("subscribe"),
                        "><update name=\"root\" max-depth=\"255\"><identity name=\"contrail:config-root:root\" type=\"other\""
                                + " other-type-definition=\"extended\"/></update></i:subscribe>")
                .readAllBytes();
    }

    /** {@return the answer to a poll; its text only if that is short} */
    Told poll() throws Exception {
        var body = send(polls, inSession("poll"), "/>");
        var piece = new byte[1 << 16];
        var text = new StringBuilder();
        long octets = 0;
        long elements = 0;
        int matched = 0;
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            octets += read;
            for (int i = 0; i < read; i++) {
                matched = piece[i] == ELEMENT[matched] ? matched + 1 : piece[i] == ELEMENT[0] ? 1 : 0;
                if (matched == ELEMENT.length) {
                    elements++;
                    matched = 0;
                }
            }
            if (octets <= piece.length) {
                text.append(new String(piece, 0, read, StandardCharsets.UTF_8));
            }
        }
        return new Told(elements, octets, System.nanoTime(), text.toString());
    }

    /** Polls on a thread of its own until this is closed. */
    void follow(Consumer<Told> listener) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    listener.accept(poll());
                }
            } catch (Exception e) {
                // closed
            }
        });
    }

    private String inSession(String request) {
        return "<i:" + request + " session-id=\"" + session + "\"";
    }

    private InputStream ask(String start, String rest) throws Exception {
        return send(requests, start, rest);
    }

    private InputStream send(HttpClient by, String start, String rest) throws Exception {
        var message = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>" + start
                + " xmlns:i=\"http://www.trustedcomputinggroup.org/2010/IFMAP/2\"" + rest + "</s:Body></s:Envelope>";
        var request = HttpRequest.newBuilder(server)
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(message))
                .build();
        var reply = by.send(request, BodyHandlers.ofInputStream());
        if (reply.statusCode() != 200) {
            throw new IOException("IF-MAP: HTTP status " + reply.statusCode());
        }
        return reply.body();
    }

    @Override
    public void close() {
        requests.shutdownNow();
        polls.shutdownNow();
    }
}
