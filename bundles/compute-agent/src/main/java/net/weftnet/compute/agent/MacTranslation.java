package net.weftnet.compute.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.agent.controller.EnetKey;
import net.weftnet.compute.agent.oper.NetworkSettings;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.TunnelTypes;
import net.weftnet.compute.agent.oper.VmInterface;
import net.weftnet.compute.agent.table.Bridging;
import net.weftnet.compute.agent.table.Bridging.LearnedMac;
import net.weftnet.compute.agent.table.Bridging.Receiver;
import net.weftnet.compute.agent.table.LearnedRoute;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteEntry.Mobility;

/** Own interfaces as routes of Ethernet VPN, and those of control nodes as the data plane can use them. */
final class MacTranslation {
    private static final IpAddress ANY = IpAddress.ofIpv4(0);
    /** Stands for no MAC address: the route is about an IP prefix. */
    private static final MacAddress NONE = new MacAddress(0);
    /** Lower ones are reserved (RFC 3032). */
    private static final int FIRST_LABEL = 16;

    private final AgentSettings settings;
    private final AgentNumbers numbers;
    private final TunnelTypes tunnels;
    private final Function<String, NetworkSettings> networks;

    MacTranslation(
            AgentSettings settings,
            AgentNumbers numbers,
            TunnelTypes tunnels,
            Function<String, NetworkSettings> networks) {
        this.settings = settings;
        this.numbers = numbers;
        this.tunnels = tunnels;
        this.networks = networks;
    }

    /** {@return the MAC addresses of interfaces whose networks bridge, and that this node wants frames for many} */
    Map<EnetKey, RouteEntry.Enet> wanted(OperDb oper, Function<VmInterface, List<Long>> groups) {
        var wanted = new HashMap<EnetKey, RouteEntry.Enet>();
        for (var vmi : oper.active()) {
            var network = networks.apply(vmi.virtualNetwork());
            if (network.bridges()) {
                var nextHop = nextHop(vmi.vrf(), network);
                var mac = Objects.requireNonNull(vmi.mac(), "an active interface has a MAC address");
                Stream.concat(Stream.of(ANY), vmi.addresses().stream())
                        .forEach(address -> put(wanted, vmi.vrf(), mac, address, nextHop, groups.apply(vmi)));
                put(wanted, vmi.vrf(), MacAddress.BROADCAST, ANY, nextHop, List.of());
            }
        }
        return wanted;
    }

    private static void put(
            Map<EnetKey, RouteEntry.Enet> wanted,
            String vrf,
            MacAddress mac,
            IpAddress address,
            NextHop nextHop,
            List<Long> groups) {
        var entry = new RouteEntry.Enet(
                0,
                mac,
                IpPrefix.host(address),
                List.of(nextHop),
                List.of(),
                Mobility.NONE,
                groups,
                RouteEntry.Inet.DEFAULT_LOCAL_PREFERENCE,
                0);
        wanted.putIfAbsent(new EnetKey(vrf, entry.id()), entry);
    }

    /** Where the tunnel is VXLAN there is no label, and the other way round: a route has room for one of them. */
    private NextHop nextHop(String vrf, NetworkSettings network) {
        boolean isVxlan = tunnels.frames().getFirst() == Encapsulation.VXLAN;
        var mpls = tunnels.frames().stream()
                .filter(one -> one != Encapsulation.VXLAN)
                .toList();
        return new NextHop(
                settings.underlay(),
                Optional.empty(),
                isVxlan ? 0 : numbers.bridgeLabel(vrf),
                isVxlan ? network.vni() : 0,
                isVxlan ? List.of(Encapsulation.VXLAN) : mpls,
                "",
                List.of());
    }

    /**
     * {@return what other nodes have}
     *
     * @param vrfs the network of each routing instance with interfaces here
     */
    Bridging learned(Map<EnetKey, RouteEntry.Enet> best, Map<String, String> vrfs) {
        var macs = new ArrayList<LearnedMac>();
        var receivers = new ArrayList<Receiver>();
        var prefixes = new ArrayList<LearnedRoute>();
        best.forEach((key, entry) -> {
            var network = vrfs.getOrDefault(key.vrf(), "");
            if (entry.mac().equals(MacAddress.BROADCAST)) {
                entry.replicas().forEach(replica -> path(replica)
                        .ifPresent(path -> receivers.add(new Receiver(key.vrf(), path))));
            } else if (entry.mac().equals(NONE)) {
                prefixes.addAll(prefix(key.vrf(), entry, network));
            } else {
                mac(key.vrf(), entry).ifPresent(macs::add);
                prefixes.addAll(host(key.vrf(), entry, network));
            }
        });
        return new Bridging(networks, macs, receivers, prefixes);
    }

    private Optional<LearnedMac> mac(String vrf, RouteEntry.Enet entry) {
        var address = entry.address().address();
        List<IpAddress> addresses = address.equals(ANY) ? List.of() : List.of(address);
        return entry.nextHops().stream()
                .flatMap(nextHop -> path(nextHop).stream())
                .findFirst()
                .map(path -> new LearnedMac(vrf, entry.mac(), addresses, path));
    }

    /** A host that only Ethernet VPN knows is reached by routed packets, too: in frames to its MAC address. */
    private List<LearnedRoute> host(String vrf, RouteEntry.Enet entry, String network) {
        return entry.address().address().equals(ANY)
                ? List.of()
                : route(vrf, entry, network, _ -> Optional.of(entry.mac()));
    }

    /** RFC 9136 section 4.4.1: to the router behind the tunnel. */
    private List<LearnedRoute> prefix(String vrf, RouteEntry.Enet entry, String network) {
        return route(vrf, entry, network, NextHop::mac);
    }

    private List<LearnedRoute> route(
            String vrf, RouteEntry.Enet entry, String network, Function<NextHop, Optional<MacAddress>> receiver) {
        var paths = entry.nextHops().stream()
                .flatMap(nextHop -> path(nextHop).stream()
                        .filter(path -> path.encapsulation() == Encapsulation.VXLAN)
                        .flatMap(path -> receiver.apply(nextHop).stream()
                                .map(mac -> new LearnedRoute.Path(
                                        path.destination(), path.label(), path.encapsulation(), mac))))
                .distinct()
                .toList();
        var groups = entry.securityGroups().stream().map(Long::intValue).toList();
        return paths.isEmpty() ? List.of() : List.of(new LearnedRoute(vrf, entry.address(), paths, network, groups));
    }

    /** {@return a way for frames, by a tunnel both ends speak} */
    private Optional<LearnedRoute.Path> path(NextHop nextHop) {
        if (nextHop.address().family() != settings.underlay().family()) {
            return Optional.empty();
        }
        if (nextHop.vni() != 0) {
            return Optional.of(new LearnedRoute.Path(nextHop.address(), nextHop.vni(), Encapsulation.VXLAN));
        }
        if (nextHop.label() < FIRST_LABEL) {
            return Optional.empty();
        }
        return Stream.concat(tunnels.frames().stream(), settings.encapsulations().stream())
                .filter(one ->
                        one != Encapsulation.VXLAN && nextHop.encapsulations().contains(one))
                .findFirst()
                .map(one -> new LearnedRoute.Path(nextHop.address(), nextHop.label(), one));
    }
}
