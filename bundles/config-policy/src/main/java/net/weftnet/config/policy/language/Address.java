package net.weftnet.config.policy.language;

import java.util.List;

/** One way to say who sends or receives. */
public sealed interface Address {

    /**
     * Workloads of a network.
     *
     * @param name its fully qualified name; or {@code any} for all, {@code local} for the one the policy is applied to
     */
    record Network(String name) implements Address {}

    /**
     * Ports in a security group.
     *
     * @param name its fully qualified name; or {@code any} for all, {@code local} for the port itself
     */
    record SecurityGroup(String name) implements Address {}

    /**
     * Workloads of all networks that a policy is applied to.
     *
     * @param name its fully qualified name
     */
    record PolicyNetworks(String name) implements Address {}

    /** One prefix. */
    record Subnet(String prefix) implements Address {}

    /** Any of several prefixes. */
    record Subnets(List<String> prefixes) implements Address {
        public Subnets {
            prefixes = List.copyOf(prefixes);
        }
    }
}
