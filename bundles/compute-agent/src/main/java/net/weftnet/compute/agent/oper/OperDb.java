package net.weftnet.compute.agent.oper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The operational view: a function of the configuration, the plugged ports and the devices, and of nothing else, so that
 * the order in which they came makes no difference.
 *
 * @param interfaces the workload interfaces: every plugged port, and every configured interface of this node's workloads
 */
public record OperDb(SortedMap<UUID, VmInterface> interfaces) {

    /** Nothing plugged, nothing configured. */
    public static final OperDb EMPTY = new OperDb(new TreeMap<>());

    /**
     * Computes the view.
     *
     * @param virtualRouter the name of this node's virtual-router
     * @param devices the devices that exist, with the kernel's numbers
     */
    public static OperDb of(
            String virtualRouter, ConfigDb config, Collection<Port> ports, Map<String, Integer> devices) {
        var configured = InterfaceConfigs.read(config);
        var interfaces = new TreeMap<UUID, VmInterface>();
        for (var port : ports) {
            interfaces.put(port.id(), interfaceOf(port.id(), port, configured.get(port.id()), devices));
        }
        var here = config.neighbours(new ObjectName("virtual-router", virtualRouter), "virtual-machine")
                .map(ObjectName::name)
                .collect(Collectors.toSet());
        configured.forEach((uuid, vmi) -> {
            if (here.contains(vmi.virtualMachine())) {
                interfaces.computeIfAbsent(uuid, _ -> interfaceOf(uuid, null, vmi, devices));
            }
        });
        return new OperDb(interfaces);
    }

    private static VmInterface interfaceOf(
            UUID uuid, @Nullable Port port, @Nullable InterfaceConfig config, Map<String, Integer> devices) {
        var device = port == null ? "" : port.systemName();
        int ifIndex = devices.getOrDefault(device, 0);
        var missing = new ArrayList<String>();
        if (port == null) {
            missing.add("port");
        } else if (ifIndex == 0) {
            missing.add("device " + device);
        }
        if (config == null) {
            missing.add("configuration of the virtual-machine-interface");
            return new VmInterface(uuid, device, ifIndex, "", null, "", "", List.of(), List.of(), missing);
        }
        missing.addAll(missing(config));
        return new VmInterface(
                uuid,
                device,
                ifIndex,
                config.name(),
                config.mac(),
                config.virtualNetwork(),
                config.vrf(),
                config.addresses(),
                config.floating(),
                missing);
    }

    private static List<String> missing(InterfaceConfig config) {
        var missing = new ArrayList<String>();
        if (config.virtualMachine().isEmpty()) {
            missing.add("virtual-machine");
        }
        if (config.virtualNetwork().isEmpty()) {
            missing.add("virtual-network");
        }
        if (config.vrf().isEmpty()) {
            missing.add("routing-instance");
        }
        if (config.mac() == null) {
            missing.add("MAC address");
        }
        if (config.addresses().isEmpty()) {
            missing.add("instance-ip");
        }
        return missing;
    }

    /** {@return the interfaces that lack nothing} */
    public List<VmInterface> active() {
        return interfaces.values().stream().filter(VmInterface::active).toList();
    }

    /** {@return the routing instances this node takes part in: those of plugged interfaces} */
    public TreeSet<String> vrfs() {
        return interfaces.values().stream()
                .filter(i -> i.plugged() && !i.vrf().isEmpty())
                .map(VmInterface::vrf)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
