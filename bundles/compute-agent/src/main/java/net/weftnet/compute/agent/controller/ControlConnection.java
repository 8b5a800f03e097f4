package net.weftnet.compute.agent.controller;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.CloseReason;
import net.weftnet.protocol.xmpp.session.XmppListener;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what happens on the sessions with one control node from their event loop to the agent's thread, in order, and
 * reads no more from the network while that thread is behind.
 */
public final class ControlConnection implements XmppListener {
    private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);
    private static final int MAX_WAITING = 10_000;
    private static final int RESUME_AT = MAX_WAITING / 2;

    private final ControlNodes nodes;
    private final ControlNode node;
    private final Executor owner;
    private final Health.Subject health;
    private final AtomicInteger waiting = new AtomicInteger();

    public ControlConnection(ControlNodes nodes, ControlNode node, Executor owner, Health.Subject health) {
        this.nodes = nodes;
        this.node = node;
        this.owner = owner;
        this.health = health;
    }

    @Override
    public void established(XmppSession session) {
        health.ok("session up");
        owner.execute(() -> nodes.up(node, session::send));
    }

    @Override
    public void received(XmppSession session, Stanza stanza) {
        if (waiting.incrementAndGet() == MAX_WAITING) {
            session.read(false);
        }
        owner.execute(() -> {
            nodes.received(node, stanza);
            if (waiting.decrementAndGet() == RESUME_AT) {
                session.read(true);
            }
        });
    }

    @Override
    public void rejected(XmppSession session, StanzaException problem) {
        log.warn("{}: a stanza is not valid and was ignored", node.address(), problem);
    }

    @Override
    public void closed(XmppSession session, CloseReason reason) {
        health.degraded("session lost: " + reason.detail());
        owner.execute(() -> nodes.down(node));
    }

    @Override
    public void failed(String remote, CloseReason reason) {
        health.degraded("no session, trying again: " + reason.detail());
    }
}
