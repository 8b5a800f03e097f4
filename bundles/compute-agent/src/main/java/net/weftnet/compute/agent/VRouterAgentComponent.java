package net.weftnet.compute.agent;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.AgentStatus;
import net.weftnet.compute.agent.api.ControlRequests;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.api.PortConflictException;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.ReceivedRoute;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.compute.agent.device.LinkWatch;
import net.weftnet.compute.agent.port.PortTable;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.protocol.xmpp.Stanza;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the agent: its thread, its state on disk, its sessions, the devices it watches and the tables it programs. */
@Component(
        service = {VRouterAgent.class, ControlRequests.class},
        immediate = true,
        configurationPid = "net.weftnet.compute.agent",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AgentConfig.class)
public final class VRouterAgentComponent implements VRouterAgent, ControlRequests {
    private static final Logger log = LoggerFactory.getLogger(VRouterAgentComponent.class);
    private static final String ROLE = "compute";

    private final List<Consumer<List<PortStatus>>> interfaceListeners = new CopyOnWriteArrayList<>();
    private final OwnerThread owner = OwnerThread.named("weft-agent");
    private final Health.Subject dataPlaneHealth;
    private final Agent agent;
    private final AgentView view;
    private final ControlSessions sessions;
    private final LinkWatch links;
    private final Forwarding.Registration tables;

    /** Starts the agent. If it cannot start, the health board tells why and what to set. */
    @Activate
    public VRouterAgentComponent(
            @Reference NodeContext node,
            @Reference TlsIdentity identity,
            @Reference Forwarding forwarding,
            @Reference Health health,
            AgentConfig config)
            throws IOException {
        try {
            var settings = AgentSettings.of(node.nodeName(), config);
            var numbers = AgentNumbers.open(node.stateDirectory().resolve("agent"));
            var ports = PortTable.open(node.stateDirectory().resolve("ports"));
            dataPlaneHealth = health.open(ROLE, "data plane");
            var dataPlane = new DataPlane(forwarding, dataPlaneHealth, Clock.systemUTC());
            var parts = new Agent.Parts(ports, numbers, LinkWatch::index, dataPlane, health);
            agent = new Agent(settings, owner, owner::schedule, parts);
            view = new AgentView(settings, agent, numbers, dataPlane);
            agent.onRecomputed(this::tellInterfaces);
            links = LinkWatch.start(() -> owner.execute(agent::devicesChanged));
            owner.execute(agent::start);
            tables = forwarding.onReady(() -> owner.execute(agent::tablesOpened));
            sessions = new ControlSessions(agent.controlNodes(), settings, identity.sslContext(), owner, health);
        } catch (IOException | IllegalArgumentException e) {
            owner.close();
            health.open(ROLE, "agent").failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Ends sessions and thread. The tables stay as they are: they forward until the next agent takes them over. */
    @Deactivate
    public void close() {
        tables.close();
        links.close();
        sessions.close();
        owner.close();
        agent.close();
        dataPlaneHealth.close();
    }

    @Override
    public void plug(List<Port> ports) throws PortConflictException, IOException {
        change(() -> {
            agent.ports().plug(ports);
            agent.portsChanged();
            return true;
        });
    }

    @Override
    public boolean unplug(UUID id) throws IOException {
        try {
            return change(() -> {
                boolean known = agent.ports().unplug(id);
                agent.portsChanged();
                return known;
            });
        } catch (PortConflictException e) {
            throw new IllegalStateException("Unplugging takes no device", e);
        }
    }

    private boolean change(Callable<Boolean> task) throws PortConflictException, IOException {
        try {
            return owner.call(task);
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case PortConflictException cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public Optional<Port> port(UUID id) {
        return owner.call(() -> agent.ports().find(id));
    }

    @Override
    public List<Port> ports() {
        return owner.call(() -> List.copyOf(agent.ports().all()));
    }

    @Override
    public List<PortStatus> interfaces() {
        return owner.call(view::interfaces);
    }

    @Override
    public AutoCloseable onInterfaces(Consumer<List<PortStatus>> listener) {
        interfaceListeners.add(listener);
        owner.execute(() -> listener.accept(view.interfaces()));
        return () -> interfaceListeners.remove(listener);
    }

    private void tellInterfaces() {
        var interfaces = view.interfaces();
        for (var listener : interfaceListeners) {
            try {
                listener.accept(interfaces);
            } catch (RuntimeException e) {
                log.error("A listener for interfaces failed", e);
            }
        }
    }

    @Override
    public CompletableFuture<List<XmlElement>> ask(Subject subject, UUID port, List<XmlElement> query) {
        var service =
                switch (subject) {
                    case DHCP -> Stanza.Service.DHCP;
                    case DNS -> Stanza.Service.DNS;
                };
        var answer = new CompletableFuture<List<XmlElement>>();
        owner.execute(() -> agent.controlNodes().ask(service, port, query, answer));
        return answer;
    }

    @Override
    public List<ReceivedRoute> routes() {
        return owner.call(view::routes);
    }

    @Override
    public AgentStatus status() {
        return owner.call(view::status);
    }
}
