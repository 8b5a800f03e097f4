package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.Encapsulation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Losing the agent, or its control nodes, must not be noticed by packets. */
class RestartTest {
    private static final Encapsulation UDP = Encapsulation.MPLS_OVER_UDP;

    @TempDir
    Path state;

    private final FakeForwarding forwarding = new FakeForwarding();
    private AgentRig rig;
    private List<String> before;

    @BeforeEach
    void converge() throws Exception {
        rig = new AgentRig(state, forwarding).converged();
        before = forwarding.contents();
        forwarding.changes.clear();
    }

    /** A new agent on the state and tables of the one that was killed. */
    private AgentRig restarted() {
        return new AgentRig(state, forwarding, Map.of("tap-vm1", 7));
    }

    @Test
    void aRestartedAgentChangesNothingThatIsStillRight() {
        rig = restarted().pass(Duration.ofHours(1));
        rig.up(0).pass(Duration.ofSeconds(1));
        assertFalse(rig.sent(0, "EndOfRib"), "an end-of-RIB now would make the control node drop the routes");
        rig.receive(0, Demo.update(Demo.config()), Demo.reach("10.1.1.4", 5000, UDP), Demo.endOfRib());
        rig.pass(AgentRig.GRACE.plusSeconds(1));
        assertTrue(rig.sent(0, "<label>4098</label>"));
        assertTrue(rig.sent(0, "EndOfRib"));
        assertEquals(before, forwarding.contents());
        assertEquals(List.of(), forwarding.changes);
    }

    @Test
    void aRestartedAgentDeletesWhatIsGoneOnceItKnows() {
        rig = restarted().up(0);
        rig.receive(0, Demo.update(Demo.config()), Demo.endOfRib());
        assertEquals(before, forwarding.contents());
        rig.pass(AgentRig.GRACE.minusSeconds(1));
        assertEquals(before, forwarding.contents(), "the other agents may not be back yet");
        rig.pass(Duration.ofSeconds(2));
        assertFalse(forwarding.contents().toString().contains("10.1.1.4"));
        assertTrue(forwarding.contents().toString().contains("10.1.1.3"));
    }

    @Test
    void aRestartedAgentTakesAnUnpluggedPortOutAtOnce() throws Exception {
        rig = restarted();
        rig.unplug(Demo.VMI);
        assertEquals(
                List.of(
                        "1 10.1.1.4/32 label 5000 Tunnel[encapsulation=MPLS_OVER_UDP, source=198.18.0.11,"
                                + " destination=198.18.0.12]",
                        "Tunnel[encapsulation=MPLS_OVER_UDP, source=198.18.0.11, destination=198.18.0.12]"),
                forwarding.contents());
    }

    @Test
    void goesOnWithWhatThereIsWhenTheConfigurationDoesNotCome() {
        rig = restarted().up(0).receive(0, Demo.endOfRib());
        rig.pass(AgentRig.RESTART.minusSeconds(1));
        assertEquals(before, forwarding.contents());
        rig.pass(Duration.ofSeconds(2));
        assertEquals(List.of(), forwarding.contents());
    }

    @Test
    void takesAMissingEndOfRibForSentAfterAWhile() {
        rig = restarted().up(0).receive(0, Demo.update(Demo.config()));
        rig.pass(AgentRig.GRACE.plus(AgentRig.PATIENCE).minusSeconds(1));
        assertEquals(before, forwarding.contents());
        rig.pass(Duration.ofSeconds(2));
        assertFalse(forwarding.contents().toString().contains("10.1.1.4"));
    }

    @Test
    void forwardsHeadless() {
        rig.down(0).pass(Duration.ofDays(1));
        assertEquals(before, forwarding.contents());
        assertEquals(List.of(), forwarding.changes);
    }

    @Test
    void sweepsWhatAReturningControlNodeDoesNotRepeat() {
        rig.receive(0, Demo.reach("10.1.1.5", 5001, UDP)).down(0).up(0);
        assertTrue(rig.sent(0, "<subscribe node=\"" + Demo.FRONT_RI + "\""), "subscribes again");
        assertTrue(rig.sent(0, "<publish"), "publishes again");
        rig.receive(0, Demo.update(Demo.config()), Demo.reach("10.1.1.4", 5000, UDP), Demo.endOfRib());
        assertTrue(forwarding.contents().toString().contains("10.1.1.5"));
        rig.pass(AgentRig.GRACE.plusSeconds(1));
        assertEquals(before, forwarding.contents());
    }

    @Test
    void aControlNodeThatHasNoConfigurationYetRemovesNothing() {
        rig.down(0).up(0).receive(0, Demo.endOfRib()).pass(Duration.ofHours(1));
        assertEquals(before, forwarding.contents());
    }

    @Test
    void sweepsConfigurationThatIsNotRepeated() {
        rig.down(0).up(0);
        rig.receive(0, Demo.update(Demo.config().subList(0, 2)));
        assertEquals(before, forwarding.contents());
        rig.pass(AgentRig.QUIET);
        assertFalse(forwarding.contents().toString().contains("10.1.1.3"));
    }

    @Test
    void changesToTheOtherControlNodeWithoutAGap() {
        rig.up(1).receive(1, Demo.reach("10.1.1.4", 5000, UDP), Demo.endOfRib());
        assertTrue(rig.sent(1, "<publish"), "routes go to both");
        assertFalse(rig.sent(1, "/config"), "configuration comes from one");
        rig.pass(AgentRig.GRACE.plusSeconds(1)).down(0);
        assertTrue(rig.sent(1, "/config", "virtual-router:"));
        rig.receive(1, Demo.update(Demo.config())).pass(AgentRig.QUIET);
        assertEquals(before, forwarding.contents());
        assertEquals(List.of(), forwarding.changes);
    }

    @Test
    void forgetsTheRoutesOfALostControlNodeWhenAnotherKnowsAll() {
        rig.receive(0, Demo.reach("10.1.1.5", 5001, UDP));
        rig.up(1).receive(1, Demo.reach("10.1.1.4", 5000, UDP), Demo.endOfRib());
        rig.pass(AgentRig.GRACE.plusSeconds(1));
        assertTrue(forwarding.contents().toString().contains("10.1.1.5"));
        rig.down(0).receive(1, Demo.update(Demo.config())).pass(AgentRig.QUIET);
        assertEquals(before, forwarding.contents());
    }
}
