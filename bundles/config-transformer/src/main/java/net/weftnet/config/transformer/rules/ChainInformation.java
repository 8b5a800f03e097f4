package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;

/**
 * How routes are led through a service of a chain: prefixes of the network on the other side are announced in the instance
 * on this side, with the service as next hop.
 */
final class ChainInformation {
    private final Chain chain;
    private final String name;
    private final Service service;
    private final boolean isLeft;
    private final Scope scope;

    ChainInformation(Chain chain, String name, Service service, boolean isLeft, Scope scope) {
        this.chain = chain;
        this.name = name;
        this.service = service;
        this.isLeft = isLeft;
        this.scope = scope;
    }

    /** Routes that only bridge are EVPN's. */
    void writeTo(EntryBuilder instance) {
        boolean isEvpn = isBridged(chain.left()) || isBridged(chain.right());
        information(isEvpn ? "evpn-service-chain-information" : "service-chain-information", "v4")
                .ifPresent(instance::child);
        information(isEvpn ? "evpn-ipv6-service-chain-information" : "ipv6-service-chain-information", "v6")
                .ifPresent(instance::child);
    }

    private boolean isBridged(String network) {
        return network.contains(":" + LogicalRouter.INTERNAL_NETWORK)
                || scope.object(NetworkInstance.TYPE, network)
                        .flatMap(one -> one.data().container("virtual-network-properties"))
                        .flatMap(properties -> properties.text("forwarding-mode"))
                        .filter("l2"::equals)
                        .isPresent();
    }

    private Optional<ContainerNode> information(String container, String family) {
        return address(family).map(address -> {
            var remote = isLeft ? chain.right() : chain.left();
            var here = isLeft ? chain.left() : chain.right();
            var ends = isLeft ? chain.services().getFirst() : chain.services().getLast();
            var leafs = new ArrayList<DataContainerChild>();
            leafs.add(CompiledNodes.leaf("routing-instance", RoutingInstances.primary(remote)));
            var prefixes = prefixes(remote, family);
            if (!prefixes.isEmpty()) {
                leafs.add(CompiledNodes.leafs("prefix", prefixes));
            }
            leafs.add(CompiledNodes.leaf("service-chain-address", address));
            leafs.add(CompiledNodes.leaf("service-instance", name));
            if (!service.isTransparent()) {
                leafs.add(CompiledNodes.leaf("source-routing-instance", RoutingInstances.primary(here)));
            }
            leafs.add(CompiledNodes.leaf("service-chain-id", chain.id()));
            leafs.add(CompiledNodes.leaf("sc-head", name.equals(ends)));
            leafs.add(CompiledNodes.leaf("retain-as-path", chain.retainsAsPath()));
            return CompiledNodes.container(container, leafs);
        });
    }

    private Optional<String> address(String family) {
        return address(chain, name, isLeft, family, scope);
    }

    /** {@return the address at which a service of a chain is reached on one side} */
    static Optional<String> address(Chain chain, String name, boolean isLeft, String family, Scope scope) {
        var service = scope.get(Service.RULE, name);
        if (service.isTransparent()) {
            return ChainAddress.of(chain, name, scope).map(one -> family.equals("v4") ? one.ipv4() : one.ipv6());
        }
        return ActiveChains.machines(service, chain).stream()
                .findFirst()
                .flatMap(machine -> isLeft ? Optional.of(machine.left()) : machine.right())
                .flatMap(port -> family.equals("v4") ? port.ipv4() : port.ipv6());
    }

    private List<String> prefixes(String network, String family) {
        return scope.object(NetworkInstance.TYPE, network)
                .map(one -> one.data().list("network-ipam").stream()
                        .flatMap(ipam -> ipam.list("ipam-subnets").stream())
                        .flatMap((Data subnet) -> subnet.text("subnet").stream())
                        .filter(prefix -> isOf(prefix, family))
                        .toList())
                .orElse(List.of());
    }

    private static boolean isOf(String prefix, String family) {
        return IpPrefix.parse(prefix).address().toString().contains(":") == family.equals("v6");
    }
}
