package net.weftnet.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine for servers that want to be told theirs. They are below those that Linux gives to outgoing connections,
 * which would otherwise take one between the choice and the start of the server.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 32_000;

    private FreePorts() {}

    /** {@return so many ports of the loopback address that are free now, all different} */
    public static List<Integer> distinct(int count) throws IOException {
        var taken = new ArrayList<ServerSocket>();
        try {
            while (taken.size() < count) {
                tryOne(ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST), taken);
            }
            return taken.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : taken) {
                socket.close();
            }
        }
    }

    private static void tryOne(int port, List<ServerSocket> taken) {
        try {
            taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            // Somebody has it; there are others.
        }
    }
}
