package net.weftnet.compute.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.controller.ConfigFeed;
import net.weftnet.compute.agent.controller.ControlNode;
import net.weftnet.compute.agent.controller.ControlNodes;
import net.weftnet.compute.agent.controller.Scheduler;
import net.weftnet.compute.agent.device.Devices;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.port.PortTable;
import net.weftnet.compute.agent.table.DeletionRule;
import net.weftnet.compute.agent.table.DesiredTables;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heart of the agent. Events change the inputs; then, once for any number of them, everything derived is computed
 * anew and what differs is sent on:
 *
 * <pre>
 *   configuration ─┐
 *   ports ─────────┼▶ oper DB ─┬▶ subscriptions, own routes ─▶ control nodes
 *   devices ───────┘           └▶ desired tables ◀─ best routes ◀─ control nodes
 *                                     └▶ diff ─▶ forwarding
 * </pre>
 *
 * After a start the tables may hold what an earlier life put there, and it still forwards. Until configuration and
 * routes have been read completely, entries are added and changed but none is deleted, except what leads to an
 * interface whose port or device is known to be gone. Confined to the agent's thread.
 */
final class Agent {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final AgentSettings settings;
    private final Executor owner;
    private final Scheduler scheduler;
    private final ConfigDb config = new ConfigDb();
    private final ConfigFeed feed;
    private final ControlNodes controlNodes;
    private final PortTable ports;
    private final AgentNumbers numbers;
    private final Devices devices;
    private final DataPlane dataPlane;
    private final PortHealth portHealth;
    private final Health.Subject health;

    private final Map<String, Integer> knownDevices = new HashMap<>();
    private OperDb oper = OperDb.EMPTY;
    private boolean pending;
    private boolean auditDue;
    private boolean converged;
    private Runnable recomputed = () -> {};
    private @Nullable Cancellable restart; // runs from the first session until the agent has converged

    Agent(AgentSettings settings, Executor owner, Scheduler scheduler, Parts parts) {
        this.settings = settings;
        this.owner = owner;
        this.scheduler = scheduler;
        ports = parts.ports;
        numbers = parts.numbers;
        devices = parts.devices;
        dataPlane = parts.dataPlane;
        portHealth = new PortHealth(parts.health);
        health = parts.health.open("compute", "agent");
        feed = new ConfigFeed(config, scheduler, settings.configQuiet(), this::changed);
        controlNodes = new ControlNodes(
                settings.node(), settings.controlNodes(), feed, scheduler, settings.routes(), this::changed);
    }

    /** What the agent works with. */
    record Parts(PortTable ports, AgentNumbers numbers, Devices devices, DataPlane dataPlane, Health health) {}

    /** Calls this after everything was computed anew. */
    void onRecomputed(Runnable listener) {
        recomputed = listener;
    }

    /** Begins: with the ports that were plugged in an earlier life. */
    void start() {
        scheduler.schedule(settings.audit(), this::audit);
        portsChanged();
    }

    void portsChanged() {
        lookAtDevices();
        changed();
    }

    /** Devices may have come or gone. */
    void devicesChanged() {
        if (lookAtDevices()) {
            changed();
        }
    }

    private boolean lookAtDevices() {
        var found = new HashMap<String, Integer>();
        for (var port : ports.all()) {
            devices.index(port.systemName()).ifPresent(index -> found.put(port.systemName(), index));
        }
        if (found.equals(knownDevices)) {
            return false;
        }
        log.info("Devices of ports: {}", found);
        knownDevices.clear();
        knownDevices.putAll(found);
        return true;
    }

    /** The forwarding tables are open, perhaps again. */
    void tablesOpened() {
        dataPlane.opened();
        changed();
    }

    /** Any input changed: everything is computed anew after the events that are already waiting. */
    private void changed() {
        if (!pending) {
            pending = true;
            owner.execute(this::recompute);
        }
    }

