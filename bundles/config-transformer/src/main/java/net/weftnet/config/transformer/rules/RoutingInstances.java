package net.weftnet.config.transformer.rules;

import net.weftnet.config.transformer.intent.Names;

/** How routing instances are named. */
final class RoutingInstances {
    /** The instance of the underlay, which has the BGP routers. */
    static final String FABRIC = "default-domain:default-project:ip-fabric:__default__";

    private RoutingInstances() {}

    /** {@return a network's own instance, named as the network within the network} */
    static String primary(String network) {
        return network + ':' + Names.last(network);
    }

    /** {@return the instance of a service of a chain, below one of the networks that the chain connects} */
    static String service(String network, String chain, String service) {
        return network + ":service-" + chain + '-' + service.replace(':', '_');
    }
}
