package net.weftnet.control.xmpp;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.rib.api.RibAgent;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent says in one session, and what that means to the RIB. Owner: the thread of {@link Agents}. */
final class AgentSession {
    private static final Logger log = LoggerFactory.getLogger(AgentSession.class);

    /** Published and not yet associated; the two come one after the other, so there are few. */
    private static final int MAX_PUBLISHED = 1000;

    private final XmppSession xmpp;
    private final RibAgent peer;
    private final ConfigStream config;
    private final ServiceRequests requests;
    private final Set<String> instances = new HashSet<>();
    private final Map<RouteNode, Published> published = new LinkedHashMap<>();
    private boolean endOfRibReceived;

    /** A route that an agent has said, and not yet that it counts, or no longer does. */
    private record Published(Nlri destination, List<RoutePath> paths) {}

    AgentSession(XmppSession xmpp, RibAgent peer, ConfigStream config, ServiceRequests requests) {
        this.xmpp = xmpp;
        this.peer = peer;
        this.config = config;
        this.requests = requests;
    }

    XmppSession xmpp() {
        return xmpp;
    }

    ConfigStream config() {
        return config;
    }

    RibAgent peer() {
        return peer;
    }

    /** {@return whether the agent has said all it had at the start} */
    boolean endOfRibReceived() {
        return endOfRibReceived;
    }

    /** Takes the agent to have said all. */
    void settle() {
        endOfRibReceived = true;
    }

    /**
     * Does what a stanza asks for.
     *
     * @throws StanzaException if it is not due or contradicts itself; the session can go on without it
     */
    void take(Stanza stanza) throws StanzaException {
        switch (stanza) {
            case Stanza.Subscribe s when isConfig(s) -> subscribe(root(s.node()));
            case Stanza.Unsubscribe u when isConfig(u) -> unsubscribe(root(u.node()));
            case Stanza.Subscribe s -> subscribe(s.node(), s.options());
            case Stanza.Unsubscribe u -> unsubscribe(u.node());
            case Stanza.Publish p -> publish(p.node(), p.entry());
            case Stanza.Associate a -> advertise(a.collection(), a.node());
            case Stanza.Dissociate d -> withdraw(d.collection(), d.node());
            case Stanza.EndOfRib _ -> endOfRibReceived = true;
            case Stanza.ServiceRequest r -> requests.take(xmpp, r);
            case Stanza.RouteUpdate _, Stanza.ConfigUpdate _, Stanza.ServiceResponse _ ->
                throw new StanzaException("An agent does not send what control nodes send");
            case Stanza.Unknown(var _, var element) -> log.debug("{}: ignored {}", xmpp, element);
        }
    }

    private static boolean isConfig(Stanza stanza) {
        return stanza.envelope().to().resource().equals(Jid.CONFIG);
    }

    private ConfigNode.Name root(String node) throws StanzaException {
        try {
            var name = ConfigNode.Name.parse(node);
            // The configuration of a node is nobody else's business, and from a parent all of it could be reached.
            var isOwn =
                    switch (name.type()) {
                        case ConfigStream.VIRTUAL_ROUTER -> name.name().endsWith(":" + xmpp.peer());
                        case ConfigStream.VIRTUAL_MACHINE -> true;
                        default -> false;
                    };
            if (!isOwn) {
                throw new StanzaException(name + " is not for " + xmpp.peer());
            }
            return name;
        } catch (IllegalArgumentException e) {
            throw new StanzaException(String.valueOf(e.getMessage()), e);
        }
    }

    private void subscribe(ConfigNode.Name root) {
        if (!config.add(root)) {
            log.debug("{}: subscribes to {} again", xmpp, root);
        }
    }

    private void unsubscribe(ConfigNode.Name root) {
        if (!config.remove(root)) {
            log.debug("{}: unsubscribes from {}, to which it had not subscribed", xmpp, root);
        }
    }

