package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/** One TCP stream from a namespace to another, whose octets are compared at both ends. */
final class Transfer {
    static final int CHUNK = 256 * 1024;

    private Transfer() {}

    /** Sends so many chunks and asserts that they arrive as they were. */
    static void run(NetworkNamespace from, NetworkNamespace to, String address, int chunks) throws Exception {
        run(from, address, to, address, chunks);
    }

    /** Sends to an address by which the receiver may not know itself. */
    static void run(NetworkNamespace from, String outside, NetworkNamespace to, String address, int chunks)
            throws Exception {
        var port = new CompletableFuture<Integer>();
        var received = receive(to, address, port);
        assertEquals(send(from, outside, port, chunks).get(), received.get());
    }

    private static Future<Long> receive(NetworkNamespace at, String address, CompletableFuture<Integer> port) {
        return at.submit(() -> {
            var sum = new CRC32();
            try (var server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                server.setSoTimeout(10_000);
                port.complete(server.getLocalPort());
                try (var socket = server.accept()) {
                    socket.setSoTimeout(10_000);
                    var buffer = new byte[CHUNK];
                    for (int n = socket.getInputStream().read(buffer);
                            n > 0;
                            n = socket.getInputStream().read(buffer)) {
                        sum.update(buffer, 0, n);
                    }
                }
            }
            return sum.getValue();
        });
    }

    private static Future<Long> send(
            NetworkNamespace from, String address, CompletableFuture<Integer> port, int chunks) {
        return from.submit(() -> {
            var sum = new CRC32();
            var chunk = new byte[CHUNK];
            new Random(1).nextBytes(chunk);
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(address), port.get()), 5_000);
                for (int i = 0; i < chunks; i++) {
                    chunk[0] = (byte) i;
                    socket.getOutputStream().write(chunk);
                    sum.update(chunk);
                }
            }
            return sum.getValue();
        });
    }
}
