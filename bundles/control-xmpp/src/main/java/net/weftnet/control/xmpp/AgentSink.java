package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.RouteItem;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.session.XmppSession;

/** Writes what an agent is told of routes to its session. */
final class AgentSink implements RibSink {
    private final XmppSession session;
    private final Envelope envelope;

    AgentSink(XmppSession session) {
        this.session = session;
        envelope = Envelope.toAgent(session.peer(), Jid.BGP_PEER);
    }

    @Override
    public boolean send(String instance, List<RouteChange> changes) {
        var tables = new LinkedHashMap<RouteNode, List<RouteItem>>();
        for (var change : changes) {
            switch (change.destination()) {
                case PrefixNlri prefix -> {
                    int af = prefix.family() == AddressFamily.INET ? RouteNode.INET : RouteNode.INET6;
                    add(tables, af, RouteNode.UNICAST, instance, item(prefix.prefix(), change));
                }
                case EvpnNlri evpn ->
                    item(evpn, change).ifPresent(item -> add(tables, RouteNode.L2VPN, RouteNode.ENET, instance, item));
                case ErmVpnNlri tree -> add(tables, RouteNode.INET, RouteNode.MULTICAST, instance, item(tree, change));
                case RouteTargetNlri _ -> {}
            }
        }
        tables.forEach((table, items) -> session.send(new Stanza.RouteUpdate(envelope, table, items)));
        return session.isWritable();
    }

    private static void add(Map<RouteNode, List<RouteItem>> tables, int af, int safi, String instance, RouteItem item) {
        tables.computeIfAbsent(RouteNode.table(af, safi, instance), _ -> new ArrayList<>())
                .add(item);
    }

    private static RouteItem item(IpPrefix prefix, RouteChange change) {
        return switch (change) {
            case RouteChange.Reach reach ->
                new RouteItem.Reach(prefix.toString(), RouteTranslation.entry(prefix, reach));
            case RouteChange.Withdraw _ -> new RouteItem.Retract(prefix.toString());
            case RouteChange.Replicate _ -> throw new IllegalArgumentException("No tree of " + prefix);
        };
    }

    private static Optional<RouteItem> item(EvpnNlri route, RouteChange change) {
        return switch (change) {
            case RouteChange.Reach reach ->
                RouteTranslation.entry(route, reach.paths()).map(entry -> new RouteItem.Reach(entry.id(), entry));
            case RouteChange.Withdraw _ ->
                RouteTranslation.entry(route, List.of()).map(entry -> new RouteItem.Retract(entry.id()));
            case RouteChange.Replicate _ -> throw new IllegalArgumentException("No tree of " + route);
        };
    }

    /** The name of an item has the distinguisher of the agent in it. */
    private static RouteItem item(ErmVpnNlri tree, RouteChange change) {
        var id = new RouteDistinguisher(tree.distinguisher()) + ":" + tree.group() + "," + tree.source();
        return switch (change) {
            case RouteChange.Replicate place -> new RouteItem.Reach(id, GroupTranslation.entry(place));
            case RouteChange.Withdraw _ -> new RouteItem.Retract(id);
            case RouteChange.Reach _ -> throw new IllegalArgumentException("No unicast route: " + tree);
        };
    }

    @Override
    public void sendEndOfRib() {
        session.send(new Stanza.EndOfRib(envelope));
    }
}
