package net.weftnet.compute.agent;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the agent, PID {@code net.weftnet.compute.agent}. */
@ObjectClassDefinition(name = "vRouter agent")
public @interface AgentConfig {
    @AttributeDefinition(description = "Control nodes, best first: host:port, separated by commas")
    String controlNodes() default "127.0.0.1:5269";

    @AttributeDefinition(description = "This node's tunnel address; required")
    String underlayAddress() default "";

    @AttributeDefinition(description = "Tunnels offered and used, best first: udp, gre, separated by commas")
    String encapsulations() default "udp,gre";

    @AttributeDefinition(
            description = "Seconds of silence after which a control node counts as lost; take the value it has itself")
    int holdSeconds() default 9;

    @AttributeDefinition(description = "Longest pause between two attempts at a session, in seconds")
    int retrySeconds() default 10;

    @AttributeDefinition(
            description = "Seconds from the start of a session in which stale routes stay, for others to return")
    int graceSeconds() default 30;

    @AttributeDefinition(description = "Seconds to wait for the end-of-RIB of a control node before going on without")
    int patienceSeconds() default 100;

    @AttributeDefinition(description = "Seconds of silence after which the configuration counts as complete")
    int configQuietSeconds() default 5;

    @AttributeDefinition(
            description = "Seconds with a control node after which tables of an earlier life are replaced in any case")
    int restartSeconds() default 300;

    @AttributeDefinition(description = "Seconds between two comparisons of the forwarding tables with what is desired")
    int auditSeconds() default 30;
}
