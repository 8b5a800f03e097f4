package net.weftnet.compute.agent.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.Stanza.VrfOptions;

/**
 * Remembers what one session has sent, and says what to send so that the control node knows what is wanted. A control
 * node takes a second subscription to one routing instance for a fault, so nothing is ever sent twice. Confined to the
 * agent's thread.
 */
final class Advertiser {
    private final String agent;
    private final Set<String> configRoots = new HashSet<>();
    private final Map<String, Integer> vrfs = new TreeMap<>();
    private final Map<RouteKey, RouteEntry.Inet> routes = new HashMap<>();
    private final Map<EnetKey, RouteEntry.Enet> macs = new HashMap<>();
    private int stanzas;

    /** @param agent this node's name, the sender of every stanza */
    Advertiser(String agent) {
        this.agent = agent;
    }

    /** A new session: the other end knows nothing. */
    void reset() {
        configRoots.clear();
        vrfs.clear();
        routes.clear();
        macs.clear();
    }

    /** {@return the stanzas that lead from what was sent to what is wanted, which counts as sent from now on} */
    List<Stanza> update(Wanted wanted) {
        var out = new ArrayList<Stanza>();
        for (var root : wanted.configRoots()) {
            if (configRoots.add(root)) {
                out.add(new Stanza.Subscribe(to(Jid.CONFIG, "subscribe"), root, Optional.empty()));
            }
        }
        subscribe(wanted.vrfs(), out);
        wanted.routes().forEach((key, entry) -> publish(key, entry, out));
        wanted.macs().forEach((key, entry) -> publish(key, entry, out));
        // Withdrawals come after, and before the table they are in is left.
        Set.copyOf(routes.keySet()).stream()
                .filter(key -> !wanted.routes().containsKey(key))
                .sorted()
                .forEach(key -> withdraw(key, out));
        Set.copyOf(macs.keySet()).stream()
                .filter(key -> !wanted.macs().containsKey(key))
                .sorted()
                .forEach(key -> withdraw(key, out));
        unsubscribe(wanted.vrfs(), out);
        for (var root : Set.copyOf(configRoots)) {
            if (!wanted.configRoots().contains(root)) {
                configRoots.remove(root);
                out.add(new Stanza.Unsubscribe(to(Jid.CONFIG, "unsubscribe"), root, Optional.empty()));
            }
        }
        return out;
    }

    /** {@return the stanza that says that all routes known at the start have been sent} */
    Stanza endOfRib() {
        return new Stanza.EndOfRib(to(Jid.BGP_PEER, "endofrib"));
    }

    private void subscribe(Map<String, Integer> wanted, List<Stanza> out) {
        wanted.forEach((vrf, id) -> {
            if (vrfs.putIfAbsent(vrf, id) == null) {
                out.add(new Stanza.Subscribe(to(Jid.BGP_PEER, "subscribe"), vrf, options(id)));
            }
        });
    }

    private void unsubscribe(Map<String, Integer> wanted, List<Stanza> out) {
        for (var vrf : Set.copyOf(vrfs.keySet())) {
            if (!wanted.containsKey(vrf)) {
                int id = vrfs.remove(vrf);
                out.add(new Stanza.Unsubscribe(to(Jid.BGP_PEER, "unsubscribe"), vrf, options(id)));
            }
        }
    }

    private void publish(RouteKey key, RouteEntry.Inet entry, List<Stanza> out) {
        if (!entry.equals(routes.put(key, entry))) {
            out.add(new Stanza.Publish(to(Jid.BGP_PEER, "pubsub"), node(key), entry));
            out.add(new Stanza.Associate(to(Jid.BGP_PEER, "collection"), key.vrf(), node(key)));
        }
    }

    private void publish(EnetKey key, RouteEntry.Enet entry, List<Stanza> out) {
        if (!entry.equals(macs.put(key, entry))) {
            out.add(new Stanza.Publish(to(Jid.BGP_PEER, "pubsub"), node(key), entry));
            out.add(new Stanza.Associate(to(Jid.BGP_PEER, "collection"), key.vrf(), node(key)));
        }
    }

    private void withdraw(EnetKey key, List<Stanza> out) {
        var entry = macs.remove(key);
        if (entry != null) {
            out.add(new Stanza.Publish(to(Jid.BGP_PEER, "pubsub"), node(key), entry));
            out.add(new Stanza.Dissociate(to(Jid.BGP_PEER, "collection"), key.vrf(), node(key)));
        }
    }

    private static RouteNode node(EnetKey key) {
        return RouteNode.table(RouteNode.L2VPN, RouteNode.ENET, key.id());
    }

    /** A withdrawal, too, is two stanzas: the item, then its leaving of the collection. */
    private void withdraw(RouteKey key, List<Stanza> out) {
        var entry = routes.remove(key);
        if (entry != null) {
            out.add(new Stanza.Publish(to(Jid.BGP_PEER, "pubsub"), node(key), entry));
            out.add(new Stanza.Dissociate(to(Jid.BGP_PEER, "collection"), key.vrf(), node(key)));
        }
    }

    private static Optional<VrfOptions> options(int id) {
        return Optional.of(new VrfOptions(id, false));
    }

    private static RouteNode node(RouteKey key) {
        int af = key.prefix().address().isIpv4() ? RouteNode.INET : RouteNode.INET6;
        return new RouteNode(af, RouteNode.UNICAST, key.vrf(), key.prefix().toString());
    }

    private Envelope to(String resource, String kind) {
        return Envelope.toControlNode(agent, resource, kind + stanzas++);
    }
}