    /** Twice the same subscription means that the two ends disagree about what there is: they have to start anew. */
    private void subscribe(String instance, Optional<Stanza.VrfOptions> options) {
        if (!instances.add(instance)) {
            xmpp.close("The agent subscribes to " + instance + " twice");
            return;
        }
        peer.subscribe(
                instance,
                options.map(Stanza.VrfOptions::instanceId).orElse(0),
                !options.map(Stanza.VrfOptions::noRibOut).orElse(false));
    }

    private void unsubscribe(String instance) {
        if (!instances.remove(instance)) {
            xmpp.close("The agent unsubscribes from " + instance + ", to which it had not subscribed");
            return;
        }
        peer.unsubscribe(instance);
    }

    private void publish(RouteNode node, RouteEntry entry) throws StanzaException {
        switch (entry) {
            case RouteEntry.Inet inet -> {
                if (!prefix(node).equals(inet.prefix())) {
                    throw new StanzaException(node + " is published with " + inet.prefix());
                }
                publish(node, PrefixNlri.of(inet.prefix()), RouteTranslation.paths(inet));
            }
            case RouteEntry.Enet enet -> {
                if (!node.isEthernet()) {
                    throw new StanzaException(node + " is published with " + enet.id());
                }
                publish(node, RouteTranslation.destination(enet), RouteTranslation.paths(enet));
            }
            case RouteEntry.Multicast multicast -> {
                if (!node.isMulticast()) {
                    throw new StanzaException(node + " is published with the group " + multicast.group());
                }
                publish(node, GroupTranslation.destination(multicast), GroupTranslation.paths(multicast));
            }
            case RouteEntry.Other _ ->
                log.debug("{}: ignored {}, of an address family that is not supported", xmpp, node);
        }
    }

    private void publish(RouteNode node, Nlri destination, List<RoutePath> paths) throws StanzaException {
        if (published.size() >= MAX_PUBLISHED && !published.containsKey(node)) {
            throw new StanzaException("More than " + MAX_PUBLISHED + " routes are published and not associated");
        }
        published.put(node, new Published(destination, paths));
    }

    private static boolean isKnown(RouteNode node) {
        return node.isUnicast() || node.isEthernet() || node.isMulticast();
    }

    private void advertise(String instance, RouteNode node) throws StanzaException {
        if (!isKnown(node)) {
            return;
        }
        var route = published.remove(node);
        if (route == null) {
            throw new StanzaException(node + " is associated and was not published");
        }
        checkInstance(instance, node);
        if (route.paths().isEmpty()) {
            throw new StanzaException(node + " has no next hop");
        }
        peer.advertise(instance, route.destination(), route.paths());
    }

    private void withdraw(String instance, RouteNode node) throws StanzaException {
        if (!isKnown(node)) {
            return;
        }
        var route = published.remove(node);
        checkInstance(instance, node);
        if (route != null) {
            peer.withdraw(instance, route.destination());
        } else if (node.isUnicast()) {
            peer.withdraw(instance, PrefixNlri.of(prefix(node)));
        } else if (node.isMulticast()) {
            peer.withdraw(instance, GroupTranslation.destination(node));
        } else {
            throw new StanzaException(node + " is dissociated and was not published");
        }
    }

    /** Nodes of Ethernet VPN have no instance in them. */
    private static void checkInstance(String instance, RouteNode node) throws StanzaException {
        if (!node.isEthernet() && !node.instance().equals(instance)) {
            throw new StanzaException(node + " is not of " + instance);
        }
    }

    /** The item of a node is {@code address/length}, or that with {@code /instance-id} behind it. */
    private static IpPrefix prefix(RouteNode node) throws StanzaException {
        var parts = node.item().split("/", -1);
        if (parts.length != 2 && parts.length != 3) {
            throw new StanzaException("Not the node of a unicast route: " + node);
        }
        try {
            return IpPrefix.parse(parts[0] + "/" + parts[1]);
        } catch (IllegalArgumentException e) {
            throw new StanzaException(String.valueOf(e.getMessage()), e);
        }
    }

    void close() {
        config.close();
    }
}
