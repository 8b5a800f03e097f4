package net.weftnet.config.transformer.rules;

import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/** Where packets are copied to, with what nodes have to know of the analyzer: its address, and the instance that leads there. */
final class Mirror {
    static final String PROPERTIES = "virtual-machine-interface-properties";
    private static final String MIRROR = "interface-mirror";
    private static final String TARGET = "mirror-to";
    private static final String ADDRESS = "analyzer-ip-address";
    private static final String INSTANCE = "routing-instance";

    private Mirror() {}

    /** {@return the analyzer of the packets of a port, if it has one} */
    static Optional<String> analyzerOf(Data port) {
        return port.container(PROPERTIES)
                .flatMap(properties -> properties.container(MIRROR))
                .flatMap(mirror -> mirror.container(TARGET))
                .flatMap(target -> target.text("analyzer-name"));
    }

    /** {@return the properties of a port whose packets are copied; those of other ports are published as they are written} */
    static Optional<ContainerNode> properties(Data port, Scope scope) {
        return analyzerOf(port).map(name -> {
            var properties =
                    CompiledNodes.copy(port.container(PROPERTIES).orElseThrow().node());
            return scope.get(Service.RULE, name)
                    .leftPort()
                    .map(analyzer -> resolved(properties, analyzer))
                    .orElse(properties);
        });
    }

    private static ContainerNode resolved(ContainerNode properties, ServicePort analyzer) {
        var mirror = CompiledNodes.child(properties, MIRROR);
        var target = CompiledNodes.child(mirror, TARGET);
        return CompiledNodes.with(properties, CompiledNodes.with(mirror, target(target, analyzer)));
    }

    /** {@return a container mirror-to that leads to an analyzer} */
    static ContainerNode target(ContainerNode written, ServicePort analyzer) {
        var address = analyzer.ipv4().or(analyzer::ipv6);
        var target = address.map(one -> CompiledNodes.with(written, CompiledNodes.leaf(ADDRESS, one)))
                .orElse(written);
        return CompiledNodes.has(written, INSTANCE)
                ? target
                : CompiledNodes.with(
                        target, CompiledNodes.leaf(INSTANCE, RoutingInstances.primary(analyzer.network())));
    }
}
