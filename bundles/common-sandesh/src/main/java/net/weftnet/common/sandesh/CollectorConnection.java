package net.weftnet.common.sandesh;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import net.weftnet.common.sandesh.api.wire.KeepAlive;

/** A connection to a collector, encrypted or not. */
final class CollectorConnection implements AutoCloseable {
    private static final int BUFFER = 32 << 10;

    private final Socket transport;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private CollectorConnection(Socket transport, Socket socket) throws IOException {
        this.transport = transport;
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Connects.
     *
     * @param tls with which to prove who both ends are; nothing for a connection without encryption
     * @param patience for the connection and for each answer until {@link #waitForever}
     */
    static CollectorConnection open(CollectorAddress collector, Optional<SSLContext> tls, Duration patience)
            throws IOException {
        // Closed by the connection, or here when there comes to be none.
        var transport = new Socket();
        try {
            transport.setSoTimeout((int) patience.toMillis());
            transport.connect(address(collector), (int) patience.toMillis());
            KeepAlive.enable(transport);
            return tls.isPresent()
                    ? new CollectorConnection(transport, secure(transport, collector, tls.get()))
                    : new CollectorConnection(transport, transport);
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static SocketAddress address(CollectorAddress collector) throws IOException {
        var address = new InetSocketAddress(collector.host(), collector.port());
        if (address.isUnresolved()) {
            throw new IOException("Unknown host " + collector.host());
        }
        return address;
    }

    private static SSLSocket secure(Socket transport, CollectorAddress collector, SSLContext tls) throws IOException {
        var secure =
                (SSLSocket) tls.getSocketFactory().createSocket(transport, collector.host(), collector.port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    void waitForever() throws IOException {
        socket.setSoTimeout(0);
    }

    /** Cuts the connection without a farewell, which could wait for a peer that does not read; a write under way fails. */
    void abort() {
        try {
            transport.close();
        } catch (IOException _) {
            // it is of no more use either way
        }
    }

    @Override
    public void close() {
        abort();
    }
}
