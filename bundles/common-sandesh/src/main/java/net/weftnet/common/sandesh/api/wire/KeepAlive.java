package net.weftnet.common.sandesh.api.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;

/** Finds out within half a minute that the other end's machine is gone: Sandesh itself has no keepalive messages. */
public final class KeepAlive {
    private static final int IDLE_SECONDS = 15;
    private static final int INTERVAL_SECONDS = 3;
    private static final int PROBES = 5;

    private KeepAlive() {}

    /** Switches TCP keepalive on, with the original's times where the system lets them be set. */
    public static void enable(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }
}
