package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.intent.Names;
import net.weftnet.config.transformer.numbers.NumberName;
import org.opendaylight.yangtools.yang.common.Uint16;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;

/**
 * BGP as a service: for each port a bgp-router below the routing instance of its network, which is the workload's end, and
 * one bgpaas-server for the other end. A shared service is one router for all its ports. Each has a TCP port of its own, by
 * which the nodes tell sessions apart.
 */
final class BgpService implements Producer {
    static final String TYPE = "bgp-as-a-service";
    private static final String ROUTER = "bgp-router";
    private static final String PORT = "virtual-machine-interface";
    private static final String SERVER = "bgpaas-server";
    private static final int FIRST_TCP_PORT = 50_000;
    private static final int LAST_TCP_PORT = 50_512;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var service = scope.object(TYPE, of).orElseThrow();
        var entries = new ArrayList<CompiledEntry>();
        var clients = new TreeSet<String>();
        var servers = new TreeMap<String, IntentObject>();
        for (var name : service.data().texts(PORT)) {
            var port = scope.object(PORT, name);
            var client = port.flatMap(one -> client(service, one.data(), name, scope));
            var network = port.flatMap(one ->
                            one.data().texts(NetworkInstance.TYPE).stream().findFirst())
                    .flatMap(one -> scope.object(NetworkInstance.TYPE, one));
            if (client.isPresent() && network.isPresent() && clients.add(client.get())) {
                servers.put(Names.parent(client.get()) + ':' + SERVER, network.get());
                tcpPort(number(service, name), scope)
                        .ifPresent(tcp -> entries.add(router(service, client.get(), name, tcp, scope)));
            }
        }
        servers.forEach((name, network) -> entries.add(server(name, network)));
        if (!clients.isEmpty()) {
            entries.add(EntryBuilder.of(TYPE, of).leafs(ROUTER, clients).build());
        }
        return entries;
    }

    /** {@return the numbers that a service needs: one for each port, or one when its ports share a session} */
    static List<NumberName> numbers(String of, Scope scope) {
        var service = scope.object(TYPE, of).orElseThrow();
        return service.data().texts(PORT).stream()
                .map(port -> number(service, port))
                .distinct()
                .sorted()
                .toList();
    }

    private static NumberName number(IntentObject service, String port) {
        return new NumberName(
                NumberName.BGP_PORT, isShared(service) ? service.fqName() : service.fqName() + ' ' + port);
    }

    private static boolean isShared(IntentObject service) {
        return service.data().flag("bgpaas-shared");
    }

    /** {@return the routers that are the workload's end of a port} */
    static TreeSet<String> routersOf(String name, Data port, Scope scope) {
        var routers = new TreeSet<String>();
        for (var service : scope.referrers(PORT, name, TYPE)) {
            scope.object(TYPE, service)
                    .flatMap(one -> client(one, port, name, scope))
                    .ifPresent(routers::add);
        }
        return routers;
    }

    /** {@return the name of the workload's end; nothing for a shared service without an address} */
    private static Optional<String> client(IntentObject service, Data port, String name, Scope scope) {
        boolean isShared = isShared(service);
        if (isShared && service.data().text("bgpaas-ip-address").isEmpty()) {
            return Optional.empty();
        }
        var network = isShared
                ? firstNetwork(service, scope)
                : port.texts(NetworkInstance.TYPE).stream().findFirst();
        return network.map(one -> RoutingInstances.primary(one) + ':' + (isShared ? service.name() : Names.last(name)));
    }

    private static Optional<String> firstNetwork(IntentObject service, Scope scope) {
        return service.data().texts(PORT).stream()
                .sorted()
                .findFirst()
                .flatMap(first -> scope.object(PORT, first))
                .flatMap(first ->
                        first.data().texts(NetworkInstance.TYPE).stream().findFirst());
    }

    private static Optional<Integer> tcpPort(NumberName name, Scope scope) {
        var range = scope.object("global-system-config", "default-global-system-config")
                .flatMap(system -> system.data().container("bgpaas-parameters"));
        long first = range.map(one -> one.number("port-start", FIRST_TCP_PORT)).orElse((long) FIRST_TCP_PORT);
        long last = range.map(one -> one.number("port-end", LAST_TCP_PORT)).orElse((long) LAST_TCP_PORT);
        return Numbers.of(name, scope)
                .map(number -> first + number)
                .filter(port -> port <= last)
                .map(Long::intValue);
    }

    private static CompiledEntry router(IntentObject service, String name, String port, int tcpPort, Scope scope) {
        var parameters = new ArrayList<DataContainerChild>();
        parameters.add(CompiledNodes.leaf("router-type", "bgpaas-client"));
        service.data()
                .text("autonomous-system")
                .ifPresent(number -> parameters.add(CompiledNodes.leaf("autonomous-system", Uint32.valueOf(number))));
        service.data()
                .text("bgpaas-ip-address")
                .or(() -> ServicePort.address(port, "v4", scope))
                .ifPresent(address -> {
                    parameters.add(CompiledNodes.leaf("address", address));
                    parameters.add(CompiledNodes.leaf("identifier", address));
                });
        parameters.add(CompiledNodes.leaf("source-port", Uint16.valueOf(tcpPort)));
        return EntryBuilder.of(ROUTER, name)
                .leaf("uuid", Uuids.derived(service.uuid(), name))
                .leaf("routing-instance", Names.parent(name))
                .child(CompiledNodes.container("bgp-router-parameters", parameters))
                .entry(EntryBuilder.of(ROUTER, Names.parent(name) + ':' + SERVER))
                .build();
    }

    private static CompiledEntry server(String name, IntentObject network) {
        return EntryBuilder.of(ROUTER, name)
                .leaf("uuid", Uuids.derived(network.uuid(), SERVER))
                .leaf("routing-instance", Names.parent(name))
                .child(CompiledNodes.container(
                        "bgp-router-parameters", List.of(CompiledNodes.leaf("router-type", SERVER))))
                .build();
    }
}
