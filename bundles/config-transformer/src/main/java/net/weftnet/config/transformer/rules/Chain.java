package net.weftnet.config.transformer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/**
 * A service chain, as a rule of a policy asks for it: traffic between two networks goes through services. It comes into
 * being when both networks ask for the same.
 *
 * @param left the network of the rule's source
 * @param right the network of its destination
 * @param direction which end may begin
 * @param services the services, from left to right; at least one
 * @param retainsAsPath whether routes keep their AS path
 */
record Chain(
        String left,
        String right,
        String direction,
        String protocol,
        List<PortRange> sourcePorts,
        List<PortRange> destinationPorts,
        List<String> services,
        boolean retainsAsPath) {

    Chain {
        sourcePorts = List.copyOf(sourcePorts);
        destinationPorts = List.copyOf(destinationPorts);
        services = List.copyOf(services);
    }

    /** {@return the name of the chain: a UUID that follows from what it connects and how} */
    String id() {
        var text = String.join(
                " ",
                left,
                right,
                direction,
                protocol,
                sourcePorts.toString(),
                destinationPorts.toString(),
                services.toString());
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    /** {@return whether either end may begin} */
    boolean isBidirectional() {
        return direction.equals("<>");
    }

    /** {@return the other network} */
    String other(String network) {
        return network.equals(left) ? right : left;
    }

    /** {@return the instance of a service on the left} */
    String leftInstance(String service) {
        return RoutingInstances.service(left, id(), service);
    }

    /** {@return the instance of a service on the right} */
    String rightInstance(String service) {
        return RoutingInstances.service(right, id(), service);
    }
}
