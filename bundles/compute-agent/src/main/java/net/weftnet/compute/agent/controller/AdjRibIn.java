package net.weftnet.compute.agent.controller;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteItem;
import net.weftnet.protocol.xmpp.Stanza;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes one control node has sent. They outlive its session: stale ones go on to be used until the control node is
 * back and has said all it knows. Confined to the agent's thread.
 */
final class AdjRibIn {
    private static final Logger log = LoggerFactory.getLogger(AdjRibIn.class);

    private final Map<RouteKey, RouteEntry.Inet> routes = new TreeMap<>();
    private final Set<RouteKey> stale = new HashSet<>();
    private final EnetRibIn ethernet = new EnetRibIn();

    void take(Stanza.RouteUpdate update) {
        if (!update.table().isUnicast() && !update.table().isEthernet()) {
            log.debug("Routes of {} are not used", update.table());
            return;
        }
        var vrf = update.table().instance();
        for (var item : update.items()) {
            switch (item) {
                case RouteItem.Reach(var id, var entry) -> reach(vrf, id, entry);
                case RouteItem.Retract(var id) -> {
                    if (update.table().isEthernet()) {
                        ethernet.retract(vrf, id);
                    } else {
                        retract(vrf, id);
                    }
                }
            }
        }
    }

    private void reach(String vrf, String id, RouteEntry entry) {
        switch (entry) {
            case RouteEntry.Inet inet -> {
                var key = new RouteKey(vrf, inet.prefix());
                routes.put(key, inet);
                stale.remove(key);
            }
            case RouteEntry.Enet enet -> ethernet.reach(vrf, id, enet);
            case RouteEntry.Multicast _, RouteEntry.Other _ -> log.debug("{}: {} is not used", vrf, id);
        }
    }

    private void retract(String vrf, String id) {
        try {
            var key = new RouteKey(vrf, IpPrefix.parse(id));
            routes.remove(key);
            stale.remove(key);
        } catch (IllegalArgumentException e) {
            log.warn("{}: retraction of '{}', which is no prefix", vrf, id);
        }
    }

    void markStale() {
        stale.addAll(routes.keySet());
        ethernet.markStale();
    }

    /** Removes what is stale. */
    void sweep() {
        routes.keySet().removeAll(stale);
        stale.clear();
        ethernet.sweep();
    }

    void clear() {
        routes.clear();
        stale.clear();
        ethernet.clear();
    }

    /** Forgets the tables of routing instances that are no longer subscribed to. */
    void retainVrfs(Set<String> vrfs) {
        routes.keySet().removeIf(key -> !vrfs.contains(key.vrf()));
        stale.retainAll(routes.keySet());
        ethernet.retainVrfs(vrfs);
    }

    /** {@return its routes of Ethernet VPN} */
    EnetRibIn ethernet() {
        return ethernet;
    }

    Map<RouteKey, RouteEntry.Inet> routes() {
        return routes;
    }

    boolean isStale(RouteKey key) {
        return stale.contains(key);
    }
}