    private void recompute() {
        pending = false;
        try {
            startRestartTimer();
            oper = OperDb.of(settings.virtualRouter(), config, ports.all(), knownDevices);
            converge();
            var policies = new PortPolicies(config, oper, numbers, this::keptPort);
            var translation = new RouteTranslation(settings, numbers, config);
            var wanted = translation.wanted(oper, ports.all(), policies.compiler());
            controlNodes.advertise(wanted, knowsItsRoutes());
            portHealth.update(oper);
            if (dataPlane.ready()) {
                program(policies, translation);
            }
            if (converged) {
                numbers.retain(knownInterfaces(), wanted.vrfs().keySet(), policies.networks());
            }
            recomputed.run();
            health.ok(converged ? "converged" : "reading configuration and routes");
        } catch (RuntimeException e) {
            // Whatever a control node said that is not understood: the tables stay, and someone is told.
            log.error("The agent's state cannot be followed, trying again in {} s", RETRY.toSeconds(), e);
            health.failed(e.getMessage() == null ? e.toString() : e.getMessage());
            scheduler.schedule(RETRY, this::changed);
        }
    }

    /** Without a port there are no routes, whatever the configuration will say. */
    private boolean knowsItsRoutes() {
        return feed.complete() || converged || ports.all().isEmpty();
    }

    private void program(PortPolicies policies, RouteTranslation translation) {
        var desired = desiredTables(policies, translation);
        if (auditDue) {
            auditDue = false;
            dataPlane.audit(desired, deletions());
        } else {
            dataPlane.apply(desired, deletions());
        }
    }

    private Map<TableKey, TableEntry> desiredTables(PortPolicies policies, RouteTranslation translation) {
        return DesiredTables.of(
                oper,
                translation.learned(controlNodes.bestRoutes()),
                translation.bridging(oper, controlNodes.bestMacs()),
                settings.underlay(),
                policies,
                new DesiredTables.Numbers(
                        numbers::vrf,
                        numbers::label,
                        numbers::bridgeLabel,
                        numbers::vif,
                        policies::network,
                        dataPlane.numbers()));
    }

    /** Half of a configuration could open what the whole of it closes: what an earlier life decided holds until then. */
    private Optional<InterfaceEntry> keptPort(int ifIndex) {
        return converged || feed.complete() ? Optional.empty() : dataPlane.port(ifIndex);
    }

    private Set<UUID> knownInterfaces() {
        var known = new HashSet<>(oper.interfaces().keySet());
        oper.active().stream().filter(vmi -> !vmi.floating().isEmpty()).forEach(vmi -> known.add(vmi.floatingId()));
        ports.all().forEach(port -> known.add(port.id()));
        return known;
    }

    private void startRestartTimer() {
        if (!converged && restart == null && controlNodes.all().stream().anyMatch(ControlNode::isUp)) {
            restart = scheduler.schedule(settings.restart(), () -> {
                log.warn("Configuration or routes are still incomplete: going on with what there is");
                converged = true;
                changed();
            });
        }
    }

    private void converge() {
        controlNodes.sweep();
        if (!converged && controlNodes.synchronised()) {
            converged = true;
            log.info("Configuration and routes are complete");
        }
        if (converged && restart != null) {
            restart.cancel();
            restart = null;
        }
    }

    private DeletionRule deletions() {
        if (converged) {
            return DeletionRule.ANY;
        }
        var plugged = ports.all().stream().map(Port::systemName).collect(Collectors.toSet());
        return DeletionRule.onlyWhatLeadsTo(
                i -> !plugged.contains(i.device()) || !knownDevices.containsValue(i.ifIndex()));
    }

    /** The tables are compared with what is desired now, not with what was once. */
    private void audit() {
        scheduler.schedule(settings.audit(), this::audit);
        auditDue = true;
        changed();
    }

    ControlNodes controlNodes() {
        return controlNodes;
    }

    PortTable ports() {
        return ports;
    }

    OperDb oper() {
        return oper;
    }

    boolean converged() {
        return converged;
    }

    /** {@return how many configuration objects are known} */
    int configObjects() {
        return config.size();
    }

    /** Takes what is shown of this agent off the health board. */
    void close() {
        portHealth.close();
        health.close();
    }
}
