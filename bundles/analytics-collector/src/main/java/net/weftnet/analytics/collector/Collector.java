package net.weftnet.analytics.collector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import net.weftnet.analytics.collector.api.Analytics;
import net.weftnet.analytics.collector.api.GeneratorState;
import net.weftnet.analytics.collector.api.MessageSink;
import net.weftnet.analytics.collector.api.UveState;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collector of this node. */
@Component(configurationPid = Collector.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Collector.Config.class)
public final class Collector implements Analytics {
    static final String PID = "net.weftnet.analytics.collector";

    private static final Logger log = LoggerFactory.getLogger(Collector.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final CollectorState state;
    private final MessageHub hub;
    private final Questions questions;
    private final List<CollectorListener> listeners;
    private final Health.Subject health;
    private final Duration patience;

    /** Forgets generators, and tells health. */
    private final OwnerThread timers = OwnerThread.named("collector-timers");

    private long refused;

    /** Configuration of the collector. */
    @ObjectClassDefinition(name = "Analytics collector")
    public @interface Config {
        @AttributeDefinition(description = "Addresses to listen on, with commas")
        String addresses() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port")
        int port() default 8086;

        @AttributeDefinition(description = "Whether to use TLS and ask for certificates; without it anybody may report")
        boolean tls() default true;

        @AttributeDefinition(description = "The most octets a frame may have")
        int maxFrameBytes() default 8 << 20;

        @AttributeDefinition(description = "How many generators may be connected to an address")
        int maxGenerators() default 10_000;

        @AttributeDefinition(description = "How many UVEs are kept")
        int maxUves() default 500_000;

        @AttributeDefinition(description = "How long a generator that lost its connection may take to come back")
        int forgetAfterSeconds() default 10;
    }

    @Activate
    public Collector(
            @Reference NodeContext node, @Reference TlsIdentity identity, @Reference Health health, Config config) {
        state = new CollectorState(Clock.systemUTC(), config.maxUves());
        patience = Duration.ofSeconds(config.forgetAfterSeconds());
        hub = new MessageHub(state);
        questions = new Questions(new GeneratorName(node.nodeName(), "Analytics", "collector", "0"), state, hub);
        this.health = health.open("analytics", "collector");
        var tls = config.tls() ? Optional.of(identity.sslContext()) : Optional.<SSLContext>empty();
        var settings = new CollectorListener.Settings(
                new GeneratorName(node.nodeName(), "Analytics", "collector", "0"),
                state,
                hub,
                config.maxFrameBytes(),
                config.maxGenerators(),
                Clock.systemUTC(),
                this::gone);
        listeners = Stream.of(config.addresses().split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .map(address -> new CollectorListener(
                        new InetSocketAddress(address, config.port()),
                        tls,
                        settings,
                        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), ThreadLocalRandom.current()),
                        health.open("analytics", "collector on " + address + ":" + config.port())))
                .toList();
        listeners.forEach(CollectorListener::start);
        timers.execute(this::look);
    }

    /** Takes up who wants all messages. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSink(MessageSink sink) {
        hub.add(sink);
    }

    public void removeSink(MessageSink sink) {
        hub.remove(sink);
    }

    private void gone(GeneratorName generator, Instant time) {
        timers.schedule(patience, () -> {
            if (state.forget(generator, time)) {
                log.info("{}: gone, what it told is forgotten", generator);
            }
        });
    }

    private void look() {
        timers.schedule(LOOK, this::look);
        var summary = state.summary();
        var text = summary.connected() + " generators, " + summary.uves() + " UVEs";
        if (summary.refusedUves() > refused) {
            health.degraded("full: " + text + ", " + summary.refusedUves() + " updates refused");
        } else {
            health.ok(text);
        }
        refused = summary.refusedUves();
    }

    /** {@return the port the first listener has; 0 while it has none} */
    int port() {
        return listeners.getFirst().port();
    }

    @Deactivate
    public void close() {
        timers.close();
        for (var listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                log.warn("A listener does not close", e);
            }
        }
        health.close();
    }

    @Override
    public List<GeneratorState> generators() {
        return state.generators();
    }

    @Override
    public Set<String> types() {
        return state.types();
    }

    @Override
    public Set<String> names(String type) {
        return state.names(type);
    }

    @Override
    public List<UveState> uves(String type, String name) {
        return state.uves(type, name);
    }

    @Override
    public CompletableFuture<SandeshMessage> ask(
            GeneratorName generator, String request, Map<String, String> arguments, String context) {
        return questions.ask(generator, request, arguments, context);
    }
}
