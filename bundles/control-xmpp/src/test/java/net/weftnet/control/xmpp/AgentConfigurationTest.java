package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.SubgraphDelta;
import org.junit.jupiter.api.Test;

/** Which configuration an agent gets. */
class AgentConfigurationTest extends AgentServerFixture {
    @Test
    void anAgentGetsItsConfiguration() throws Exception {
        var network = new ConfigNode.Name("virtual-network", "default-domain:demo:front");
        var link = new ConfigLink("virtual-router-virtual-machine", ROUTER1, network);
        graph.send(
                ROUTER1,
                new SubgraphDelta(
                        7,
                        true,
                        List.of(
                                new ConfigNode(ROUTER1, Map.of()),
                                new ConfigNode(
                                        network,
                                        Map.of(
                                                "virtual-network-network-id",
                                                XmlElement.ofText("virtual-network-network-id", "5")))),
                        List.of(link),
                        List.of(),
                        List.of()));
        try (var agent1 = agent("compute1")) {
            agent1.subscribeConfig(ROUTER1.toString());
            var first = agent1.await("</iq>");
            assertTrue(
                    first.contains("<iq type=\"set\" from=\"network-control@contrailsystems.com\""
                            + " to=\"default-global-system-config:compute1/config\"><config><update>"),
                    first);
            assertTrue(
                    first.contains("<node type=\"virtual-network\"><name>default-domain:demo:front</name>"
                            + "<virtual-network-network-id>5</virtual-network-network-id></node>"),
                    first);
            assertTrue(first.contains("<metadata type=\"virtual-router-virtual-machine\"/></link>"), first);
            graph.send(ROUTER1, new SubgraphDelta(8, false, List.of(), List.of(), List.of(link), List.of(network)));
            var second = agent1.await("</iq>");
            assertTrue(second.contains("<config><delete><link>"), second);
            assertTrue(
                    second.contains(
                            "</link><node type=\"virtual-network\"><name>default-domain:demo:front</name></node>"
                                    + "</delete>"),
                    second);
            untilAgent("compute1", agent -> agent.configRevision() == 8);
            agent1.subscribeConfig("virtual-machine:2d308482-c7b3-4e05-af14-e732b7b50117");
            until(() -> graph.roots().size() == 2);
            agent1.unsubscribeConfig("virtual-machine:2d308482-c7b3-4e05-af14-e732b7b50117");
            until(() -> graph.roots().equals(List.of(ROUTER1.toString())));
        }
        until(() -> graph.roots().isEmpty());
    }

    @Test
    void anAgentDoesNotGetAnothersConfiguration() throws Exception {
        try (var agent2 = agent("compute2")) {
            agent2.subscribeConfig(ROUTER1.toString());
            untilAgent("compute2", agent -> agent.rejected() == 1);
            agent2.subscribeConfig("config-root:root");
            untilAgent("compute2", agent -> agent.rejected() == 2);
            assertEquals(List.of(), graph.roots());
        }
    }
}
