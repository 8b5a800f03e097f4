package net.weftnet.control.netconf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.netconf.api.GatewayManager;
import net.weftnet.control.netconf.api.GatewayView;
import net.weftnet.control.netconf.device.ClientKey;
import net.weftnet.control.netconf.device.KnownHosts;
import net.weftnet.control.netconf.device.SshDevices;
import net.weftnet.control.netconf.template.Template;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Makes the gateways of the configuration like they are wanted. Several control nodes may do so at the same time: each takes the
 * lock of the device, looks first, and then finds nothing left to do.
 */
@Component(service = GatewayManager.class, immediate = true, configurationPid = "net.weftnet.control.netconf")
@Designate(ocd = NetconfGatewayManager.Config.class)
public final class NetconfGatewayManager implements GatewayManager {

    /** What can be set. */
    @ObjectClassDefinition(name = "Control node: gateways over NETCONF")
    public @interface Config {
        @AttributeDefinition(description = "Who logs in to gateways for which the configuration names nobody")
        String user() default "weftnet";

        @AttributeDefinition(description = "How often a gateway is looked at")
        int checkSeconds() default 300;

        @AttributeDefinition(description = "How long a connection or an answer may take")
        int answerSeconds() default 30;

        @AttributeDefinition(description = "How long a gateway waits for the confirmation of a change")
        int confirmSeconds() default 60;

        @AttributeDefinition(description = "The longest wait between two attempts")
        int retrySeconds() default 120;
    }

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    private final Health health;
    private final Gateway.Settings settings;
    private final Duration retry;
    private final KnownHosts hosts;
    private final KeyPair key;
    private final SshDevices devices;
    private final AutoCloseable subscription;

    /** By short name. Guarded by this. */
    private final Map<String, Gateway> gateways = new TreeMap<>();

    /** Those that are no longer wanted, until what is ours is taken from them. Guarded by this. */
    private final Set<Gateway> leaving = new HashSet<>();

    @Activate
    public NetconfGatewayManager(
            @Reference ConfigGraph graph, @Reference Health health, @Reference NodeContext node, Config config)
            throws IOException {
        this.health = health;
        settings = new Gateway.Settings(
                config.user(), Duration.ofSeconds(config.checkSeconds()), Duration.ofSeconds(config.confirmSeconds()));
        retry = Duration.ofSeconds(config.retrySeconds());
        Path directory = Files.createDirectories(node.stateDirectory().resolve("netconf"));
        hosts = new KnownHosts(directory.resolve("known-hosts"));
        key = ClientKey.of(directory.resolve("client.key"));
        devices = new SshDevices(Duration.ofSeconds(config.answerSeconds()), key, hosts);
        subscription = graph.onGatewayRouters(this::configure);
    }

    private synchronized void configure(List<GatewayRouter> routers) {
        var wanted = routers.stream()
                .collect(Collectors.toMap(GatewayRouter::shortName, router -> router, (some, _) -> some, TreeMap::new));
        gateways.values().removeIf(gateway -> {
            var now = wanted.get(gateway.router().shortName());
            boolean isGone = now == null
                    || !now.management().equals(gateway.router().management())
                    || now.port() != gateway.router().port();
            if (isGone) {
                leaving.removeIf(Gateway::hasEnded);
                leaving.add(gateway);
                gateway.remove();
            }
            return isGone;
        });
        wanted.forEach((name, router) -> {
            var known = gateways.get(name);
            if (known == null) {
                gateways.put(name, begin(router));
            } else {
                known.want(router);
            }
        });
    }

    private Gateway begin(GatewayRouter router) {
        var gateway = new Gateway(
                router,
                devices,
                settings,
                Clock.systemUTC(),
                new BackOff(FIRST_RETRY, retry, new SecureRandom()),
                health.open("control", "gateway " + router.shortName()));
        gateway.start();
        return gateway;
    }

    @Override
    public synchronized List<GatewayView> gateways() {
        return gateways.values().stream().map(Gateway::view).toList();
    }

    private synchronized Optional<Gateway> find(String name) {
        return Optional.ofNullable(gateways.get(name));
    }

    @Override
    public Optional<String> wanted(String gateway) {
        return find(gateway).map(Gateway::router).map(router -> Template.of(router.vendor()).wanted(router).stream()
                .map(XmlElement::toString)
                .collect(Collectors.joining("\n")));
    }

    @Override
    public boolean check(String gateway) {
        var found = find(gateway);
        found.ifPresent(Gateway::check);
        return found.isPresent();
    }

    @Override
    public boolean forgetHostKey(String gateway) {
        var found = find(gateway);
        found.ifPresent(one -> {
            hosts.forget(Gateway.endpoint(one.router(), settings).socket());
            one.check();
        });
        return found.isPresent();
    }

    @Override
    public String publicKey() {
        return SshDevices.line(key.getPublic());
    }

    /** Leaves the gateways as they are. */
    @Deactivate
    void close() throws Exception {
        subscription.close();
        synchronized (this) {
            gateways.values().forEach(Gateway::close);
            leaving.forEach(Gateway::close);
        }
        devices.close();
    }
}
