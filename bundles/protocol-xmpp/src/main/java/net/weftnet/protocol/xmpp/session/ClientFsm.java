package net.weftnet.protocol.xmpp.session;

import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.session.SessionAction.Close;
import net.weftnet.protocol.xmpp.session.SessionAction.Connect;
import net.weftnet.protocol.xmpp.session.SessionAction.Open;
import net.weftnet.protocol.xmpp.session.SessionAction.Secure;
import net.weftnet.protocol.xmpp.session.SessionAction.Send;
import net.weftnet.protocol.xmpp.session.SessionAction.StartTimer;
import net.weftnet.protocol.xmpp.stream.StreamHeader;

/** The connecting end: opens its stream, takes STARTTLS, and tries again until it is stopped. */
final class ClientFsm extends SessionFsm {
    private final StreamHeader header;
    private final boolean tls;

    /**
     * @param name our own address
     * @param server the server's
     * @param tls whether nothing but TLS will do
     */
    ClientFsm(String name, String server, boolean tls) {
        header = StreamHeader.opening(name, server);
        this.tls = tls;
    }

    @Override
    SessionState initial() {
        return SessionState.IDLE;
    }

    @Override
    Step step(SessionState state, SessionEvent event) {
        return switch (state) {
            case IDLE -> idle(event);
            case CONNECTING -> connecting(event);
            case OPENING -> opening(event);
            case NEGOTIATING -> negotiating(event);
            case SECURING -> securing(event);
            case REOPENING -> reopening(event);
            case ESTABLISHED -> established(event);
            case CLOSED -> new Step(state);
        };
    }

    @Override
    Step close(CloseReason reason) {
        return reason.kind() == Kind.STOPPED
                ? new Step(SessionState.CLOSED, new Close(reason))
                : new Step(SessionState.IDLE, new Close(reason), new StartTimer(SessionTimer.CONNECT_RETRY));
    }

    private Step idle(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Start _ -> connect();
            case SessionEvent.Expired(var timer) when timer == SessionTimer.CONNECT_RETRY -> connect();
            case SessionEvent.Ended(var reason) when reason.kind() == Kind.STOPPED -> close(reason);
            default -> new Step(SessionState.IDLE);
        };
    }

    private static Step connect() {
        return new Step(SessionState.CONNECTING, new StartTimer(SessionTimer.OPEN), new Connect());
    }

    private Step connecting(SessionEvent event) {
        return event instanceof SessionEvent.Connected
                ? new Step(SessionState.OPENING, new Open(header))
                : unexpected(SessionState.CONNECTING, event);
    }

    private Step opening(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Opened _ when tls -> new Step(SessionState.NEGOTIATING);
            case SessionEvent.Opened(var answer, var _) -> establish(answer.from());
            default -> unexpected(SessionState.OPENING, event);
        };
    }

    private Step negotiating(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Received(var element) -> negotiate(element);
            default -> unexpected(SessionState.NEGOTIATING, event);
        };
    }

    private Step negotiate(XmlElement element) {
        return switch (element.localName()) {
            case "features" ->
                element.child("starttls").isPresent()
                        ? new Step(SessionState.NEGOTIATING, new Send(tls("starttls")))
                        : close(Kind.TLS_REFUSED, "The server does not offer TLS");
            case "proceed" -> new Step(SessionState.SECURING, new Secure());
            default -> close(Kind.TLS_REFUSED, "The server answers <" + element.name() + "> when asked for TLS");
        };
    }

    private Step securing(SessionEvent event) {
        return event instanceof SessionEvent.Secured
                ? new Step(SessionState.REOPENING, new Open(header))
                : unexpected(SessionState.SECURING, event);
    }

    private Step reopening(SessionEvent event) {
        return event instanceof SessionEvent.Opened(var answer, var _)
                ? establish(answer.from())
                : unexpected(SessionState.REOPENING, event);
    }
}
