package net.weftnet.protocol.xmpp.session;

import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.session.SessionAction.Deliver;
import net.weftnet.protocol.xmpp.session.SessionAction.Establish;
import net.weftnet.protocol.xmpp.session.SessionAction.ResetRetry;
import net.weftnet.protocol.xmpp.session.SessionAction.SendKeepAlive;
import net.weftnet.protocol.xmpp.session.SessionAction.StartTimer;
import net.weftnet.protocol.xmpp.session.SessionAction.StopTimer;

/**
 * What both ends of a session have in common. An end is a function from state and event to a {@link Step}: nothing is
 * remembered in it, and nothing is done by it.
 */
abstract sealed class SessionFsm permits ServerFsm, ClientFsm {
    static final String TLS_NAMESPACE = "urn:ietf:params:xml:ns:xmpp-tls";

    /** {@return the state a session begins in} */
    abstract SessionState initial();

    /** {@return what the event leads to} */
    abstract Step step(SessionState state, SessionEvent event);

    /** {@return the end of a session or attempt, for this reason} */
    abstract Step close(CloseReason reason);

    Step close(Kind kind, String detail) {
        return close(new CloseReason(kind, detail));
    }

    /** An event that is due in no case: the peer's fault if it comes from the peer, else too late to matter. */
    Step unexpected(SessionState state, SessionEvent event) {
        return switch (event) {
            case SessionEvent.Opened _ -> close(Kind.PROTOCOL_ERROR, "The peer opened a stream while " + state);
            case SessionEvent.Received(var element) ->
                close(Kind.PROTOCOL_ERROR, "The peer sent <" + element.name() + "> while " + state);
            case SessionEvent.Expired(var timer)
            when timer == SessionTimer.OPEN ->
                close(Kind.OPEN_TIMER_EXPIRED, "The session was not established in time, but " + state);
            case SessionEvent.Ended(var reason) -> close(reason);
            case SessionEvent.KeepAliveReceived _,
                    SessionEvent.Start _,
                    SessionEvent.Connected _,
                    SessionEvent.Secured _,
                    SessionEvent.Expired _ -> new Step(state);
        };
    }

    /** {@return that the session with this peer is up, whatever resource it gives as its own} */
    static Step establish(String peer, SessionAction... before) {
        var step = new Step(SessionState.ESTABLISHED, before);
        return step.and(new StopTimer(SessionTimer.OPEN))
                .and(new StartTimer(SessionTimer.HOLD))
                .and(new StartTimer(SessionTimer.KEEP_ALIVE))
                .and(new Establish(Jid.parse(peer).bare()));
    }

    Step established(SessionEvent event) {
        var state = SessionState.ESTABLISHED;
        return switch (event) {
            case SessionEvent.KeepAliveReceived _ ->
                new Step(state, new StartTimer(SessionTimer.HOLD), new ResetRetry());
            case SessionEvent.Received(var element) when element.localName().equals("features") -> features(element);
            case SessionEvent.Received(var element) ->
                new Step(state, new StartTimer(SessionTimer.HOLD), new Deliver(element));
            case SessionEvent.Expired(var timer) ->
                switch (timer) {
                    case KEEP_ALIVE -> new Step(state, new SendKeepAlive(), new StartTimer(timer));
                    case HOLD -> close(Kind.HOLD_TIMER_EXPIRED, "The peer was not heard for the hold time");
                    case OPEN, CONNECT_RETRY -> new Step(state);
                };
            case SessionEvent.Start _,
                    SessionEvent.Connected _,
                    SessionEvent.Opened _,
                    SessionEvent.Secured _,
                    SessionEvent.Ended _ -> unexpected(state, event);
        };
    }

    /** After TLS servers send features without anything in them; in clear they may ask for TLS, which is not ours. */
    private Step features(XmlElement features) {
        if (features.child("starttls").isPresent()
                && features.child("starttls").get().child("required").isPresent()) {
            return close(Kind.TLS_REFUSED, "The server requires TLS, and we are told to do without");
        }
        return new Step(SessionState.ESTABLISHED, new StartTimer(SessionTimer.HOLD));
    }

    static XmlElement tls(String name, XmlElement... children) {
        return XmlElement.of(name, children).withAttribute("xmlns", TLS_NAMESPACE);
    }
}
