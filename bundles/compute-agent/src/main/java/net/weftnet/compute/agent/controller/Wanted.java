package net.weftnet.compute.agent.controller;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import net.weftnet.protocol.xmpp.RouteEntry;

/**
 * What this node asks of a control node and tells it.
 *
 * @param configRoots the objects whose surroundings it wants to know, {@code type:name}; empty where another control
 *     node is the source of configuration
 * @param vrfs the routing instances it takes part in, with its own numbers for them
 * @param routes its own routes
 * @param macs its own routes of Ethernet VPN
 */
public record Wanted(
        Set<String> configRoots,
        SortedMap<String, Integer> vrfs,
        Map<RouteKey, RouteEntry.Inet> routes,
        Map<EnetKey, RouteEntry.Enet> macs) {}
