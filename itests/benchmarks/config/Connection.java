import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;

/**
 * A client that does nothing but send a request and read its answer, over TLS on a connection that is kept: clients share
 * the machine with what they measure, and a general one takes as much of it as the controller.
 */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String head;

    private Connection(Socket socket, int port, String authorization) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
        head = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: " + authorization
                + "\r\nAccept: application/yang-data+json\r\nContent-Type: application/yang-data+json\r\nContent-Length: ";
    }

    /**
     * Connects to the API of a node as the user admin.
     *
     * @param node the folder of the node below the launcher's state
     */
    static Connection to(Path node, int port) throws IOException, GeneralSecurityException {
        var socket = Restconf.tls(node).getSocketFactory().createSocket("127.0.0.1", port);
        return new Connection(socket, port, Restconf.authorization(node, "admin"));
    }

    /** Sends a body; anything but a 2xx is an error. */
    void send(String method, String path, String body) throws IOException {
        var octets = body.getBytes(StandardCharsets.UTF_8);
        var request = method + " /restconf/data/" + path + head + octets.length + "\r\n\r\n" + body;
        out.write(request.getBytes(StandardCharsets.UTF_8));
        out.flush();
        var status = line();
        int length = 0;
        boolean isChunked = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                isChunked = true;
            }
        }
        if (isChunked) {
            throw new IOException(method + " " + path + ": " + status + ", and an answer in chunks");
        }
        var answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(method + " " + path + ": " + status + " " + answer);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The connection is closed");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
