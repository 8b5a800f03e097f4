package net.weftnet.config.ifmap;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.ifmap.server.ConfigPublisher;
import net.weftnet.config.ifmap.server.IfmapRoute;
import net.weftnet.config.ifmap.server.IfmapServer;
import net.weftnet.config.ifmap.server.ServerLimits;
import net.weftnet.config.ifmap.server.ServerView;
import net.weftnet.config.ifmap.server.SessionStatus;
import net.weftnet.config.transformer.api.GraphFeed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The IF-MAP server as a route of the listener {@code ifmap}. */
@Component(
        service = {HttpRoute.class, ServerView.class},
        configurationPid = "net.weftnet.config.ifmap")
@Designate(ocd = IfmapService.Config.class)
public final class IfmapService implements HttpRoute, ServerView {
    private final OwnerThread owner = OwnerThread.named("ifmap-server");
    private final Health.Subject health;
    private final IfmapServer server;
    private final IfmapRoute route;
    private final GraphFeed.Subscription feed;

    /** What can be set. */
    @ObjectClassDefinition(name = "Configuration node: IF-MAP server")
    public @interface Config {
        @AttributeDefinition(description = "Seconds a session lasts without request or waiting poll")
        int sessionTimeoutSeconds() default 180;

        @AttributeDefinition(description = "Milliseconds between two answers to polls of a session, at least")
        int answerGapMillis() default 5;

        @AttributeDefinition(description = "Sessions at the same time")
        int maxSessions() default 256;

        @AttributeDefinition(description = "Subscriptions of one session")
        int maxSubscriptions() default 64;

        @AttributeDefinition(description = "Changes a subscription may be behind before it gets a new full result")
        int maxWaiting() default 100_000;

        @AttributeDefinition(description = "Metadata elements one client may publish")
        int maxMetadata() default 100_000;
    }

    @Activate
    public IfmapService(@Reference GraphFeed graph, @Reference Health health, Config config) {
        this.health = health.open("config", "ifmap-server");
        var limits = new ServerLimits(
                Duration.ofSeconds(config.sessionTimeoutSeconds()),
                Duration.ofMillis(config.answerGapMillis()),
                config.maxSessions(),
                config.maxSubscriptions(),
                config.maxWaiting(),
                config.maxMetadata());
        var clock = Clock.systemUTC();
        server = new IfmapServer(owner, clock, limits, count -> this.health.ok(count + " sessions"));
        route = new IfmapRoute(server);
        var publisher = new ConfigPublisher(server, clock);
        feed = graph.subscribe(publisher::whole, publisher::delta);
        this.health.ok("0 sessions");
    }

    @Deactivate
    void close() {
        feed.close();
        server.close();
        owner.close();
        health.close();
    }

    @Override
    public String listener() {
        return route.listener();
    }

    @Override
    public String path() {
        return route.path();
    }

    @Override
    public Set<String> roles() {
        return route.roles();
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        return route.handle(call);
    }

    @Override
    public List<SessionStatus> sessions() {
        return server.sessions();
    }
}
