package net.weftnet.control.config;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigObjects;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.control.config.client.ClientStatus;
import net.weftnet.control.config.client.ClientView;
import net.weftnet.control.config.client.IfmapClient;
import net.weftnet.control.config.graph.LiveConfigGraph;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration graph as an IF-MAP client keeps it. */
@Component(
        service = {ConfigGraph.class, ConfigObjects.class, ClientView.class},
        configurationPid = "net.weftnet.control.config",
        immediate = true)
@Designate(ocd = IfmapConfigGraph.Config.class)
public final class IfmapConfigGraph implements ConfigGraph, ConfigObjects, ClientView {
    private static final String USER = "ifmap";

    private final OwnerThread owner = OwnerThread.named("config-graph");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final Health.Subject health;
    private final IfmapClient client;

    /** What can be set. */
    @ObjectClassDefinition(name = "Control node: configuration")
    public @interface Config {
        @AttributeDefinition(description = "IF-MAP servers, separated by commas; tried in turn")
        String serverUrls() default "https://127.0.0.1:8443";

        @AttributeDefinition(description = "How often the IF-MAP session is renewed")
        int renewSeconds() default 60;

        @AttributeDefinition(description = "The longest wait between two attempts to connect")
        int retrySeconds() default 15;
    }

    @Activate
    public IfmapConfigGraph(
            @Reference TlsIdentity identity, @Reference Secrets secrets, @Reference Health health, Config config) {
        this.health = health.open("control", "ifmap-client");
        var settings = new IfmapClient.Settings(
                servers(config.serverUrls()),
                identity.sslContext(),
                USER,
                secrets.password(USER),
                Duration.ofSeconds(config.renewSeconds()));
        var backOff =
                new BackOff(Duration.ofMillis(500), Duration.ofSeconds(config.retrySeconds()), new SecureRandom());
        client = new IfmapClient(settings, graph, this.health, backOff, Clock.systemUTC());
        client.start();
    }

    private static List<URI> servers(String urls) {
        return Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(URI::create)
                .toList();
    }

    @Deactivate
    void close() {
        client.close();
        owner.close();
        health.close();
    }

    @Override
    public boolean ready() {
        return graph.ready();
    }

    @Override
    public long revision() {
        return graph.revision();
    }

    @Override
    public Subscription subscribe(ConfigNode.Name root, Consumer<SubgraphDelta> listener) {
        return graph.subscribe(root, listener);
    }

    @Override
    public AutoCloseable onRoutingInstances(Consumer<List<RoutingInstanceChange>> listener) {
        return graph.onRoutingInstances(listener);
    }

    @Override
    public AutoCloseable onBgpRouters(Consumer<List<BgpRouter>> listener) {
        return graph.onBgpRouters(listener);
    }

    @Override
    public AutoCloseable onGatewayRouters(Consumer<List<GatewayRouter>> listener) {
        return graph.onGatewayRouters(listener);
    }

    @Override
    public AutoCloseable onObjects(Set<String> types, Consumer<SubgraphDelta> listener) {
        return graph.onObjects(types, listener);
    }

    @Override
    public ClientStatus status() {
        return client.status();
    }

    @Override
    public long wholeReads() {
        return client.wholeReads();
    }

    @Override
    public int objects() {
        return graph.objects();
    }

    @Override
    public int subscriptions() {
        return graph.subscriptions();
    }
}
