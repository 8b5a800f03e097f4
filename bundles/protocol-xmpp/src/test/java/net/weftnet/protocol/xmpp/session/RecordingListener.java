package net.weftnet.protocol.xmpp.session;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;

/** Keeps what it is told, for a test to take in order. */
final class RecordingListener implements XmppListener {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    record Established(XmppSession session) {}

    record Closed(XmppSession session, CloseReason reason) {}

    record Failed(CloseReason reason) {}

    record Writable() {}

    @Override
    public void established(XmppSession session) {
        told.add(new Established(session));
    }

    @Override
    public void received(XmppSession session, Stanza stanza) {
        told.add(stanza);
    }

    @Override
    public void rejected(XmppSession session, StanzaException problem) {
        told.add(problem);
    }

    @Override
    public void writable(XmppSession session) {
        told.add(new Writable());
    }

    @Override
    public void closed(XmppSession session, CloseReason reason) {
        told.add(new Closed(session, reason));
    }

    @Override
    public void failed(String remote, CloseReason reason) {
        told.add(new Failed(reason));
    }

    /** Waits for the next thing told, which must be of this type. */
    <T> T next(Class<T> type) throws InterruptedException {
        var next = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!type.isInstance(next)) {
            throw new AssertionError("Expected " + type.getSimpleName() + ", was told " + next);
        }
        return type.cast(next);
    }

    /** Waits for the next thing of this type, whatever comes before. */
    <T> T await(Class<T> type) throws InterruptedException {
        while (true) {
            var next = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("Never told " + type.getSimpleName());
            }
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
    }
}
