package net.weftnet.protocol.bgp.session;

import io.netty.buffer.Unpooled;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.BgpMessage.Keepalive;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.session.Connection.Connecting;
import net.weftnet.protocol.bgp.session.Connection.DelayingOpen;
import net.weftnet.protocol.bgp.session.Connection.None;
import net.weftnet.protocol.bgp.session.Connection.OpenConfirm;
import net.weftnet.protocol.bgp.session.Connection.OpenSent;
import net.weftnet.protocol.bgp.session.PeerAction.Deliver;
import net.weftnet.protocol.bgp.session.PeerAction.StopTimer;
import net.weftnet.protocol.bgp.session.PeerState.Mode;

/**
 * The state machine of a peer (RFC 4271 section 8): a function from state and event to the next state and what is to be
 * done. It does no I/O, has no clock, and remembers nothing.
 *
 * <pre>
 * IDLE ──start──▶ CONNECT ──TCP──▶ [delay open] ──▶ OPEN_SENT ──OPEN──▶ OPEN_CONFIRM ──KEEPALIVE──▶ ESTABLISHED
 *   ▲                │ ▲                               ▲                                                │
 *   │              fails retry                    peer connects                                         │
 *   │                ▼ │                               │                                                │
 *   │              ACTIVE ─────────────────────────────┘                                                │
 *   └── idle hold, longer with each failure ◀── NOTIFICATION, hold timer, connection lost ◀─────────────┘
 * </pre>
 */
public final class PeerFsm {
    private final PeerSettings settings;

    public PeerFsm(PeerSettings settings) {
        this.settings = settings;
    }

    /** {@return what the event leads to} */
    public Step step(PeerState state, PeerEvent event) {
        var transition = new Transition(settings, state);
        switch (event) {
            case PeerEvent.Start _ -> {
                if (state.mode() == Mode.STOPPED) {
                    transition.run();
                }
            }
            case PeerEvent.Stop(var reason) -> transition.stop(Mode.STOPPED, reason);
            case PeerEvent.Reset(var reason) -> reset(transition, reason);
            case PeerEvent.Connected(var side) -> connected(transition, side);
            case PeerEvent.Lost(var side) -> lost(transition, side);
            case PeerEvent.Received(var side, var message) -> received(transition, side, message);
            case PeerEvent.Malformed(var side, var cause) ->
                fail(transition, side, Notification.of(cause), cause.detail());
            case PeerEvent.Expired(var timer, var side) -> expired(transition, timer, side);
            case PeerEvent.PrefixLimitExceeded exceeded -> tooManyPrefixes(transition, exceeded);
        }
        return transition.step();
    }

    private static void reset(Transition transition, Notification reason) {
        if (transition.mode() != Mode.STOPPED) {
            transition.stop(Mode.RUNNING, reason);
            transition.connect();
        }
    }

    private void connected(Transition transition, Side side) {
        if (side == Side.INCOMING) {
            if (transition.mode() != Mode.RUNNING) {
                transition.add(new PeerAction.Close(side));
                return;
            }
        } else if (transition.connection(side) instanceof Connecting) {
            transition.add(new StopTimer(PeerTimer.CONNECT_RETRY, side));
        } else {
            transition.add(new PeerAction.Close(side));
            return;
        }
        if (settings.delayOpenSeconds() > 0) {
            transition.set(side, new DelayingOpen());
            transition.startTimer(PeerTimer.DELAY_OPEN, side, settings.delayOpenSeconds(), true);
        } else {
            transition.sendOpen(side);
        }
    }

    private static void lost(Transition transition, Side side) {
        if (side == Side.SESSION) {
            var session = transition.session();
            transition.down(null, session != null && session.gracefulRestart(), "The connection was lost");
            transition.hold(false);
            return;
        }
        transition.close(side, null);
        transition.retry();
    }

    /** Ends a connection with a NOTIFICATION, and the session with it if it is its own. */
    private static void fail(Transition transition, Side side, Notification reason, String detail) {
        if (side == Side.SESSION) {
            var session = transition.session();
            transition.down(reason, session != null && session.gracefulNotification(), detail);
        } else {
            transition.close(side, reason);
        }
        transition.hold(true);
    }

    private static void fail(Transition transition, Side side, BgpError error) {
        fail(transition, side, Notification.of(error), error.toString());
    }

    private void expired(Transition transition, PeerTimer timer, Side side) {
        switch (timer) {
            case CONNECT_RETRY -> retry(transition);
            case IDLE_HOLD -> {
                if (transition.mode() == Mode.HELD) {
                    transition.run();
                }
            }
            case DELAY_OPEN -> {
                if (transition.connection(side) instanceof DelayingOpen) {
                    transition.sendOpen(side);
                }
            }
            case HOLD -> fail(transition, side, BgpError.HOLD_TIMER_EXPIRED);
            case KEEPALIVE -> keepAlive(transition, side);
        }
    }

    private static void retry(Transition transition) {
        if (transition.mode() != Mode.RUNNING || transition.session() != null) {
            return;
        }
        transition.close(Side.OUTGOING, null);
        if (transition.connection(Side.INCOMING) instanceof None) {
            transition.connect();
        } else {
            transition.retry();
        }
    }

