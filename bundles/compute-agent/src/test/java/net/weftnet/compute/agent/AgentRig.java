package net.weftnet.compute.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.controller.ControlNode;
import net.weftnet.compute.agent.controller.ControlNodes.Timing;
import net.weftnet.compute.agent.port.PortTable;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaCodec;

/** An agent with two control nodes played by the test, tables in memory, and time that stands still. */
final class AgentRig {
    static final Duration GRACE = Duration.ofSeconds(20);
    static final Duration PATIENCE = Duration.ofSeconds(100);
    static final Duration QUIET = Duration.ofSeconds(5);
    static final Duration AUDIT = Duration.ofSeconds(30);
    static final Duration RESTART = Duration.ofSeconds(300);

    final FakeForwarding forwarding;
    final FakeHealth health = new FakeHealth();
    final TestTime time = new TestTime();
    final Map<String, Integer> devices = new HashMap<>();
    final AgentNumbers numbers;
    final Agent agent;
    final DataPlane dataPlane;
    /** What was sent to each control node, as XML. */
    final List<List<String>> sent = List.of(new ArrayList<>(), new ArrayList<>());

    AgentRig(Path state, FakeForwarding forwarding) {
        this(state, forwarding, Map.of());
    }

    AgentRig(Path state, FakeForwarding forwarding, Map<String, Integer> devices) {
        this.forwarding = forwarding;
        this.devices.putAll(devices);
        var settings = new AgentSettings(
                Demo.NODE,
                Demo.UNDERLAY,
                List.of(Encapsulation.MPLS_OVER_UDP),
                List.of("192.0.2.1:5269", "192.0.2.2:5269"),
                new Timing(GRACE, PATIENCE),
                new AgentSettings.SessionTiming(Duration.ofSeconds(90), Duration.ofSeconds(10)),
                QUIET,
                RESTART,
                AUDIT);
        try {
            numbers = AgentNumbers.open(state.resolve("agent"));
            var ports = PortTable.open(state.resolve("ports"));
            dataPlane = new DataPlane(forwarding, health.open("compute", "data plane"), Clock.systemUTC());
            agent = new Agent(settings, time, time, new Agent.Parts(ports, numbers, this::device, dataPlane, health));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent.start();
        forwarding.onReady(() -> time.execute(agent::tablesOpened));
        time.settle();
    }

    private OptionalInt device(String name) {
        var index = devices.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    AgentRig plug(Port port) throws Exception {
        agent.ports().plug(List.of(port));
        agent.portsChanged();
        time.settle();
        return this;
    }

    AgentRig unplug(UUID id) throws Exception {
        agent.ports().unplug(id);
        agent.portsChanged();
        time.settle();
        return this;
    }

    AgentRig device(String name, int index) {
        devices.put(name, index);
        agent.devicesChanged();
        time.settle();
        return this;
    }

    AgentRig noDevice(String name) {
        devices.remove(name);
        agent.devicesChanged();
        time.settle();
        return this;
    }

    /** Begins a session, unless there is one. */
    AgentRig up(int node) {
        if (node(node).isUp()) {
            return this;
        }
        sent.get(node).clear();
        agent.controlNodes().up(node(node), stanza -> sent.get(node)
                .add(StanzaCodec.encode(stanza).toString()));
        time.settle();
        return this;
    }

    /** Ends the session, if there is one. */
    AgentRig down(int node) {
        if (!node(node).isUp()) {
            return this;
        }
        agent.controlNodes().down(node(node));
        time.settle();
        return this;
    }

    AgentRig receive(int node, Stanza... stanzas) {
        for (var stanza : stanzas) {
            agent.controlNodes().received(node(node), stanza);
        }
        time.settle();
        return this;
    }

    AgentRig pass(Duration duration) {
        time.pass(duration);
        return this;
    }

    private ControlNode node(int index) {
        return agent.controlNodes().all().get(index);
    }

    /** {@return whether something sent to the control node contains all these words} */
    boolean sent(int node, String... words) {
        return sent.get(node).stream().anyMatch(xml -> List.of(words).stream().allMatch(xml::contains));
    }

    /** Plugs vm1 and gives it all it needs: then it is active, and the control node synchronised. */
    AgentRig converged() throws Exception {
        plug(Demo.port()).device("tap-vm1", 7).up(0);
        receive(0, Demo.update(Demo.config()), Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP));
        receive(0, Demo.endOfRib());
        return pass(GRACE.plusSeconds(1));
    }
}
