package net.weftnet.config.transformer.rules;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.numbers.NumberName;
import org.opendaylight.yangtools.yang.common.Uint16;

/**
 * Where packets of a port go: to the routing instance of its network, and those of a transparent service's port, by their
 * VLAN, to the instances of the chains that it is in. Ports of other services inside a chain have a {@link VrfAssignment}.
 */
final class PortInstances implements Producer {
    private static final String TYPE = "virtual-machine-interface";

    /** The MAC addresses that a transparent service sees on its left and on its right. */
    private static final String LEFT_MAC = "02:00:00:00:00:01";

    private static final String RIGHT_MAC = "02:00:00:00:00:02";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var port = scope.object(TYPE, of).orElseThrow().data();
        var network = port.texts("virtual-network").getFirst();
        var entry = EntryBuilder.of(TYPE, of)
                .entry(EntryBuilder.of("routing-instance", RoutingInstances.primary(network))
                        .leaf("direction", "both"));
        var side = port.container("virtual-machine-interface-properties")
                .flatMap(properties -> properties.text("service-interface-type"))
                .orElse("");
        if (side.equals("left") || side.equals("right")) {
            var memberships = Service.membershipsOf(port, scope);
            memberships.forEach(one -> forwardByVlan(one, side.equals("left"), scope, entry));
            new VrfAssignment(of, network, side.equals("left"), scope)
                    .table(memberships)
                    .ifPresent(entry::child);
        }
        Mirror.properties(port, scope).ifPresent(entry::child);
        entry.leafs("bgp-router", BgpService.routersOf(of, port, scope));
        return List.of(entry.build());
    }

    private static void forwardByVlan(Service.Membership membership, boolean isLeft, Scope scope, EntryBuilder entry) {
        var service = membership.service();
        if (!scope.get(Service.RULE, service).isTransparent()) {
            return;
        }
        for (var chain : scope.get(ServiceChains.RULE, service)) {
            var vlan = Numbers.of(NumberName.vlan(membership.machine(), chain.id()), scope);
            var address = ChainAddress.of(chain, service, scope);
            var name = isLeft ? chain.leftInstance(service) : chain.rightInstance(service);
            vlan.ifPresent(number -> entry.entry(EntryBuilder.of("routing-instance", name)
                    .leaf("direction", "both")
                    .leaf("vlan-tag", Uint16.valueOf(number + 1))
                    .leaf("src-mac", isLeft ? LEFT_MAC : RIGHT_MAC)
                    .leaf("dst-mac", isLeft ? RIGHT_MAC : LEFT_MAC)
                    .leaf("service-chain-address", address.map(ChainAddress::ipv4))
                    .leaf("ipv6-service-chain-address", address.map(ChainAddress::ipv6))));
        }
    }
}
