package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;

/** Facts of a small configuration: one network, a workload on each of two virtual-routers. */
final class Demo {
    static final Name ROUTER1 = new Name("virtual-router", "default-global-system-config:compute1");
    static final Name ROUTER2 = new Name("virtual-router", "default-global-system-config:compute2");
    static final Name NETWORK = new Name("virtual-network", "default-domain:demo:front");
    static final Name INSTANCE = new Name("routing-instance", "default-domain:demo:front:front");
    static final Name IPAM = new Name("network-ipam", "default-domain:demo:ipam");
    static final Name PROJECT = new Name("project", "default-domain:demo");
    static final Name SYSTEM = new Name("global-system-config", "default-global-system-config");

    private Demo() {}

    static GraphUpdate whole(GraphUpdate.Change... more) {
        var changes = new ArrayList<GraphUpdate.Change>();
        changes.add(property(NETWORK, "virtual-network-network-id", "5"));
        changes.add(property(INSTANCE, "routing-instance-is-default", "true"));
        changes.add(link("project-virtual-network", PROJECT, NETWORK));
        changes.add(link("virtual-network-routing-instance", NETWORK, INSTANCE));
        changes.add(target(INSTANCE, "target:64512:8000001", ""));
        changes.add(new GraphUpdate.Set(
                new Fact.Link("virtual-network-network-ipam", NETWORK, IPAM),
                XmlElement.of("virtual-network-network-ipam", XmlElement.ofText("ipam-subnets", "10.1.1.0/24"))));
        workload(changes, ROUTER1, "vm1");
        workload(changes, ROUTER2, "vm2");
        changes.addAll(List.of(more));
        return new GraphUpdate(true, changes);
    }

    private static void workload(List<GraphUpdate.Change> changes, Name router, String workload) {
        var machine = new Name("virtual-machine", workload);
        var port = new Name("virtual-machine-interface", "default-domain:demo:" + workload);
        var address = new Name("instance-ip", workload);
        changes.add(link("global-system-config-virtual-router", SYSTEM, router));
        changes.add(link("virtual-router-virtual-machine", router, machine));
        changes.add(link("virtual-machine-interface-virtual-machine", port, machine));
        changes.add(link("virtual-machine-interface-virtual-network", port, NETWORK));
        changes.add(link("project-virtual-machine-interface", PROJECT, port));
        changes.add(link("instance-ip-virtual-machine-interface", address, port));
        changes.add(link("instance-ip-virtual-network", address, NETWORK));
        changes.add(property(address, "instance-ip-address", "10.1.1.3"));
    }

    static GraphUpdate.Set property(Name object, String name, String value) {
        return new GraphUpdate.Set(new Fact.Property(object, name), XmlElement.ofText(name, value));
    }

    static GraphUpdate.Set link(String metadata, Name left, Name right) {
        return new GraphUpdate.Set(new Fact.Link(metadata, left, right), XmlElement.of(metadata));
    }

    static GraphUpdate.Set target(Name instance, String target, String direction) {
        return new GraphUpdate.Set(
                new Fact.Link("instance-target", instance, new Name("route-target", target)),
                XmlElement.of("instance-target", XmlElement.ofText("import-export", direction)));
    }

    static GraphUpdate change(GraphUpdate.Change... changes) {
        return new GraphUpdate(false, List.of(changes));
    }

    static GraphUpdate.Remove remove(GraphUpdate.Change set) {
        return new GraphUpdate.Remove(set.fact());
    }
}
