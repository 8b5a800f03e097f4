package net.weftnet.protocol.xmpp.session;

import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.session.SessionAction.Close;
import net.weftnet.protocol.xmpp.session.SessionAction.Open;
import net.weftnet.protocol.xmpp.session.SessionAction.Secure;
import net.weftnet.protocol.xmpp.session.SessionAction.Send;
import net.weftnet.protocol.xmpp.session.SessionAction.StartTimer;
import net.weftnet.protocol.xmpp.stream.StreamHeader;

/** The accepting end: answers headers, offers STARTTLS and insists on it if it has TLS (RFC 6120 section 5). */
final class ServerFsm extends SessionFsm {
    private static final XmlElement FEATURES = XmlElement.of("stream:features");
    private static final XmlElement OFFER =
            XmlElement.of("stream:features", tls("starttls", XmlElement.of("required")));

    private final String name;
    private final boolean tls;

    /**
     * @param name the server's address
     * @param tls whether TLS is offered, and then required
     */
    ServerFsm(String name, boolean tls) {
        this.name = name;
        this.tls = tls;
    }

    @Override
    SessionState initial() {
        return SessionState.OPENING;
    }

    @Override
    Step step(SessionState state, SessionEvent event) {
        return switch (state) {
            case OPENING -> opening(event);
            case NEGOTIATING -> negotiating(event);
            case SECURING -> securing(event);
            case REOPENING -> reopening(event);
            case ESTABLISHED -> established(event);
            case CLOSED, IDLE, CONNECTING -> new Step(state);
        };
    }

    @Override
    Step close(CloseReason reason) {
        return new Step(SessionState.CLOSED, new Close(reason));
    }

    private Step opening(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Connected _ -> new Step(SessionState.OPENING, new StartTimer(SessionTimer.OPEN));
            case SessionEvent.Opened(var header, var _) when header.from().isEmpty() -> nameless();
            case SessionEvent.Opened(var header, var _)
            when tls -> new Step(SessionState.NEGOTIATING, answer(header), new Send(OFFER));
            case SessionEvent.Opened(var header, var _) -> establish(header.from(), answer(header));
            default -> unexpected(SessionState.OPENING, event);
        };
    }

    private Step negotiating(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Received(var element)
            when element.localName().equals("starttls") ->
                new Step(SessionState.SECURING, new Send(tls("proceed")), new Secure());
            case SessionEvent.Received(var element) ->
                close(Kind.TLS_REFUSED, "The peer sent <" + element.name() + "> where only starttls is accepted");
            default -> unexpected(SessionState.NEGOTIATING, event);
        };
    }

    private Step securing(SessionEvent event) {
        return event instanceof SessionEvent.Secured
                ? new Step(SessionState.REOPENING)
                : unexpected(SessionState.SECURING, event);
    }

    private Step reopening(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Opened(var header, var _) when header.from().isEmpty() -> nameless();
            case SessionEvent.Opened(var header, var trusted)
            when !trusted -> close(Kind.WRONG_IDENTITY, "The peer's certificate is not that of " + header.from());
            case SessionEvent.Opened(var header, var _) -> establish(header.from(), answer(header), new Send(FEATURES));
            default -> unexpected(SessionState.REOPENING, event);
        };
    }

    private Step nameless() {
        return close(Kind.PROTOCOL_ERROR, "The peer does not say who it is");
    }

    private SessionAction answer(StreamHeader header) {
        return new Open(StreamHeader.answer(name, header.from()));
    }
}
