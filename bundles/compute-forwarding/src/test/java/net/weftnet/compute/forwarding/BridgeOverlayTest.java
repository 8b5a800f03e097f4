package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Mode;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHop.Multicast.Copy;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.VniEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workloads of a network that bridges, on the nodes of {@link Overlay}, and beside them a VXLAN device of Linux that
 * knows nothing of us:
 *
 * <pre>
 * vm1, vm3 ─ node1 ═══ underlay0 ═══ node2 ─ vm2          node 1 has VNI 71 and label 201, node 2 VNI 72 and label 202
 *                                      └─ or a kernel's VXLAN device, host 10.1.1.9
 * </pre>
 */
class BridgeOverlayTest {
    private static final int VRF = 1;
    private static final int FLOOD = 90;
    private static final int TUNNEL = 91;
    private static final int KERNEL_VNI = 4711;
    private static final int PORT = 9000;
    private static final int DATAGRAMS = 20;
    private static final int CHUNKS = 32;
    private static final String HOST_MAC = "02:00:00:00:00:99";

    private Overlay overlay;
    private NetworkNamespace host;

    @AfterEach
    void remove() throws Exception {
        if (host != null) {
            host.close();
        }
        if (overlay != null) {
            overlay.close();
        }
    }

    private static IpAddress underlay(int node) {
        return IpAddress.parse("198.18.9." + node);
    }

    private static MacAddress mac(int workload) {
        return MacAddress.parse("02:00:00:00:00:0" + workload);
    }

    private static int label(Encapsulation encapsulation, int node) {
        return encapsulation == Encapsulation.VXLAN ? 70 + node : 200 + node;
    }

    /** Makes a node bridge between its workloads and what is behind the tunnel. */
    private void bridge(int node, List<Integer> workloads, Encapsulation encapsulation, int label, MacAddress... remote)
            throws Exception {
        var forwarding = overlay.node(node).forwarding();
        var entries = new ArrayList<TableEntry>();
        var copies = new ArrayList<Copy>();
        for (var entry : forwarding.dump(TableKind.INTERFACE)) {
            if (entry instanceof InterfaceEntry port && workloads.contains(port.vif())) {
                entries.add(port.withMode(Mode.L2_L3));
                entries.add(new BridgeEntry(VRF, port.mac(), 10 + port.vif(), 0));
                copies.add(new Copy(10 + port.vif(), 0));
            }
        }
        copies.add(new Copy(TUNNEL, label));
        entries.add(new NextHopEntry(TUNNEL, new NextHop.Tunnel(encapsulation, underlay(node), underlay(3 - node))));
        entries.add(new NextHopEntry(FLOOD, new NextHop.Multicast(copies)));
        entries.add(new BridgeEntry(VRF, MacAddress.BROADCAST, FLOOD, 0));
        for (var address : remote) {
            entries.add(new BridgeEntry(VRF, address, TUNNEL, label));
        }
        entries.add(new VniEntry(label(Encapsulation.VXLAN, node), VRF));
        entries.add(LabelEntry.ofBridge(label(Encapsulation.MPLS_OVER_UDP, node), VRF));
        overlay.node(node).namespace().call(() -> {
            forwarding.putAll(entries);
            return true;
        });
    }

    private String drops(int node) throws Exception {
        var drops = new EnumMap<>(overlay.node(node).forwarding().drops());
        drops.values().removeIf(Counter.ZERO::equals);
        return drops.toString();
    }

    /** {@return the numbers in the datagrams that come, until there has been each below the limit} */
    private Future<List<Integer>> receive(int workload, CompletableFuture<Boolean> listening) {
        return overlay.workload(workload).submit(() -> {
            var numbers = new ArrayList<Integer>();
            try (var socket = new DatagramSocket(PORT)) {
                socket.setSoTimeout(10_000);
                listening.complete(true);
                var packet = new DatagramPacket(new byte[1], 1);
                while (numbers.stream().distinct().count() < DATAGRAMS) {
                    socket.receive(packet);
                    numbers.add((int) packet.getData()[0]);
                }
            }
            return numbers;
        });
    }

