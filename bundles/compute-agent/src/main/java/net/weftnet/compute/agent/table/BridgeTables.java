package net.weftnet.compute.agent.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.agent.oper.NetworkSettings;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Mode;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHop.Multicast.Copy;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.VniEntry;

/**
 * What the tables of bridging shall hold.
 *
 * <pre>
 *   network that bridges ─▶ VNI, label ─▶ its VRF
 *   its active interface ─▶ MAC address ─▶ next hop "interface"
 *   learned MAC address  ─▶ next hop "tunnel" with label or VNI
 *   all of them          ─▶ broadcast address ─▶ next hop "multicast" ─▶ each interface, each node that wants frames for many
 * </pre>
 *
 * Workloads are told the MAC address of an IP address that only Ethernet VPN knows. What has a route of its own is at the
 * gateway: it is routed, wherever it is.
 */
final class BridgeTables {
    private final DesiredTables tables;
    private final Bridging bridging;
    private final Map<String, NetworkSettings> networks = new LinkedHashMap<>();
    private final Map<String, List<Copy>> copies = new LinkedHashMap<>();

    BridgeTables(DesiredTables tables, Bridging bridging) {
        this.tables = tables;
        this.bridging = bridging;
    }

    /** Takes an interface whose network bridges. */
    void add(VmInterface vmi, NetworkSettings network, int nextHop) {
        int vrf = tables.vrf(vmi.vrf());
        var mac = Objects.requireNonNull(vmi.mac(), "an active interface has a MAC address");
        if (networks.putIfAbsent(vmi.vrf(), network) == null) {
            tables.put(new VniEntry(network.vni(), vrf));
            tables.put(LabelEntry.ofBridge(tables.bridgeLabel(vmi.vrf()), vrf));
        }
        tables.put(new BridgeEntry(vrf, mac, nextHop, 0));
        copies.computeIfAbsent(vmi.vrf(), _ -> new ArrayList<>()).add(new Copy(nextHop, 0));
    }

    /** Adds what other nodes have, behind the routes. */
    void finish() {
        bridging.macs().stream().filter(mac -> networks.containsKey(mac.vrf())).forEach(this::add);
        bridging.receivers().stream()
                .filter(receiver -> copies.containsKey(receiver.vrf()))
                .forEach(receiver -> tables.tunnel(receiver.path())
                        .ifPresent(tunnel -> Objects.requireNonNull(copies.get(receiver.vrf()))
                                .add(new Copy(tunnel, receiver.path().label()))));
        networks.forEach(this::addFlooding);
        bridging.prefixes().forEach(tables::add);
    }

    private void add(Bridging.LearnedMac learned) {
        int vrf = tables.vrf(learned.vrf());
        var tunnel = tables.tunnel(learned.path());
        if (tunnel.isEmpty()) {
            return;
        }
        tables.put(new BridgeEntry(
                vrf, learned.mac(), tunnel.getAsInt(), learned.path().label()));
        for (var address : learned.addresses()) {
            if (!tables.has(new TableKey.RouteKey(vrf, IpPrefix.host(address)))) {
                tables.put(new NeighbourEntry(vrf, address, learned.mac()));
            }
        }
    }

    private void addFlooding(String name, NetworkSettings network) {
        int vrf = tables.vrf(name);
        var all = Objects.requireNonNull(copies.get(name)).stream()
                .sorted()
                .distinct()
                .limit(NextHop.Multicast.MOST_COPIES)
                .toList();
        int many = tables.nextHop(new NextHop.Multicast(all));
        tables.put(new BridgeEntry(vrf, MacAddress.BROADCAST, many, 0));
        if (network.floodsUnknown()) {
            tables.put(new BridgeEntry(vrf, BridgeEntry.UNKNOWN, many, 0));
        }
        for (var subnet : network.subnets()) {
            if (network.mode() != Mode.L2) {
                subnet.gateway()
                        .ifPresent(gateway -> tables.put(new NeighbourEntry(vrf, gateway, MacAddress.VIRTUAL_GATEWAY)));
            }
            broadcast(subnet.prefix())
                    .forEach(address -> tables.put(new NeighbourEntry(vrf, address, MacAddress.BROADCAST)));
        }
    }

    /** {@return the broadcast address of a subnet of IPv4; none of two addresses or one, or of IPv6} */
    private static Stream<IpAddress> broadcast(IpPrefix subnet) {
        int host = IpAddress.Family.IPV4.bits() - subnet.length();
        return subnet.address().isIpv4() && host > 1
                ? Stream.of(subnet.address().plus((1L << host) - 1))
                : Stream.empty();
    }
}
