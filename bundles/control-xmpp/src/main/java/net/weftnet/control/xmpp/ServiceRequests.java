package net.weftnet.control.xmpp;

import java.util.List;
import java.util.function.Supplier;
import net.weftnet.control.xmpp.api.AgentRequests;
import net.weftnet.control.xmpp.api.AgentRequests.Answer;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.jspecify.annotations.Nullable;

/** Passes requests of agents on to who answers them, if somebody is there. */
final class ServiceRequests {
    private final Supplier<@Nullable AgentRequests> answering;

    ServiceRequests(Supplier<@Nullable AgentRequests> answering) {
        this.answering = answering;
    }

    void take(XmppSession session, Stanza.ServiceRequest request) {
        var service = answering.get();
        if (service == null) {
            send(session, request, new Answer(Stanza.ServiceResponse.NOT_IMPLEMENTED, List.of()));
            return;
        }
        var asked = new AgentRequests.Request(
                session.peer(), request.service().element(), request.virtualMachineInterface(), request.query());
        service.answer(asked, answer -> send(session, request, answer));
    }

    private static void send(XmppSession session, Stanza.ServiceRequest request, Answer answer) {
        session.send(new Stanza.ServiceResponse(
                Envelope.toAgent(session.peer(), request.service().resource()),
                request.service(),
                request.transaction(),
                answer.code(),
                answer.body()));
    }
}
