package net.weftnet.protocol.xmpp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.session.SessionEvent.Connected;
import net.weftnet.protocol.xmpp.session.SessionEvent.Ended;
import net.weftnet.protocol.xmpp.session.SessionEvent.Expired;
import net.weftnet.protocol.xmpp.session.SessionEvent.KeepAliveReceived;
import net.weftnet.protocol.xmpp.session.SessionEvent.Opened;
import net.weftnet.protocol.xmpp.session.SessionEvent.Received;
import net.weftnet.protocol.xmpp.session.SessionEvent.Secured;
import net.weftnet.protocol.xmpp.session.SessionEvent.Start;
import net.weftnet.protocol.xmpp.stream.StreamHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionFsmTest {
    private static final Opened HEADER = new Opened(StreamHeader.opening("compute1", "control"), true);
    private static final Opened ANSWER = new Opened(StreamHeader.answer("control", "compute1"), true);
    private static final Received STANZA = new Received(XmlElement.of("iq"));
    private static final Received STARTTLS = new Received(XmlElement.of("starttls"));
    private static final Received OFFER = new Received(XmlElement.of("stream:features", XmlElement.of("starttls")));

    private final SessionFsm server = new ServerFsm("control", true);
    private final SessionFsm client = new ClientFsm("compute1", "control", true);

    /** Runs events from the start; the last step is returned, and every one before must not end the session. */
    private static Step run(SessionFsm fsm, SessionEvent... events) {
        var step = new Step(fsm.initial());
        for (var event : events) {
            assertEquals(Optional.empty(), closed(step), "before " + event);
            step = fsm.step(step.next(), event);
        }
        return step;
    }

    private static Optional<Kind> closed(Step step) {
        return step.actions().stream()
                .filter(SessionAction.Close.class::isInstance)
                .map(action -> ((SessionAction.Close) action).reason().kind())
                .findFirst();
    }

    @Test
    void theServerEstablishesAfterTls() {
        var step = run(server, new Connected(), HEADER, STARTTLS, new Secured(), HEADER);
        assertEquals(SessionState.ESTABLISHED, step.next());
        assertTrue(step.actions().contains(new SessionAction.Establish("compute1")));
        assertEquals(
                new SessionAction.Open(StreamHeader.answer("control", "compute1")),
                step.actions().getFirst());
    }

    @Test
    void theClientEstablishesAfterTls() {
        var proceed = new Received(XmlElement.of("proceed"));
        var step = run(client, new Start(), new Connected(), ANSWER, OFFER, proceed, new Secured(), ANSWER);
        assertEquals(SessionState.ESTABLISHED, step.next());
        assertTrue(step.actions().contains(new SessionAction.Establish("control")));
    }

    @Test
    void stanzasBeforeTlsAreRefused() {
        assertEquals(Optional.of(Kind.PROTOCOL_ERROR), closed(run(server, new Connected(), STANZA)));
        assertEquals(Optional.of(Kind.TLS_REFUSED), closed(run(server, new Connected(), HEADER, STANZA)));
        assertEquals(Optional.of(Kind.PROTOCOL_ERROR), closed(run(server, new Connected(), HEADER, STARTTLS, STANZA)));
    }

    @Test
    void aClientInsistsOnTls() {
        var features = new Received(XmlElement.of("features"));
        var step = run(client, new Start(), new Connected(), ANSWER, features);
        assertEquals(Optional.of(Kind.TLS_REFUSED), closed(step));
        assertTrue(step.actions().contains(new SessionAction.StartTimer(SessionTimer.CONNECT_RETRY)));
    }

    @Test
    void namelessAndFalselyNamedPeersAreRefused() {
        var nameless = new Opened(StreamHeader.opening("", "control"), true);
        assertEquals(Optional.of(Kind.PROTOCOL_ERROR), closed(run(server, new Connected(), nameless)));
        var untrusted = new Opened(HEADER.header(), false);
        assertEquals(
                Optional.of(Kind.WRONG_IDENTITY),
                closed(run(server, new Connected(), HEADER, STARTTLS, new Secured(), untrusted)));
    }

    @Test
    void everyStanzaAndKeepAliveRestartsTheHoldTimer() {
        for (var heard : List.of(STANZA, new KeepAliveReceived())) {
            var step = server.step(SessionState.ESTABLISHED, heard);
            assertTrue(step.actions().contains(new SessionAction.StartTimer(SessionTimer.HOLD)), heard::toString);
        }
    }

    @Test
    void silenceEndsASession() {
        var expired = new Expired(SessionTimer.HOLD);
        assertEquals(Optional.of(Kind.HOLD_TIMER_EXPIRED), closed(server.step(SessionState.ESTABLISHED, expired)));
        var step = client.step(SessionState.ESTABLISHED, expired);
        assertEquals(SessionState.IDLE, step.next());
        assertEquals(Optional.of(Kind.HOLD_TIMER_EXPIRED), closed(step));
    }

    @Test
    void keepAlivesAreSentAgainAndAgain() {
        var step = server.step(SessionState.ESTABLISHED, new Expired(SessionTimer.KEEP_ALIVE));
        assertEquals(
                List.of(new SessionAction.SendKeepAlive(), new SessionAction.StartTimer(SessionTimer.KEEP_ALIVE)),
                step.actions());
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"OPENING", "NEGOTIATING", "SECURING", "REOPENING"})
    void theOpenTimerEndsWhatIsNotEstablished(SessionState state) {
        var expired = new Expired(SessionTimer.OPEN);
        assertEquals(Optional.of(Kind.OPEN_TIMER_EXPIRED), closed(server.step(state, expired)));
        assertEquals(SessionState.IDLE, client.step(state, expired).next());
    }

    @Test
    void onlyAKeepAliveShortensTheNextPause() {
        var reset = new SessionAction.ResetRetry();
        assertFalse(client.step(SessionState.REOPENING, ANSWER).actions().contains(reset));
        assertTrue(client.step(SessionState.ESTABLISHED, new KeepAliveReceived())
                .actions()
                .contains(reset));
    }

    @Property
    void aStoppedSessionStaysStopped(@ForAll("events") List<SessionEvent> events) {
        for (var fsm : List.of(server, client)) {
            var state = fsm.initial();
            for (var event : events) {
                state = fsm.step(state, event).next();
            }
            state = fsm.step(state, new Ended(new CloseReason(Kind.STOPPED, "")))
                    .next();
            for (var event : events) {
                var step = fsm.step(state, event);
                assertEquals(new Step(SessionState.CLOSED), step);
                state = step.next();
            }
        }
    }

    /** In any order of events stanzas are delivered only between establishing and closing, and only after TLS. */
    @Property
    void nothingIsDeliveredOutsideASession(@ForAll("events") List<SessionEvent> events) {
        for (var fsm : List.of(server, client)) {
            var state = fsm.initial();
            boolean secured = false;
            boolean up = false;
            for (var event : events) {
                var step = fsm.step(state, event);
                for (var action : step.actions()) {
                    switch (action) {
                        case SessionAction.Secure _ -> secured = true;
                        case SessionAction.Establish _ -> {
                            assertTrue(secured && !up);
                            up = true;
                        }
                        case SessionAction.Deliver _ -> assertTrue(up);
                        case SessionAction.Close _ -> {
                            up = false;
                            secured = false;
                        }
                        default -> {}
                    }
                }
                state = step.next();
            }
        }
    }

    @Provide
    Arbitrary<List<SessionEvent>> events() {
        var ends = Arbitraries.of(Kind.values()).filter(kind -> kind != Kind.STOPPED);
        var fixed = Arbitraries.of(
                new Start(),
                new Connected(),
                HEADER,
                ANSWER,
                STANZA,
                STARTTLS,
                OFFER,
                new Received(XmlElement.of("proceed")),
                new KeepAliveReceived(),
                new Secured());
        return Arbitraries.<SessionEvent>oneOf(
                        fixed,
                        Arbitraries.of(SessionTimer.values()).map(Expired::new),
                        ends.map(kind -> new Ended(new CloseReason(kind, ""))))
                .list()
                .ofMaxSize(30);
    }
}