    @ParameterizedTest
    @EnumSource(Encapsulation.class)
    void framesForManyReachEachReceiverOnce(Encapsulation encapsulation) throws Exception {
        bridgeBothNodes(encapsulation);
        var listening = List.of(new CompletableFuture<Boolean>(), new CompletableFuture<Boolean>());
        var here = receive(3, listening.get(0));
        var there = receive(2, listening.get(1));
        listening.forEach(CompletableFuture::join);
        overlay.workload(1).call(() -> {
            try (var socket = new DatagramSocket()) {
                for (byte i = 0; i < DATAGRAMS; i++) {
                    socket.send(new DatagramPacket(new byte[] {i}, 1, new InetSocketAddress("255.255.255.255", PORT)));
                }
            }
            return true;
        });
        var each = IntStream.range(0, DATAGRAMS).boxed().toList();
        assertEquals(each, here.get().stream().sorted().toList(), drops(1));
        assertEquals(each, there.get().stream().sorted().toList(), drops(2));

        // An address that no table of routes knows: it is asked for, and answers itself.
        overlay.workload(2).exec(words("ip addr add 10.1.1.22/24 dev eth0"));
        ping(1, "10.1.1.22");
        assertEquals(mac(2).toString(), neighbour(1, "10.1.1.22"), drops(1));
        Transfer.run(overlay.workload(1), overlay.workload(2), "10.1.1.22", CHUNKS);
    }

    private void bridgeBothNodes(Encapsulation encapsulation) throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        bridge(1, List.of(1, 3), encapsulation, label(encapsulation, 2), mac(2));
        bridge(2, List.of(2), encapsulation, label(encapsulation, 1), mac(1), mac(3));
    }

    private void ping(int from, String address) {
        overlay.workload(from).exec("ping", "-c", "3", "-i", "0.05", "-W", "2", address);
    }

    /** {@return the MAC address that a workload has for an address} */
    private String neighbour(int workload, String address) {
        var shown = overlay.workload(workload).exec("ip", "neigh", "show", address);
        var words = List.of(shown.strip().split("\\s+"));
        return words.get(words.indexOf("lladdr") + 1);
    }

    @Test
    void aKernelVxlanDeviceIsAPeer() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var peer = overlay.node(2).namespace();
        overlay.node(2).forwarding().purge();
        host = NetworkNamespace.create(peer.name() + "h");
        peer.exec(words("ip link add vx0 type vxlan id 4711 dstport 4789 local 198.18.9.2 remote 198.18.9.1"));
        peer.exec(words("ip link add br0 type bridge"));
        peer.exec(words("ip link add host0 type veth peer name eth0 address " + HOST_MAC + " netns " + host.name()));
        for (var device : List.of("vx0", "host0")) {
            peer.exec(words("ip link set " + device + " master br0 up"));
        }
        peer.exec(words("ip link set br0 up"));
        host.exec(words("ip addr add 10.1.1.9/24 dev eth0"));
        host.exec(words("ip link set eth0 up"));
        bridge(1, List.of(1, 3), Encapsulation.VXLAN, KERNEL_VNI, MacAddress.parse(HOST_MAC));
        overlay.node(1).forwarding().put(new VniEntry(KERNEL_VNI, VRF));

        ping(1, "10.1.1.9");
        assertEquals(HOST_MAC, neighbour(1, "10.1.1.9"));
        host.exec(words("ping -c 3 -i 0.05 -W 2 10.1.1.3"));
        Transfer.run(overlay.workload(1), host, "10.1.1.9", CHUNKS);
        Transfer.run(host, overlay.workload(1), "10.1.1.1", CHUNKS);
        assertEquals(
                0, overlay.node(1).forwarding().drops().get(DropReason.PUSH).packets());
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
