package net.weftnet.compute.forwarding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;

/**
 * Two compute nodes and their workloads in network namespaces, programmed through the Java API alone:
 *
 * <pre>
 * vm1 10.1.1.1 ─┐                                          ┌─ vm2 10.1.1.2
 *               ├─ node1 198.18.9.1 ══ underlay0 ══ node2 ─┤
 * vm3 10.1.1.3 ─┘                     198.18.9.2           └─ vm4 10.1.1.1, in a VRF of its own
 * </pre>
 */
final class Overlay implements AutoCloseable {
    private static final int VRF = 1;
    static final int OTHER_VRF = 2;
    private static final int UNDERLAY_MTU = 1600;

    private final String prefix = "forwarding" + ProcessHandle.current().pid() % 10000;
    private final BpfMount mount;
    private final Map<Integer, Node> nodes = new HashMap<>();
    private final Map<Integer, NetworkNamespace> workloads = new HashMap<>();

    /** A compute node: its namespace and its data plane as this JVM holds it. */
    static final class Node implements AutoCloseable {
        private final NetworkNamespace namespace;
        private final Path pins;
        private KernelForwarding forwarding;

        Node(NetworkNamespace namespace, Path pins) {
            this.namespace = namespace;
            this.pins = pins;
        }

        NetworkNamespace namespace() {
            return namespace;
        }

        KernelForwarding forwarding() {
            return forwarding;
        }

        Path pins() {
            return pins;
        }

        /** Opens the data plane anew, as a process does that starts after the old one was killed. */
        KernelForwarding restart() throws Exception {
            forwarding = namespace.call(() -> {
                var opened = new KernelForwarding(pins, ProgramBench.object());
                opened.open();
                opened.attachFabric("underlay0");
                return opened;
            });
            return forwarding;
        }

        @Override
        public void close() {
            if (forwarding != null) {
                forwarding.close();
            }
            namespace.close();
        }
    }

    Overlay(Encapsulation encapsulation) throws Exception {
        mount = BpfMount.mount();
        try {
            build(encapsulation);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private void build(Encapsulation encapsulation) throws Exception {
        for (int i : List.of(1, 2)) {
            var namespace = NetworkNamespace.create(prefix + "n" + i);
            nodes.put(i, new Node(namespace, mount.directory().resolve("node" + i)));
        }
        Commands.run(
                "ip",
                "-n",
                prefix + "n1",
                "link",
                "add",
                "underlay0",
                "type",
                "veth",
                "peer",
                "name",
                "underlay0",
                "netns",
                prefix + "n2");
        for (int i : List.of(1, 2)) {
            node(i).namespace().exec("ip", "addr", "add", "198.18.9." + i + "/24", "dev", "underlay0");
            node(i).namespace().exec("ip", "link", "set", "underlay0", "up", "mtu", "" + UNDERLAY_MTU);
            node(i).restart();
        }
        addWorkload(1, 1, VRF, "10.1.1.1", encapsulation);
        addWorkload(2, 2, VRF, "10.1.1.2", encapsulation);
        addWorkload(3, 1, VRF, "10.1.1.3", encapsulation);
        addWorkload(4, 2, OTHER_VRF, "10.1.1.1", encapsulation);
    }

    private void addWorkload(int number, int nodeNumber, int vrf, String address, Encapsulation encapsulation)
            throws Exception {
        var workload = NetworkNamespace.create(prefix + "vm" + number);
        workloads.put(number, workload);
        var node = node(nodeNumber);
        var mac = MacAddress.parse("02:00:00:00:00:0" + number);
        var tap = "tap-vm" + number;
        Commands.run(
                "ip",
                "-n",
                node.namespace().name(),
                "link",
                "add",
                tap,
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "address",
                mac.toString(),
                "netns",
                workload.name());
        node.namespace().exec("ip", "link", "set", tap, "up");
        workload.exec("ip", "addr", "add", address + "/24", "dev", "eth0");
        workload.exec("ip", "link", "set", "eth0", "up");
        workload.exec("ip", "route", "add", "default", "via", "10.1.1.254");
        workload.exec("ip", "addr", "add", address6(number) + "/64", "dev", "eth0", "nodad");
        node.namespace().call(() -> {
            var entry = node.forwarding().attach(tap, InterfaceEntry.Kind.WORKLOAD, number, vrf, mac);
            node.forwarding()
                    .putAll(List.of(
                            new NextHopEntry(10 + number, new NextHop.Interface(entry.ifIndex(), mac)),
                            new LabelEntry(label(number), 10 + number),
                            route(vrf, address, 10 + number, 0),
                            route(vrf, address6(number), 10 + number, 0)));
            return true;
        });
        int otherNumber = 3 - nodeNumber;
        var tunnel = new NextHop.Tunnel(encapsulation, underlay(otherNumber), underlay(nodeNumber));
        node(otherNumber)
                .forwarding()
                .putAll(List.of(
                        new NextHopEntry(1, tunnel),
                        route(vrf, address, 1, label(number)),
                        route(vrf, address6(number), 1, label(number))));
    }

    /** {@return the IPv6 address of a workload} */
    static String address6(int workload) {
        return "fd00:1::" + workload;
    }

    /** {@return the label of a workload} */
    static int label(int workload) {
        return 100 + workload;
    }

    private static IpAddress underlay(int node) {
        return IpAddress.parse("198.18.9." + node);
    }

    private static RouteEntry route(int vrf, String address, int nextHop, int label) {
        return new RouteEntry(vrf, IpPrefix.host(IpAddress.parse(address)), nextHop, label);
    }

    Node node(int number) {
        return nodes.get(number);
    }

    NetworkNamespace workload(int number) {
        return workloads.get(number);
    }

    BpfMount mount() {
        return mount;
    }

    @Override
    public void close() {
        var all = new ArrayList<AutoCloseable>(workloads.values());
        all.addAll(nodes.values());
        all.add(mount);
        for (var part : all) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
