package net.weftnet.common.sandesh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.sandesh.api.ClientState;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.SandeshClient;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The Sandesh client of this process, over TCP with TLS. */
@Component(configurationPid = TcpSandeshClient.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TcpSandeshClient.Config.class)
public final class TcpSandeshClient implements SandeshClient {
    static final String PID = "net.weftnet.common.sandesh";

    private static final int REMEMBERED_DELETIONS = 10_000;
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Outbox outbox;
    private final CollectorLine line;

    /** Configuration of the client. */
    @ObjectClassDefinition(name = "Sandesh client")
    public @interface Config {
        @AttributeDefinition(description = "Collectors as host:port, with commas; the client talks to one of them")
        String collectors() default "127.0.0.1:8086";

        @AttributeDefinition(description = "Whether to use TLS; without it nobody proves who he is")
        boolean tls() default true;

        @AttributeDefinition(description = "What the node is for: controller, compute")
        String nodeType() default "controller";

        @AttributeDefinition(description = "Name of the program")
        String module() default "weftnet";

        @AttributeDefinition(description = "Which of several of this program on the node")
        String instance() default "0";

        @AttributeDefinition(description = "How many UVEs are kept, at most")
        int maxUves() default 100_000;

        @AttributeDefinition(description = "How many log messages and flow samples wait, at most")
        int maxLogs() default 10_000;
    }

    @Activate
    public TcpSandeshClient(
            @Reference NodeContext node,
            @Reference TlsIdentity identity,
            @Reference Health health,
            @Reference Requests requests,
            Config config) {
        outbox = new Outbox(new UveCache(config.maxUves(), REMEMBERED_DELETIONS), config.maxLogs());
        boolean compute = config.nodeType().toLowerCase(Locale.ROOT).equals("compute");
        line = new CollectorLine(
                new GeneratorName(node.nodeName(), capitalized(config.nodeType()), config.module(), config.instance()),
                CollectorAddress.parseList(config.collectors()),
                config.tls() ? Optional.of(identity.sslContext()) : Optional.empty(),
                outbox,
                requests,
                new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), ThreadLocalRandom.current()),
                health.open(compute ? "compute" : "analytics", "analytics client"));
        line.start();
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @Deactivate
    public void close() {
        line.close();
    }

    @Override
    public void send(Uve uve) {
        outbox.put(uve);
    }

    @Override
    public void delete(UveType type, String key) {
        outbox.delete(new UveCache.Key(type, key));
    }

    @Override
    public void log(LogMessage message) {
        var caller =
                STACK.walk(frames -> frames.skip(1).findFirst().orElseThrow().toStackTraceElement());
        outbox.put(new Outbox.Outgoing.Log(message, caller, SandeshHeader.micros(Instant.now())));
    }

    @Override
    public void flows(List<FlowSample> samples) {
        if (!samples.isEmpty()) {
            outbox.put(new Outbox.Outgoing.Flows(List.copyOf(samples), SandeshHeader.micros(Instant.now())));
        }
    }

    @Override
    public ClientState state() {
        return line.state();
    }
}
