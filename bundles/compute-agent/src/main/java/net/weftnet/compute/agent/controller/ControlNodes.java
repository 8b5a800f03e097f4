package net.weftnet.compute.agent.controller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.Stanza;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All control nodes of this agent. Routes are published to each and taken from each, the first one listed being
 * preferred; configuration is taken from one, the source.
 *
 * <p>Nothing is lost with a session. When the last one ends the agent goes on with what it knows (headless); a control
 * node that returns is told everything again, and what it does not repeat is swept after its end-of-RIB and a time of
 * grace, in which the other agents find it too. Confined to the agent's thread.
 */
public final class ControlNodes {
    private static final Logger log = LoggerFactory.getLogger(ControlNodes.class);

    private final List<ControlNode> nodes;
    private final ConfigFeed config;
    private final Scheduler scheduler;
    private final Timing timing;
    private final Runnable changed;
    private final ServiceRequests requests;
    private @Nullable ControlNode source; // null while no session is up

    /**
     * The times of route synchronisation.
     *
     * @param grace from the start of a session until stale routes may be swept
     * @param patience after which a control node that sends no end-of-RIB is taken to have sent it
     */
    public record Timing(Duration grace, Duration patience) {}

    /**
     * @param agent this node's name
     * @param addresses of the control nodes, best first
     * @param changed called when routes or sessions changed
     */
    public ControlNodes(
            String agent,
            List<String> addresses,
            ConfigFeed config,
            Scheduler scheduler,
            Timing timing,
            Runnable changed) {
        nodes = addresses.stream()
                .map(address -> new ControlNode(address, agent))
                .toList();
        this.config = config;
        this.scheduler = scheduler;
        this.timing = timing;
        this.changed = changed;
        requests = new ServiceRequests(agent, scheduler);
    }

    public List<ControlNode> all() {
        return nodes;
    }

    /** A session is up; stanzas go to the sender. */
    public void up(ControlNode node, Consumer<Stanza> sender) {
        log.info("{}: session up", node.address());
        node.up(sender, scheduler.schedule(timing.grace(), () -> graceOver(node)));
        if (source == null) {
            become(node);
        }
        changed.run();
    }

    private void become(ControlNode node) {
        log.info("{}: source of configuration", node.address());
        source = node;
        config.restart();
    }

    /** The session has ended. */
    public void down(ControlNode node) {
        log.info("{}: session down", node.address());
        node.down();
        if (source == node) {
            source = null;
            config.stop();
            nodes.stream().filter(ControlNode::isUp).findFirst().ifPresent(this::become);
        }
        changed.run();
    }

    /** The control node sent something. */
    public void received(ControlNode node, Stanza stanza) {
        switch (stanza) {
            case Stanza.RouteUpdate update -> {
                node.rib().take(update);
                changed.run();
            }
            case Stanza.EndOfRib _ -> {
                node.endOfRibReceived();
                changed.run();
            }
            case Stanza.ConfigUpdate update -> {
                if (node == source) {
                    config.take(update);
                    changed.run();
                }
            }
            case Stanza.ServiceResponse response -> requests.received(response);
            case Stanza.Subscribe _,
                    Stanza.Unsubscribe _,
                    Stanza.Publish _,
                    Stanza.Associate _,
                    Stanza.Dissociate _,
                    Stanza.ServiceRequest _,
                    Stanza.Unknown _ -> log.debug("{}: unexpected {}", node.address(), stanza);
        }
    }

    /** Asks the first control node that is there, the source of configuration before others. */
    public void ask(
            Stanza.Service service, UUID port, List<XmlElement> query, CompletableFuture<List<XmlElement>> answer) {
        var asked = source == null ? null : source.session();
        if (asked == null) {
            answer.completeExceptionally(ServiceRequests.unanswered("No control node is there"));
        } else {
            requests.send(asked, service, port, query, answer);
        }
    }

    private void graceOver(ControlNode node) {
        node.graceOver(scheduler.schedule(timing.patience(), () -> patienceOver(node)));
        changed.run();
    }

    private void patienceOver(ControlNode node) {
        if (!node.hasSentEndOfRib()) {
            log.warn("{}: no end-of-RIB, its routes count as complete", node.address());
            node.endOfRibReceived();
            changed.run();
        }
    }

    /**
     * Removes the routes that are over: what a synchronised control node did not repeat, and then also those of control
     * nodes that are not there to say. Configuration must be complete too: a control node that has yet to read it knows
     * no routes either.
     */
    public void sweep() {
        if (!synchronised()) {
            return;
        }
        for (var node : nodes) {
            if (node.isSynchronised()) {
                node.rib().sweep();
            } else if (!node.isUp()) {
                node.rib().clear();
            }
        }
    }

    /** Tells every control node what it does not know yet. */
    public void advertise(Wanted wanted, boolean complete) {
        var withoutConfig = new Wanted(Set.of(), wanted.vrfs(), wanted.routes(), wanted.macs());
        for (var node : nodes) {
            node.advertise(node == source ? wanted : withoutConfig, complete);
            node.rib().retainVrfs(wanted.vrfs().keySet());
        }
    }

    /** {@return the best route for each prefix: fresh before stale, then in the order of the control nodes} */
    public Map<RouteKey, RouteEntry.Inet> bestRoutes() {
        var best = new TreeMap<RouteKey, RouteEntry.Inet>();
        for (boolean stale : new boolean[] {false, true}) {
            for (var node : nodes) {
                node.rib().routes().forEach((key, entry) -> {
                    if (node.rib().isStale(key) == stale) {
                        best.putIfAbsent(key, entry);
                    }
                });
            }
        }
        return best;
    }

    /** {@return the best route of Ethernet VPN for each item, by the same order} */
    public Map<EnetKey, RouteEntry.Enet> bestMacs() {
        var best = new TreeMap<EnetKey, RouteEntry.Enet>();
        for (boolean stale : new boolean[] {false, true}) {
            for (var node : nodes) {
                var rib = node.rib().ethernet();
                rib.routes().forEach((key, entry) -> {
                    if (rib.isStale(key) == stale) {
                        best.putIfAbsent(key, entry);
                    }
                });
            }
        }
        return best;
    }

    /** {@return whether configuration is complete and some control node has sent all its routes} */
    public boolean synchronised() {
        return config.complete() && nodes.stream().anyMatch(ControlNode::isSynchronised);
    }

    /** {@return whether this control node is the source of configuration} */
    public boolean isSource(ControlNode node) {
        return node == source;
    }
}
