package net.weftnet.protocol.xmpp.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.StanzaCodec;
import net.weftnet.protocol.xmpp.StanzaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a state machine: takes events, does its actions. A server has one for each connection, a client one for all its
 * attempts. Owner: the event loop, which is also that of the connection.
 */
final class SessionDriver {
    /** Octets a peer may leave unread before the session is closed: 64 MiB. */
    static final long MAX_UNSENT = 64L << 20;

    private static final Logger log = LoggerFactory.getLogger(SessionDriver.class);

    private final EventLoop owner;
    private final SessionFsm fsm;
    private final SessionOptions options;
    private final XmppListener listener;
    private final String remote;
    private final BackOff retry;
    private final Runnable connect;
    private final Map<SessionTimer, ScheduledFuture<?>> timers = new EnumMap<>(SessionTimer.class);

    private SessionState state;
    private @Nullable Connection connection;
    private @Nullable EstablishedSession session;

    /**
     * @param remote the peer's address as text, for the log
     * @param retry how long to wait between attempts
     * @param connect begins an attempt, which ends in {@link #attach} or an {@link SessionEvent.Ended}
     */
    SessionDriver(
            EventLoop owner,
            SessionFsm fsm,
            SessionOptions options,
            XmppListener listener,
            String remote,
            BackOff retry,
            Runnable connect) {
        this.owner = owner;
        this.fsm = fsm;
        this.options = options;
        this.listener = listener;
        this.remote = remote;
        this.retry = retry;
        this.connect = connect;
        state = fsm.initial();
    }

    SessionState state() {
        return state;
    }

    /** The connection is there, unless it comes too late. */
    void attach(Connection attached) {
        if (connection != null || state != SessionState.CONNECTING && state != SessionState.OPENING) {
            attached.close();
            return;
        }
        connection = attached;
        handle(new SessionEvent.Connected());
    }

    /** Takes an event of a connection, unless another connection, or none, has taken its place. */
    void handle(Connection source, SessionEvent event) {
        if (source == connection) {
            handle(event);
        }
    }

    void handle(SessionEvent event) {
        if (!owner.inEventLoop()) {
            throw new IllegalStateException("Only the event loop of " + remote + " may do this");
        }
        var before = state;
        var step = fsm.step(state, event);
        state = step.next();
        if (state != before) {
            log.debug("{}: {} -> {}", remote, before, state);
        }
        step.actions().forEach(this::perform);
    }

    private void perform(SessionAction action) {
        switch (action) {
            case SessionAction.Connect _ -> connect.run();
            case SessionAction.Open(var header) -> current().write(header.toXml());
            case SessionAction.Send(var element) -> current().write(element.toString());
            case SessionAction.SendKeepAlive _ -> current().writeKeepAlive();
            case SessionAction.Secure _ -> current().secure();
            case SessionAction.StartTimer(var timer) -> start(timer);
            case SessionAction.StopTimer(var timer) -> stop(timer);
            case SessionAction.ResetRetry _ -> retry.reset();
            case SessionAction.Establish(var peer) -> establish(peer);
            case SessionAction.Deliver(var element) -> deliver(element);
            case SessionAction.Close(var reason) -> close(reason);
        }
    }

    private Connection current() {
        var current = connection;
        if (current == null) {
            throw new IllegalStateException(remote + ": no connection while " + state);
        }
        return current;
    }

    private void start(SessionTimer timer) {
        stop(timer);
        var length = length(timer);
        timers.put(timer, owner.schedule(() -> expire(timer), length.toNanos(), TimeUnit.NANOSECONDS));
    }

    private Duration length(SessionTimer timer) {
        return switch (timer) {
            case CONNECT_RETRY -> retry.next();
            case OPEN -> options.openTime();
            case HOLD -> options.holdTime();
            case KEEP_ALIVE -> options.keepAliveTime();
        };
    }

    private void expire(SessionTimer timer) {
        if (timer == SessionTimer.HOLD && !current().isReading()) {
            start(timer); // we did not listen, so nothing was to be heard
            return;
        }
        handle(new SessionEvent.Expired(timer));
    }

    private void stop(SessionTimer timer) {
        var running = timers.remove(timer);
        if (running != null) {
            running.cancel(false);
        }
    }

    private void establish(String peer) {
        log.info("{}: session with {} is established", remote, peer);
        var established = new EstablishedSession(peer, current());
        session = established;
        listener.established(established);
    }

    private void deliver(XmlElement element) {
        var receiver = session;
        if (receiver == null) {
            return;
        }
        log.trace("{}: received {}", remote, element);
        try {
            listener.received(receiver, StanzaCodec.decode(element));
        } catch (StanzaException e) {
            listener.rejected(receiver, e);
        }
    }

    /** The peer has read enough of what was sent on this connection. */
    void writable(Connection source) {
        var current = session;
        if (source == connection && current != null) {
            listener.writable(current);
        }
    }

    private void close(CloseReason reason) {
        for (var timer : SessionTimer.values()) {
            stop(timer);
        }
        var ended = session;
        session = null;
        var broken = connection;
        connection = null;
        if (broken != null) {
            broken.close();
        }
        if (ended == null) {
            log.debug("{}: no session: {}", remote, reason);
            listener.failed(remote, reason);
        } else {
            log.info("{}: session with {} ended: {}", remote, ended.peer(), reason);
            listener.closed(ended, reason);
        }
    }

    EventLoop owner() {
        return owner;
    }
}
