package net.weftnet.compute.agent;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.agent.controller.ControlNodes.Timing;

/**
 * What the agent is told at its start.
 *
 * @param node this node's name, which is also its virtual-router's
 * @param underlay its tunnel address
 * @param encapsulations the tunnels the data plane speaks, best first
 * @param controlNodes addresses of the control nodes, best first
 * @param routes times of route synchronisation
 * @param sessions times of sessions with control nodes
 * @param configQuiet how long the source of configuration must be silent to have said all
 * @param restart how long a control node must have been there for the agent to act on what it knows, complete or not
 * @param audit how often the forwarding tables are compared with what is desired
 */
record AgentSettings(
        String node,
        IpAddress underlay,
        List<Encapsulation> encapsulations,
        List<String> controlNodes,
        Timing routes,
        SessionTiming sessions,
        Duration configQuiet,
        Duration restart,
        Duration audit) {

    /**
     * The times of sessions.
     *
     * @param hold silence after which a control node counts as lost
     * @param longestRetry the longest pause between two attempts
     */
    record SessionTiming(Duration hold, Duration longestRetry) {}

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException with a message for the operator if it makes no sense
     */
    static AgentSettings of(String node, AgentConfig config) {
        if (config.underlayAddress().isBlank()) {
            throw new IllegalArgumentException(
                    "underlayAddress (WEFT_UNDERLAY) is not set: other nodes need an address to"
                            + " send tunnelled packets to");
        }
        return new AgentSettings(
                node,
                IpAddress.parse(config.underlayAddress().strip()),
                words(config.encapsulations()).map(AgentSettings::encapsulation).toList(),
                controlNodes(config.controlNodes()),
                new Timing(
                        seconds("graceSeconds", config.graceSeconds()),
                        seconds("patienceSeconds", config.patienceSeconds())),
                new SessionTiming(
                        seconds("holdSeconds", config.holdSeconds()), seconds("retrySeconds", config.retrySeconds())),
                seconds("configQuietSeconds", config.configQuietSeconds()),
                seconds("restartSeconds", config.restartSeconds()),
                seconds("auditSeconds", config.auditSeconds()));
    }

    private static List<String> controlNodes(String list) {
        var nodes = words(list).toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("controlNodes (WEFT_CONTROL_NODES) is empty: nobody to learn from");
        }
        nodes.forEach(ControlSessions::address);
        return nodes;
    }

    private static Duration seconds(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " is less than 1");
        }
        return Duration.ofSeconds(value);
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static Encapsulation encapsulation(String name) {
        return Encapsulation.ofWireName(name)
                .orElseThrow(() -> new IllegalArgumentException("encapsulations: there is no '" + name + "'"));
    }

    /** {@return the name of this node's virtual-router object} */
    String virtualRouter() {
        return "default-global-system-config:" + node;
    }
}
