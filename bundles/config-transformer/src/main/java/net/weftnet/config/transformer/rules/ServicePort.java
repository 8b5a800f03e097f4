package net.weftnet.config.transformer.rules;

import java.util.Optional;
import net.weftnet.config.transformer.engine.Scope;

/**
 * A port of a service's machine.
 *
 * @param name the virtual-machine-interface
 * @param side left or right, or another side that chains do not use
 * @param network the network it is in
 * @param ipv4 its address
 * @param ipv6 its address
 */
record ServicePort(String name, String side, String network, Optional<String> ipv4, Optional<String> ipv6) {

    boolean hasAddress() {
        return ipv4.isPresent() || ipv6.isPresent();
    }

    /** {@return a port, if it is one of a service} */
    static Optional<ServicePort> of(String name, Scope scope) {
        var port = scope.object("virtual-machine-interface", name);
        var side = port.flatMap(one -> one.data().container("virtual-machine-interface-properties"))
                .flatMap(properties -> properties.text("service-interface-type"));
        return side.map(type -> new ServicePort(
                name,
                type,
                port.get().data().texts("virtual-network").getFirst(),
                address(name, "v4", scope),
                address(name, "v6", scope)));
    }

    /** {@return an address of the port; one that is not secondary before others} */
    static Optional<String> address(String port, String family, Scope scope) {
        Optional<String> secondary = Optional.empty();
        for (var name : scope.referrers("virtual-machine-interface", port, "instance-ip")) {
            var ip = scope.object("instance-ip", name).orElseThrow().data();
            if (!ip.text("instance-ip-family").equals(Optional.of(family))) {
                continue;
            }
            if (!ip.flag("instance-ip-secondary")) {
                return ip.text("instance-ip-address");
            }
            secondary = secondary.isPresent() ? secondary : ip.text("instance-ip-address");
        }
        return secondary;
    }
}
