package net.weftnet.control.xmpp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.CloseReason;
import net.weftnet.protocol.xmpp.session.XmppListener;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what happens on sessions from their event loops to the owner of the {@link Agents}. Of each session a bounded
 * number of stanzas waits there; more are left in the network, so that TCP slows the agent down.
 */
final class AgentListener implements XmppListener {
    private static final Logger log = LoggerFactory.getLogger(AgentListener.class);
    private static final int MAX_WAITING = 4096;
    private static final int RESUME_AT = MAX_WAITING / 2;
    private static final long TELL_NANOS = 1_000_000_000;

    private final OwnerThread owner;
    private final Agents agents;
    private final Map<XmppSession, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastFailureTold = new AtomicLong(System.nanoTime() - TELL_NANOS);

    AgentListener(OwnerThread owner, Agents agents) {
        this.owner = owner;
        this.agents = agents;
    }

    @Override
    public void established(XmppSession session) {
        waiting.put(session, new AtomicInteger());
        owner.execute(() -> agents.established(session));
    }

    @Override
    public void received(XmppSession session, Stanza stanza) {
        var count = waiting.getOrDefault(session, new AtomicInteger());
        if (count.incrementAndGet() == MAX_WAITING) {
            session.read(false);
        }
        owner.execute(() -> {
            agents.received(session, stanza);
            if (count.decrementAndGet() == RESUME_AT) {
                session.read(true);
            }
        });
    }

    @Override
    public void rejected(XmppSession session, StanzaException problem) {
        owner.execute(() -> agents.rejected(session, problem));
    }

    @Override
    public void writable(XmppSession session) {
        owner.execute(() -> agents.writable(session));
    }

    @Override
    public void closed(XmppSession session, CloseReason reason) {
        waiting.remove(session);
        owner.execute(() -> agents.closed(session, reason.detail()));
    }

    /** Anybody who can reach the port can make this happen: told at most once a second. */
    @Override
    public void failed(String remote, CloseReason reason) {
        long now = System.nanoTime();
        long before = lastFailureTold.get();
        if (now - before >= TELL_NANOS && lastFailureTold.compareAndSet(before, now)) {
            log.info("{}: no session: {}", remote, reason);
        }
    }
}
