package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.xmpp.api.AgentRequests;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.Stanza.Service;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.junit.jupiter.api.Test;

/** Requests of agents on their way to who answers, and back. */
class ServiceRequestsTest {
    private static final UUID PORT = new UUID(0, 1);
    private static final List<XmlElement> BODY = List.of(XmlElement.ofText("message", "AAAB"));
    private static final Stanza.ServiceRequest REQUEST = new Stanza.ServiceRequest(
            Envelope.toControlNode("compute1", Jid.DNS_PEER, "dns7"), Service.DNS, 7, PORT, BODY);

    private final Session session = new Session();

    /** Keeps what is sent. */
    private static final class Session implements XmppSession {
        private final List<Stanza> sent = new ArrayList<>();

        @Override
        public String peer() {
            return "compute1";
        }

        @Override
        public SocketAddress remoteAddress() {
            return InetSocketAddress.createUnresolved("compute1", 1);
        }

        @Override
        public boolean send(Stanza stanza) {
            return sent.add(stanza);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void read(boolean enabled) {}

        @Override
        public void close(String why) {}
    }

    private static Stanza response(int code, List<XmlElement> body) {
        return new Stanza.ServiceResponse(Envelope.toAgent("compute1", Jid.DNS_PEER), Service.DNS, 7, code, body);
    }

    @Test
    void answersAsTheServiceDoes() {
        AgentRequests service = (AgentRequests.Request request, Consumer<AgentRequests.Answer> answer) -> {
            assertEquals(new AgentRequests.Request("compute1", "dns", PORT, BODY), request);
            answer.accept(new AgentRequests.Answer(0, BODY));
        };
        new ServiceRequests(() -> service).take(session, REQUEST);
        assertEquals(List.of(response(0, BODY)), session.sent);
    }

    @Test
    void saysThatThereIsNoService() {
        new ServiceRequests(() -> null).take(session, REQUEST);
        assertEquals(List.of(response(Stanza.ServiceResponse.NOT_IMPLEMENTED, List.of())), session.sent);
    }
}
