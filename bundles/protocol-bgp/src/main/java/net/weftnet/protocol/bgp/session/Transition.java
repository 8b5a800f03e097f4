package net.weftnet.protocol.bgp.session;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.session.PeerAction.Close;
import net.weftnet.protocol.bgp.session.PeerAction.Connect;
import net.weftnet.protocol.bgp.session.PeerAction.Down;
import net.weftnet.protocol.bgp.session.PeerAction.Send;
import net.weftnet.protocol.bgp.session.PeerAction.StartTimer;
import net.weftnet.protocol.bgp.session.PeerAction.StopTimer;
import net.weftnet.protocol.bgp.session.PeerState.Mode;
import org.jspecify.annotations.Nullable;

/** A step in the making: what every state's handling is put together from. Lives for one event. */
final class Transition {
    private static final Connection NONE = new Connection.None();
    /** RFC 4271 section 8.2.2: until the peer's OPEN is there; "a large value". */
    private static final int OPEN_HOLD_SECONDS = 240;

    private static final int MAX_DOUBLINGS = 5;

    private final PeerSettings settings;
    private final List<PeerAction> actions = new ArrayList<>(4);
    private Mode mode;
    private Connection outgoing;
    private Connection incoming;
    private @Nullable Agreement session;
    private int failures;

    Transition(PeerSettings settings, PeerState state) {
        this.settings = settings;
        mode = state.mode();
        outgoing = state.outgoing();
        incoming = state.incoming();
        session = state.session();
        failures = state.failures();
    }

    Step step() {
        return new Step(new PeerState(mode, outgoing, incoming, session, failures), actions);
    }

    Mode mode() {
        return mode;
    }

    @Nullable
    Agreement session() {
        return session;
    }

    Connection connection(Side side) {
        return switch (side) {
            case OUTGOING -> outgoing;
            case INCOMING -> incoming;
            case SESSION -> throw new IllegalArgumentException("The session has states of its own");
        };
    }

    void set(Side side, Connection connection) {
        if (side == Side.OUTGOING) {
            outgoing = connection;
        } else {
            incoming = connection;
        }
    }

    void add(PeerAction action) {
        actions.add(action);
    }

    void send(Side side, BgpMessage message) {
        add(new Send(side, message));
    }

    void startTimer(PeerTimer timer, Side side, int seconds, boolean jittered) {
        add(new StartTimer(timer, side, seconds, jittered));
    }

    void succeeded() {
        failures = 0;
    }

    /** Makes connections wanted, and begins one unless the peer is to. */
    void run() {
        mode = Mode.RUNNING;
        connect();
    }

    void connect() {
        if (settings.passive()) {
            return;
        }
        outgoing = new Connection.Connecting();
        add(new Connect());
        startTimer(PeerTimer.CONNECT_RETRY, Side.OUTGOING, settings.connectRetrySeconds(), true);
    }

    /** A later attempt is due, unless there is a session or a connection of ours. */
    void retry() {
        if (mode == Mode.RUNNING && session == null && outgoing instanceof Connection.None && !settings.passive()) {
            startTimer(PeerTimer.CONNECT_RETRY, Side.OUTGOING, settings.connectRetrySeconds(), true);
        }
    }

    void sendOpen(Side side) {
        send(side, settings.open());
        startTimer(PeerTimer.HOLD, side, OPEN_HOLD_SECONDS, false);
        set(side, new Connection.OpenSent());
    }

    /** Ends a connection that is not the session. */
    void close(Side side, @Nullable Notification reason) {
        if (connection(side) instanceof Connection.None) {
            return;
        }
        if (reason != null && !(connection(side) instanceof Connection.Connecting)) {
            send(side, reason);
        }
        add(new Close(side));
        set(side, NONE);
    }

    /** The session is over. */
    void down(@Nullable Notification reason, boolean keepRoutes, String detail) {
        if (session == null) {
            return;
        }
        if (reason != null) {
            send(Side.SESSION, reason);
        }
        session = null;
        add(new Close(Side.SESSION));
        add(new Down(keepRoutes, detail));
    }

    void up(Side side, Agreement agreement) {
        set(side, NONE);
        session = agreement;
        add(new StopTimer(PeerTimer.CONNECT_RETRY, Side.OUTGOING));
        add(new PeerAction.Up(side, agreement));
        heard(Side.SESSION, agreement);
        keepAlive(Side.SESSION, agreement);
    }

    void heard(Side side, Agreement agreement) {
        if (agreement.holdSeconds() > 0) {
            startTimer(PeerTimer.HOLD, side, agreement.holdSeconds(), false);
        }
    }

    void keepAlive(Side side, Agreement agreement) {
        if (agreement.keepaliveSeconds() > 0) {
            startTimer(PeerTimer.KEEPALIVE, side, agreement.keepaliveSeconds(), true);
        }
    }

    /** After a connection ended for a reason that will not be gone at once; another one may still succeed. */
    void hold(boolean failed) {
        if (mode != Mode.RUNNING || session != null || !isAlone()) {
            return;
        }
        leave();
        int seconds = settings.idleHoldSeconds() << Math.min(failures, MAX_DOUBLINGS);
        startTimer(PeerTimer.IDLE_HOLD, Side.OUTGOING, seconds, true);
        failures += failed ? 1 : 0;
    }

    /** After the session ended: no connection for so long, 0 for until there is a reset. */
    void holdFor(int seconds) {
        var refused = Notification.of(BgpError.CONNECTION_REJECTED);
        close(Side.OUTGOING, refused);
        close(Side.INCOMING, refused);
        leave();
        if (seconds > 0) {
            startTimer(PeerTimer.IDLE_HOLD, Side.OUTGOING, seconds, false);
        }
    }

    private void leave() {
        mode = Mode.HELD;
        if (outgoing instanceof Connection.Connecting) {
            close(Side.OUTGOING, null);
        }
        add(new StopTimer(PeerTimer.CONNECT_RETRY, Side.OUTGOING));
    }

    /** {@return whether no connection is left that may become the session soon} */
    private boolean isAlone() {
        return incoming instanceof Connection.None
                && (outgoing instanceof Connection.None || outgoing instanceof Connection.Connecting);
    }

    /** Ends everything, because someone wants so. */
    void stop(Mode next, Notification reason) {
        close(Side.OUTGOING, reason);
        close(Side.INCOMING, reason);
        if (session != null) {
            down(session.gracefulNotification() ? reason.asHardReset() : reason, false, reason.toString());
        }
        add(new StopTimer(PeerTimer.CONNECT_RETRY, Side.OUTGOING));
        add(new StopTimer(PeerTimer.IDLE_HOLD, Side.OUTGOING));
        mode = next;
        failures = 0;
    }
}
