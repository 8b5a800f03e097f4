package net.weftnet.control.xmpp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.xmpp.api.AgentPeers;
import net.weftnet.control.xmpp.api.AgentRequests;
import net.weftnet.control.xmpp.api.AgentView;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.session.SessionOptions;
import net.weftnet.protocol.xmpp.session.XmppServer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Listens for agents and makes them peers: wires server, agents, configuration and RIB together. */
@Component(
        service = AgentPeers.class,
        immediate = true,
        configurationPid = "net.weftnet.control.xmpp",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = XmppAgentServer.Config.class)
public final class XmppAgentServer implements AgentPeers {
    private static final int LOOPS = 2;

    /** Configuration. */
    @ObjectClassDefinition(name = "Weftnet XMPP server for agents")
    public @interface Config {
        @AttributeDefinition(description = "Addresses to listen on, separated by commas")
        String listenAddresses() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port to listen on")
        int port() default 5269;

        @AttributeDefinition(description = "An agent that is not heard for this long is lost; at least 1")
        int holdSeconds() default 9;

        @AttributeDefinition(description = "How long the routes of a lost agent stay")
        int staleSeconds() default 60;

        @AttributeDefinition(description = "Whether agents must use TLS and show a certificate of their name")
        boolean tlsRequired() default true;
    }

    private final OwnerThread owner = OwnerThread.named("control-xmpp");
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory("control-xmpp-io", true), NioIoHandler.newFactory());
    private final BackOff retry =
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(15), RandomGenerator.getDefault());
    private final List<InetSocketAddress> addresses;
    private final SessionOptions options;
    private final Agents agents;
    private final AgentListener listener;
    private final Health.Subject health;
    private final AutoCloseable instances;

    /** Who answers what agents ask; comes and goes. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AgentRequests requests;

    /** Null while it does not listen; of the owner thread. */
    private @Nullable XmppServer server;

    @Activate
    public XmppAgentServer(
            @Reference TlsIdentity identity,
            @Reference Rib rib,
            @Reference ConfigGraph graph,
            @Reference Health health,
            Config config) {
        this.health = health.open("control", "xmpp listener");
        try {
            addresses = addresses(config.listenAddresses(), config.port());
            options = options(identity, config);
        } catch (IllegalArgumentException e) {
            this.health.failed(String.valueOf(e.getMessage()));
            throw e;
        }
        var staleTime = Duration.ofSeconds(config.staleSeconds());
        agents = new Agents(
                owner, rib, graph, health, staleTime, Clock.systemUTC(), new ServiceRequests(() -> requests));
        listener = new AgentListener(owner, agents);
        instances = graph.onRoutingInstances(changes -> owner.execute(() -> agents.configure(changes)));
        owner.execute(this::listen);
    }

    private static SessionOptions options(TlsIdentity identity, Config config) {
        var holdTime = Duration.ofSeconds(config.holdSeconds());
        var secured = SessionOptions.server(Jid.CONTROL_NODE, holdTime, identity.sslContext());
        return config.tlsRequired() ? secured : secured.withoutTls();
    }

    /** Reads addresses, never names: which interface a server is on must not depend on a name service. */
    private static List<InetSocketAddress> addresses(String text, int port) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), port))
                .distinct()
                .toList();
    }

    /** Addresses of the underlay may come later than this process. */
    private void listen() {
        try {
            server = XmppServer.open(addresses, options, loops, listener);
            health.ok("listens on " + addresses);
        } catch (IOException e) {
            health.degraded(e.getMessage() + "; trying again");
            owner.schedule(retry.next(), this::listen);
        }
    }

    /** {@return where it listens; empty while it does not} */
    List<InetSocketAddress> listening() {
        return owner.call(() -> server == null ? List.<InetSocketAddress>of() : server.addresses());
    }

    @Override
    public List<AgentView> agents() {
        return owner.call(agents::views);
    }

    @Deactivate
    void close() throws Exception {
        instances.close();
        owner.call(() -> {
            if (server != null) {
                server.close();
            }
            agents.close();
            return true;
        });
        owner.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        health.close();
    }
}
