package net.weftnet.common.http.server;

import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A listener: one factory configuration, one name, one port. It opens when the first route asks for it by name. */
@Component(
        service = {},
        configurationPid = "net.weftnet.common.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpListener.Config.class, factory = true)
public final class HttpListener {
    /** Configuration of a listener. */
    @ObjectClassDefinition(name = "Weftnet HTTP listener")
    public @interface Config {
        @AttributeDefinition(description = "Name by which routes ask for it")
        String name();

        @AttributeDefinition(description = "Role of the node it serves, for the health report")
        String role() default "config";

        @AttributeDefinition(description = "Addresses to listen on, separated by commas")
        String address() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port")
        int port();

        @AttributeDefinition(description = "Whether connections use TLS")
        boolean tls() default true;

        @AttributeDefinition(description = "Whose users may come in: node, or config for those of the configuration")
        String accounts() default Accounts.NODE;

        @AttributeDefinition(description = "Whether clients show a certificate: none, optional or required")
        String clientCertificate() default "none";

        @AttributeDefinition(description = "Largest body of a request, in octets")
        long maxBodyBytes() default 64 << 20;

        @AttributeDefinition(description = "Connections at the same time; more are closed at once")
        int maxConnections() default 1024;

        @AttributeDefinition(description = "Seconds the head of a request may take, and a body be silent")
        int idleSeconds() default 60;
    }

    private final AutoCloseable waiting;
    private final List<ServerPort> ports;

    @Activate
    public HttpListener(
            @Reference RouteTable routes,
            @Reference AccountTable accounts,
            @Reference ObserverTable observers,
            @Reference TlsIdentity identity,
            @Reference NodeContext node,
            @Reference Health health,
            Config config) {
        var dispatcher = new Dispatcher(
                config.name(),
                routes,
                new Gate(accounts, config.accounts()),
                new HealthReport(node, health),
                observers);
        var connections = new ConnectionPipeline(dispatcher, config, config.tls() ? identity.sslContext() : null);
        ports = Stream.of(config.address().split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(address -> new ServerPort(
                        address,
                        config.port(),
                        connections,
                        () -> health.open(
                                config.role(), "http " + config.name() + " " + address + ":" + config.port())))
                .toList();
        waiting = routes.whenNamed(config.name(), () -> ports.forEach(ServerPort::open));
    }

    /** {@return the ports it listens on; for tests, which let the system choose one} */
    List<ServerPort> ports() {
        return ports;
    }

    @Deactivate
    void close() throws Exception {
        waiting.close();
        ports.forEach(ServerPort::close);
    }
}
