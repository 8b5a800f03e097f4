package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.ControlRequestException;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.Stanza.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions of workloads to control nodes. */
class ServiceRequestsTest {
    private static final List<XmlElement> ANSWER = List.of(XmlElement.ofText("message", "AAAB"));

    @TempDir
    Path state;

    private AgentRig rig;

    @BeforeEach
    void start() {
        rig = new AgentRig(state, new FakeForwarding());
    }

    private CompletableFuture<List<XmlElement>> ask() {
        var answer = new CompletableFuture<List<XmlElement>>();
        rig.agent.controlNodes().ask(Service.DHCP, Demo.VMI, List.of(), answer);
        rig.time.settle();
        return answer;
    }

    private static Stanza response(long transaction, int code) {
        var envelope = Envelope.toAgent(Demo.NODE, Service.DHCP.resource());
        return new Stanza.ServiceResponse(envelope, Service.DHCP, transaction, code, ANSWER);
    }

    private static int code(CompletableFuture<?> answer) {
        var failure = assertThrows(ExecutionException.class, answer::get);
        return ((ControlRequestException) failure.getCause()).code();
    }

    @Test
    void answersComeInAnyOrder() throws Exception {
        rig.up(0);
        var one = ask();
        var other = ask();
        assertTrue(rig.sent(0, "<dhcp transid=\"2\">", Demo.VMI.toString()));
        rig.receive(0, response(2, 0));
        assertFalse(one.isDone());
        assertEquals(ANSWER, other.get());
        rig.receive(0, response(1, Stanza.ServiceResponse.NO_SUCH_PORT));
        assertEquals(Stanza.ServiceResponse.NO_SUCH_PORT, code(one));
    }

    @Test
    void nobodyAnswers() {
        assertEquals(ControlRequestException.UNANSWERED, code(ask()));
        rig.up(0);
        var answer = ask();
        rig.pass(Duration.ofSeconds(3));
        assertEquals(ControlRequestException.UNANSWERED, code(answer));
        rig.receive(0, response(1, 0));
    }

    @Test
    void asksTheControlNodeThatIsLeft() {
        rig.up(0).up(1).down(0);
        ask();
        assertFalse(rig.sent(0, "<dhcp"));
        assertTrue(rig.sent(1, "<dhcp"));
    }
}
