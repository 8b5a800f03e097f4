package net.weftnet.control.xmpp;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.rib.api.DerivedRoute;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.xmpp.api.AgentView;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All agents, and the routing instances they meet in. Owner: the thread {@code control-xmpp}, on which all methods run.
 *
 * <p>An end-of-RIB is sent to an agent when three things have happened: it has sent its own (or the stale time is over),
 * the configuration has been read, so that the routing instances exist, and all routes there are have been sent.
 */
final class Agents {
    private static final Logger log = LoggerFactory.getLogger(Agents.class);
    private static final String ROLE = "control";

    private final OwnerThread owner;
    private final Rib rib;
    private final ConfigGraph graph;
    private final Health health;
    private final Duration staleTime;
    private final Clock clock;
    private final ServiceRequests requests;
    private final Map<String, Agent> agents = new TreeMap<>();
    private boolean configured;

    /** @param staleTime how long the routes of a lost agent stay, and how long a new one may take to say all it has */
    Agents(
            OwnerThread owner,
            Rib rib,
            ConfigGraph graph,
            Health health,
            Duration staleTime,
            Clock clock,
            ServiceRequests requests) {
        this.owner = owner;
        this.rib = rib;
        this.graph = graph;
        this.health = health;
        this.staleTime = staleTime;
        this.clock = clock;
        this.requests = requests;
    }

    /** Takes the routing instances; the first list holds all there are. */
    void configure(List<RoutingInstanceChange> changes) {
        owner.check();
        rib.configure(changes.stream().map(Agents::translate).toList());
        if (!configured) {
            configured = true;
            agents.values().forEach(this::endOfRib);
        }
    }

    private static InstanceChange translate(RoutingInstanceChange change) {
        return switch (change) {
            case RoutingInstanceChange.Updated(var instance) ->
                new InstanceChange.Put(new InstanceConfig(
                        instance.name(),
                        instance.virtualNetwork(),
                        instance.networkId(),
                        instance.imports(),
                        instance.exports(),
                        derived(instance),
                        PolicyTranslation.translate(instance.policies())));
            case RoutingInstanceChange.Removed(var name) -> new InstanceChange.Remove(name);
        };
    }

    private static List<DerivedRoute> derived(RoutingInstance instance) {
        var derived = new ArrayList<DerivedRoute>();
        for (var route : instance.staticRoutes()) {
            derived.add(new DerivedRoute.StaticRoute(
                    route.prefix(),
                    route.nextHop(),
                    route.targets(),
                    RouteTranslation.communities(route.communities())));
        }
        for (var chain : instance.serviceChains()) {
            derived.add(new DerivedRoute.ServiceChain(
                    chain.remote(),
                    chain.prefixes(),
                    chain.service(),
                    chain.connected(),
                    chain.retainsAsPath(),
                    chain.ethernet()));
        }
        for (var aggregate : instance.aggregates()) {
            derived.add(new DerivedRoute.Aggregate(aggregate.prefix(), aggregate.nextHop()));
        }
        return derived;
    }

    void established(XmppSession session) {
        owner.check();
        var name = session.peer();
        var agent = agents.computeIfAbsent(name, n -> new Agent(n, rib, health.open(ROLE, "agent " + n)));
        agent.session().ifPresent(old -> {
            log.warn("{}: a second session, from {}; the one from {} is closed", name, session, old.xmpp());
            old.xmpp().close("Another session of " + name + " is up");
            disconnect(agent, "replaced by a session from " + session.remoteAddress());
        });
        agent.connect(session, graph, requests, clock.instant(), owner.schedule(staleTime, () -> settled(agent)));
    }

    void received(XmppSession session, Stanza stanza) {
        owner.check();
        var agent = agents.get(session.peer());
        var current = agent == null ? null : agent.session(session).orElse(null);
        if (agent == null || current == null) {
            return; // of a session that was replaced
        }
        try {
            current.take(stanza);
        } catch (StanzaException e) {
            rejected(session, e);
        }
        if (stanza instanceof Stanza.EndOfRib) {
            current.peer().sweepStale();
            endOfRib(agent);
        }
    }

    private void endOfRib(Agent agent) {
        if (configured) {
            agent.session().filter(AgentSession::endOfRibReceived).ifPresent(session -> session.peer()
                    .requestEndOfRib());
        }
    }

    /** An agent has had its time: if it has not said that it is done, it is. */
    private void settled(Agent agent) {
        agent.session().filter(session -> !session.endOfRibReceived()).ifPresent(session -> {
            log.info("{}: no end-of-RIB; what it has not renewed is removed", session.xmpp());
            session.peer().sweepStale();
            session.settle();
            endOfRib(agent);
        });
    }

    void rejected(XmppSession session, StanzaException problem) {
        owner.check();
        var agent = agents.get(session.peer());
        long count = agent == null ? 1 : agent.reject();
        if (Long.bitCount(count) == 1) { // the 1st, 2nd, 4th, 8th …: an agent must not fill the log
            log.warn("{}: stanza {} that is not valid was ignored: {}", session, count, problem.getMessage());
        }
    }

    void writable(XmppSession session) {
        owner.check();
        var agent = agents.get(session.peer());
        if (agent != null) {
            agent.session(session).ifPresent(current -> current.peer().resume());
        }
    }

    void closed(XmppSession session, String why) {
        owner.check();
        var agent = agents.get(session.peer());
        if (agent != null && agent.session(session).isPresent()) {
            disconnect(agent, why);
        }
    }

    private void disconnect(Agent agent, String why) {
        agent.disconnect(why, clock.instant(), owner.schedule(staleTime, () -> agent.forget(clock.instant())));
    }

    List<AgentView> views() {
        owner.check();
        return agents.values().stream().map(Agent::view).toList();
    }

    /** Takes all agents out of the RIB and off the health board. */
    void close() {
        owner.check();
        agents.values().forEach(Agent::close);
        agents.clear();
    }
}
