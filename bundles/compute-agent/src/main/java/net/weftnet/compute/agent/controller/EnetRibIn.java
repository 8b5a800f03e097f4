package net.weftnet.compute.agent.controller;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.protocol.xmpp.RouteEntry;

/** The routes of Ethernet VPN that one control node has sent; see {@link AdjRibIn}. Confined to the agent's thread. */
final class EnetRibIn {
    private final Map<EnetKey, RouteEntry.Enet> routes = new TreeMap<>();
    private final Set<EnetKey> stale = new HashSet<>();

    void reach(String vrf, String id, RouteEntry.Enet entry) {
        var key = new EnetKey(vrf, id);
        routes.put(key, entry);
        stale.remove(key);
    }

    void retract(String vrf, String id) {
        var key = new EnetKey(vrf, id);
        routes.remove(key);
        stale.remove(key);
    }

    void markStale() {
        stale.addAll(routes.keySet());
    }

    void sweep() {
        routes.keySet().removeAll(stale);
        stale.clear();
    }

    void clear() {
        routes.clear();
        stale.clear();
    }

    void retainVrfs(Set<String> vrfs) {
        routes.keySet().removeIf(key -> !vrfs.contains(key.vrf()));
        stale.retainAll(routes.keySet());
    }

    Map<EnetKey, RouteEntry.Enet> routes() {
        return routes;
    }

    boolean isStale(EnetKey key) {
        return stale.contains(key);
    }
}
