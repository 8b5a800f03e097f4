package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.xmpp.api.AgentView.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions begin and end, and what ends them. */
class AgentSessionsTest extends AgentServerFixture {
    @Test
    void aSilentAgentIsDroppedAndItsRoutesStayForAWhile() throws Exception {
        restart(new FixedConfig(1, 2));
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            var beat = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        agent2.await(KEEP_ALIVE);
                        agent2.send(KEEP_ALIVE);
                    }
                } catch (Exception | AssertionError e) {
                    // the end of the test
                }
            });
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent1.await(KEEP_ALIVE);
            agent1.awaitEnd();
            untilAgent("compute1", agent -> agent.state() == State.STALE);
            assertEquals(
                    List.of(true),
                    rib.routes(FRONT_TABLE).stream()
                            .map(r -> r.paths().getFirst().stale())
                            .toList());
            until(() -> rib.routes(FRONT_TABLE).isEmpty());
            assertEquals(State.GONE, view("compute1").state());
            assertEquals(State.UP, view("compute2").state());
            assertTrue(health.conditions().stream()
                    .anyMatch(c -> c.subject().equals("agent compute1") && c.level() == Health.Level.DEGRADED));
            beat.interrupt();
        }
    }

    @Test
    void aSecondSessionTakesThePlaceOfTheFirst() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var first = agent("compute1");
                var second = agent("compute1")) {
            first.awaitEnd();
            second.subscribe(FRONT);
            until(() -> rib.instances().getFirst().subscribers().equals(List.of("compute1")));
            assertEquals(State.UP, view("compute1").state());
        }
    }

    @Test
    void subscribingTwiceEndsTheSession() throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.subscribe(FRONT);
            agent1.subscribe(FRONT);
            agent1.awaitEnd();
        }
        untilAgent("compute1", agent -> agent.lastClose().orElse("").contains("twice"));
    }

    @Test
    void unsubscribingFromNothingEndsTheSession() throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.unsubscribe(FRONT);
            agent1.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "<iq><unclosed></iq>",
                "<!DOCTYPE a>",
                "<iq>&entity;</iq>",
                "\u0000\u0000\u0000",
                "</stream:stream>"
            })
    void garbageEndsTheSessionAndNothingElse(String garbage) throws Exception {
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.send(garbage);
            agent1.awaitEnd();
            agent2.subscribe(FRONT);
            until(() -> rib.peers().stream().anyMatch(p -> p.name().equals("compute2") && p.subscriptions() == 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='set' to='n/bgp-peer'><pubsub><subscribe/></pubsub></iq>",
                "<iq type='set' to='n/config'><pubsub><subscribe node='nothing'/></pubsub></iq>",
                "<iq type='set' to='n/bgp-peer'><pubsub><collection node='v'><associate node='1/1/v/10.0.0.1/32'/></collection></pubsub></iq>",
                "<iq type='set'><config><update/></config></iq>",
            })
    void aBadStanzaIsSkipped(String stanza) throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.send(stanza);
            agent1.subscribe(FRONT);
            until(() -> rib.peers().stream().anyMatch(p -> p.subscriptions() == 1));
            assertEquals(1, view("compute1").rejected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<iq type='set'/>", "GET / HTTP/1.1\r\n\r\n", KEEP_ALIVE + "x"})
    void nothingButTlsIsTakenInClear(String text) throws Exception {
        try (var agent1 = RawAgent.connect("compute1", address())) {
            agent1.readInBackground();
            agent1.openStream();
            agent1.await("<required/>");
            agent1.send(text);
            agent1.awaitEnd();
            assertEquals(List.of(), server.agents());
        }
    }

    @Test
    void octetsBehindStarttlsEndTheSession() throws Exception {
        try (var agent1 = RawAgent.connect("compute1", address())) {
            agent1.readInBackground();
            agent1.openStream();
            agent1.await("<required/>");
            agent1.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><iq type='set'/>");
            agent1.awaitConnectionEnd();
            assertEquals(List.of(), server.agents());
        }
    }
}
