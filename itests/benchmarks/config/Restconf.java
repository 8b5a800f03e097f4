import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** RESTCONF calls as the user admin, over TLS, each connection kept for the next call. */
final class Restconf {
    private static final String TYPE = "application/yang-data+json";

    private final HttpClient http;
    private final String root;
    private final String authorization;

    private Restconf(HttpClient http, String root, String authorization) {
        this.http = http;
        this.root = root;
        this.authorization = authorization;
    }

    /**
     * The API of a node.
     *
     * @param node the folder of the node below the launcher's state
     */
    static Restconf of(Path node, int port) throws IOException, GeneralSecurityException {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls(node))
                .build();
        return new Restconf(
                http, "https://127.0.0.1:" + port + "/restconf/data/", authorization(node, "admin"));
    }

    /** {@return what trusts the node's authority, and only that} */
    static SSLContext tls(Path node) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var pem = Files.newInputStream(node.resolve("tls/authority.pem"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    /** {@return the header for one of the node's users} */
    static String authorization(Path node, String user) throws IOException {
        var credentials = user + ":" + Files.readString(node.resolve("secrets/" + user + ".password")).strip();
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", authorization)
                .header("Accept", TYPE)
                .timeout(Duration.ofMinutes(5));
    }

    /** A call with a body; anything but a 2xx is an error. */
    void send(String method, String path, String json) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", TYPE)
                .method(method, BodyPublishers.ofString(json))
                .build();
        var reply = http.send(request, BodyHandlers.ofString());
        if (reply.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + reply.statusCode() + " " + reply.body());
        }
    }

    void delete(String path) throws IOException, InterruptedException {
        send("DELETE", path, "");
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return get(request(path).build());
    }

    /** {@return what is at any address, through the same client} */
    byte[] get(URI address) throws IOException, InterruptedException {
        return get(HttpRequest.newBuilder(address).build());
    }

    private byte[] get(HttpRequest request) throws IOException, InterruptedException {
        var reply = http.send(request, BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new IOException("GET " + request.uri() + ": " + reply.statusCode());
        }
        return reply.body();
    }
}
