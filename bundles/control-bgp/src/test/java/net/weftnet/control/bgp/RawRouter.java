package net.weftnet.control.bgp;

import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.MessageCodec;
import net.weftnet.protocol.bgp.message.Open;

/** A router of our AS that says what it is told to, and can be lost without a word. Speaks inet-vpn. */
final class RawRouter implements AutoCloseable {
    private static final SessionOptions OPTIONS =
            new SessionOptions(true, true, false, Set.of(AddressFamily.INET_VPN), Set.of(), Set.of());
    private static final int HEADER = 19;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final Open theirs;

    /** Connects, and returns when the session is established. */
    RawRouter(String from, String to, int port, List<Capability> capabilities) throws IOException, BgpException {
        socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port));
            send(new Open(64512, 180, IpAddress.parse(from), capabilities));
            theirs = read(Open.class);
            send(new BgpMessage.Keepalive());
            read(BgpMessage.Keepalive.class);
        } catch (IOException | BgpException e) {
            socket.close();
            throw e;
        }
    }

    <M extends BgpMessage> M read(Class<M> type) throws IOException, BgpException {
        var message = read();
        if (!type.isInstance(message)) {
            throw new IOException("Received " + message);
        }
        return type.cast(message);
    }

    /** {@return what the other end said at first} */
    Open theirs() {
        return theirs;
    }

    void send(BgpMessage message) throws IOException {
        var out = Unpooled.buffer();
        MessageCodec.encode(message, OPTIONS, out);
        out.readBytes(socket.getOutputStream(), out.readableBytes());
    }

    private BgpMessage read() throws IOException, BgpException {
        var in = new DataInputStream(socket.getInputStream());
        var message = Unpooled.buffer();
        var header = new byte[HEADER];
        in.readFully(header);
        message.writeBytes(header);
        var body = new byte[MessageCodec.length(message, OPTIONS) - HEADER];
        in.readFully(body);
        message.writeBytes(body);
        return MessageCodec.decode(message, OPTIONS, new AttributeCache(1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
