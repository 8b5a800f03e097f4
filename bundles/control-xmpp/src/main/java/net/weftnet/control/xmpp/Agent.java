package net.weftnet.control.xmpp;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RibAgent;
import net.weftnet.control.xmpp.api.AgentView;
import net.weftnet.control.xmpp.api.AgentView.State;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.jspecify.annotations.Nullable;

/**
 * An agent through all its sessions. While one is up there is an {@link AgentSession}; when it is lost its routes stay
 * in the RIB as stale until it returns, or the stale time is over. Owner: the thread of {@link Agents}.
 */
final class Agent {
    private final String name;
    private final Rib rib;
    private final Health.Subject health;
    private State state = State.GONE;
    private Instant since = Instant.EPOCH;
    private String address = "";
    private long rejected;
    private Optional<String> lastClose = Optional.empty();
    private @Nullable RibAgent peer;
    private @Nullable AgentSession session;
    private @Nullable Cancellable staleTimer;

    Agent(String name, Rib rib, Health.Subject health) {
        this.name = name;
        this.rib = rib;
        this.health = health;
    }

    Optional<AgentSession> session() {
        return Optional.ofNullable(session);
    }

    /** {@return what a session of the XMPP server is to this agent, if it is still its session} */
    Optional<AgentSession> session(XmppSession of) {
        return session().filter(s -> s.xmpp() == of);
    }

    boolean isUp() {
        return session != null;
    }

    /**
     * A session is up.
     *
     * @param timer ends the time in which the agent may say everything again
     */
    void connect(XmppSession xmpp, ConfigGraph graph, ServiceRequests requests, Instant now, Cancellable timer) {
        var ribPeer = peer == null ? rib.addAgent(name) : peer;
        peer = ribPeer;
        ribPeer.connect(routerId(xmpp), new AgentSink(xmpp));
        session = new AgentSession(xmpp, ribPeer, new ConfigStream(graph, xmpp), requests);
        address = text(xmpp);
        enter(State.UP, now, timer);
        health.ok("session from " + address);
    }

    /**
     * The session is lost.
     *
     * @param timer ends the time in which the agent may come back
     */
    void disconnect(String why, Instant now, Cancellable timer) {
        if (session != null) {
            session.close();
            session = null;
        }
        if (peer != null) {
            peer.disconnect();
        }
        lastClose = Optional.of(why);
        enter(State.STALE, now, timer);
        health.degraded("no session, its routes are stale: " + why);
    }

    /** The agent has not come back. */
    void forget(Instant now) {
        removePeer();
        enter(State.GONE, now, null);
        health.degraded("no session, its routes are gone: " + lastClose.orElse(""));
    }

    private void removePeer() {
        if (peer != null) {
            peer.remove();
            peer = null;
        }
    }

    private void enter(State next, Instant now, @Nullable Cancellable timer) {
        if (staleTimer != null) {
            staleTimer.cancel();
        }
        staleTimer = timer;
        state = next;
        since = now;
    }

    /** {@return how many stanzas were not valid, this one included} */
    long reject() {
        return ++rejected;
    }

    /** Ends all, as the whole component does. */
    void close() {
        if (staleTimer != null) {
            staleTimer.cancel();
        }
        session().ifPresent(AgentSession::close);
        removePeer();
        health.close();
    }

    private static IpAddress routerId(XmppSession xmpp) {
        return xmpp.remoteAddress() instanceof InetSocketAddress inet
                ? IpAddress.ofBytes(inet.getAddress().getAddress())
                : IpAddress.ofIpv4(0);
    }

    private static String text(XmppSession xmpp) {
        return xmpp.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : xmpp.remoteAddress().toString();
    }

    AgentView view() {
        return new AgentView(
                name,
                state,
                address,
                since,
                session().map(s -> s.config().roots()).orElse(List.of()),
                session().map(s -> s.config().revision()).orElse(0L),
                rejected,
                lastClose);
    }
}
