package net.weftnet.protocol.xmpp.session;

import java.net.SocketAddress;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaCodec;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;

/** The handle of a session that listeners get. Holds nothing that changes. */
final class EstablishedSession implements XmppSession {
    private final String peer;
    private final Connection connection;

    EstablishedSession(String peer, Connection connection) {
        this.peer = peer;
        this.connection = connection;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean send(Stanza stanza) {
        connection.write(StanzaCodec.encode(stanza).toString());
        return isWritable();
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    @Override
    public void read(boolean enabled) {
        connection.read(enabled);
    }

    @Override
    public void close(String why) {
        connection.end(Kind.RESET, why);
    }

    @Override
    public String toString() {
        return peer + " at " + remoteAddress();
    }
}
