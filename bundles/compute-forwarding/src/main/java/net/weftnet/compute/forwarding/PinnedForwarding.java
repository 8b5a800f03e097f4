package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntCounter;
import net.weftnet.compute.forwarding.api.PuntPath;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The Forwarding service: opens the data plane as soon as the node allows it, and keeps the underlay attached. */
@Component(
        service = {Forwarding.class, PuntPath.class},
        configurationPid = "net.weftnet.compute.forwarding")
@Designate(ocd = PinnedForwarding.Config.class)
public final class PinnedForwarding extends KernelForwarding implements PuntPath {
    private static final String OBJECT = "forwarding.bpf.o";
    /** Time between looks at all flows. */
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private static final int ALARM_PERCENT = 80;
    private static final int FEWEST_FLOWS = 1024;
    private static final int MOST_FLOWS = 1 << 24;

    private final OwnerThread owner = OwnerThread.named("forwarding");
    private final Health.Subject health;
    private final Health.Subject flowHealth;
    private final KernelPuntPath puntPath;
    private final UnderlayWatch watch;
    private final FlowAgeing ageing;

    /** Where the data plane lives. */
    @ObjectClassDefinition(name = "Forwarding plane")
    public @interface Config {
        @AttributeDefinition(description = "Directory on a bpffs, for this node alone")
        String pinDirectory() default "/sys/fs/bpf/weft";

        @AttributeDefinition(description = "Device that reaches the other nodes")
        String underlayDevice() default "underlay0";

        @AttributeDefinition(description = "How many flows there can be: 1024 to 16777216, about 210 octets each")
        int flowLimit() default USUAL_FLOWS;

        @AttributeDefinition(
                description =
                        "Seconds after which unused flows are removed, by protocol or protocol/port; 180 for others")
        String flowTimeouts() default "udp/53=5,icmp=10,udp=180,tcp=3600";
    }

    @Activate
    public PinnedForwarding(@Reference Health health, Config config) {
        super(Path.of(config.pinDirectory()), object(), checkedLimit(config.flowLimit()));
        ageing = new FlowAgeing(this, FlowTimeouts.parse(config.flowTimeouts()));
        puntPath = new KernelPuntPath(this, Path.of(config.pinDirectory()));
        this.health = health.open("compute", "forwarding");
        flowHealth = health.open("compute", "flows");
        watch = new UnderlayWatch(
                owner,
                this,
                config.underlayDevice(),
                this.health,
                new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10), RandomGenerator.getDefault()));
        watch.start();
        owner.schedule(SWEEP, this::sweep);
    }

    private void sweep() {
        owner.schedule(SWEEP, this::sweep);
        try {
            if (isReady()) {
                int flows = ageing.sweep();
                int limit = flowLimit();
                var count = flows + " flows, at most " + limit;
                if (flows >= limit / 100 * ALARM_PERCENT) {
                    flowHealth.degraded(count + ": old ones make room for new ones");
                } else {
                    flowHealth.ok(count);
                }
            }
        } catch (ForwardingException e) {
            flowHealth.degraded(String.valueOf(e.getMessage()));
        }
    }

    private static int checkedLimit(int flows) {
        if (flows < FEWEST_FLOWS || flows > MOST_FLOWS) {
            throw new IllegalArgumentException(
                    "flowLimit is not in " + FEWEST_FLOWS + ".." + MOST_FLOWS + ": " + flows);
        }
        return flows;
    }

    private static BpfObject object() {
        try (var resource = PinnedForwarding.class.getResourceAsStream(OBJECT)) {
            if (resource == null) {
                throw new IllegalStateException("The bundle has no " + OBJECT);
            }
            return new BpfObject(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of the data plane. It goes on forwarding: the next activation, of this bundle or a newer one, adopts it. */
    @Deactivate
    @Override
    public void close() {
        owner.close();
        puntPath.close();
        super.close();
        flowHealth.close();
        health.close();
    }

    @Override
    public void putPort(PuntPort port) throws ForwardingException {
        puntPath.putPort(port);
    }

    @Override
    public void deletePort(int ifIndex) throws ForwardingException {
        puntPath.deletePort(ifIndex);
    }

    @Override
    public List<PuntPort> ports() throws ForwardingException {
        return puntPath.ports();
    }

    @Override
    public Registration onPunt(Consumer<PuntedPacket> consumer) {
        return puntPath.onPunt(consumer);
    }

    @Override
    public void inject(int ifIndex, byte[] frame) throws ForwardingException {
        puntPath.inject(ifIndex, frame);
    }

    @Override
    public List<PuntCounter> counters() throws ForwardingException {
        return puntPath.counters();
    }

    @Override
    public void purge() throws ForwardingException {
        super.purge();
        watch.start();
    }
}