    private static void keepAlive(Transition transition, Side side) {
        var session = transition.session();
        if (side == Side.SESSION && session != null) {
            transition.send(side, new Keepalive());
            transition.keepAlive(side, session);
        } else if (side != Side.SESSION && transition.connection(side) instanceof OpenConfirm(var agreement)) {
            transition.send(side, new Keepalive());
            transition.keepAlive(side, agreement);
        }
    }

    private static void tooManyPrefixes(Transition transition, PeerEvent.PrefixLimitExceeded exceeded) {
        var session = transition.session();
        if (session == null) {
            return;
        }
        var data = Unpooled.buffer(7)
                .writeShort(exceeded.family().afi())
                .writeByte(exceeded.family().safi())
                .writeInt(exceeded.limit());
        var reason = Notification.of(BgpError.MAXIMUM_PREFIXES_REACHED, Octets.read(data, data.readableBytes()));
        transition.down(
                session.gracefulNotification() ? reason.asHardReset() : reason,
                false,
                "More than " + exceeded.limit() + " routes of " + exceeded.family());
        if (exceeded.idleSeconds() == PeerEvent.PrefixLimitExceeded.USUAL) {
            transition.hold(true);
        } else {
            transition.holdFor(exceeded.idleSeconds());
        }
    }

    private void received(Transition transition, Side side, BgpMessage message) {
        if (message instanceof Notification notification) {
            notified(transition, side, notification);
        } else if (side == Side.SESSION) {
            established(transition, message);
        } else {
            switch (transition.connection(side)) {
                case DelayingOpen _, OpenSent _ when message instanceof Open open -> opened(transition, side, open);
                case DelayingOpen _, OpenSent _ -> fail(transition, side, BgpError.UNEXPECTED_IN_OPEN_SENT);
                case OpenConfirm(var agreement)
                when message instanceof Keepalive -> establish(transition, side, agreement);
                case OpenConfirm _ -> fail(transition, side, BgpError.UNEXPECTED_IN_OPEN_CONFIRM);
                case None _, Connecting _ -> {}
            }
        }
    }

    private static void notified(Transition transition, Side side, Notification notification) {
        if (side == Side.SESSION) {
            var session = transition.session();
            boolean keepRoutes = session != null && session.gracefulNotification() && !notification.isHardReset();
            transition.down(null, keepRoutes, "The peer says: " + notification);
        } else {
            transition.close(side, null);
        }
        transition.hold(true);
    }

    private static void established(Transition transition, BgpMessage message) {
        var session = transition.session();
        if (session == null) {
            return;
        }
        switch (message) {
            case Keepalive _ -> {
                transition.heard(Side.SESSION, session);
                transition.succeeded();
            }
            case Update _, RouteRefresh _ -> {
                transition.heard(Side.SESSION, session);
                transition.add(new Deliver(message));
            }
            case Open _ -> fail(transition, Side.SESSION, BgpError.UNEXPECTED_IN_ESTABLISHED);
            case Notification _ -> throw new IllegalStateException("Dealt with before");
        }
    }

    private void opened(Transition transition, Side side, Open open) {
        Agreement agreement;
        try {
            agreement = Agreement.of(settings, open);
        } catch (BgpException e) {
            fail(transition, side, Notification.of(e), e.detail());
            return;
        }
        if (!winsCollision(transition, side, agreement)) {
            transition.close(side, Notification.of(BgpError.CONNECTION_COLLISION));
            return;
        }
        if (transition.connection(side) instanceof DelayingOpen) {
            transition.add(new StopTimer(PeerTimer.DELAY_OPEN, side));
            transition.send(side, settings.open());
        }
        transition.send(side, new Keepalive());
        if (agreement.holdSeconds() == 0) {
            transition.add(new StopTimer(PeerTimer.HOLD, side));
        }
        transition.heard(side, agreement);
        transition.keepAlive(side, agreement);
        transition.set(side, new OpenConfirm(agreement));
    }

    /** RFC 4271 section 6.8: of two connections, the one that the speaker of the higher identifier began is kept. */
    private boolean winsCollision(Transition transition, Side side, Agreement agreement) {
        var session = transition.session();
        if (session != null) {
            // RFC 4724 section 4.2: a peer that has restarted knows nothing of the session that we still see.
            if (!session.gracefulRestart() || !agreement.isRestarted()) {
                return false;
            }
            transition.down(null, true, "The peer has restarted");
            return true;
        }
        var other = side == Side.OUTGOING ? Side.INCOMING : Side.OUTGOING;
        if (!(transition.connection(other) instanceof OpenConfirm)) {
            return true;
        }
        if ((side == Side.OUTGOING) != isHigher(agreement.theirs())) {
            return false;
        }
        transition.close(other, Notification.of(BgpError.CONNECTION_COLLISION));
        return true;
    }

    /** {@return whether our identifier is higher than the peer's; if equal, our AS number (RFC 6286)} */
    private boolean isHigher(Open theirs) {
        int byIdentifier = settings.identifier().compareTo(theirs.identifier());
        return byIdentifier != 0 ? byIdentifier > 0 : settings.localAs() > theirs.as();
    }

    private static void establish(Transition transition, Side side, Agreement agreement) {
        var other = side == Side.OUTGOING ? Side.INCOMING : Side.OUTGOING;
        transition.close(other, Notification.of(BgpError.CONNECTION_COLLISION));
        transition.add(new StopTimer(PeerTimer.HOLD, side));
        transition.add(new StopTimer(PeerTimer.KEEPALIVE, side));
        transition.up(side, agreement);
    }
}
