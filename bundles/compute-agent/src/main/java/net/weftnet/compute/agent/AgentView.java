package net.weftnet.compute.agent;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.compute.agent.api.AgentStatus;
import net.weftnet.compute.agent.api.AgentStatus.ControlNodeStatus;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.ReceivedRoute;
import net.weftnet.compute.agent.oper.VmInterface;

/** What people and other bundles get to see of the agent. Confined to the agent's thread. */
final class AgentView {
    private final AgentSettings settings;
    private final Agent agent;
    private final AgentNumbers numbers;
    private final DataPlane dataPlane;

    AgentView(AgentSettings settings, Agent agent, AgentNumbers numbers, DataPlane dataPlane) {
        this.settings = settings;
        this.agent = agent;
        this.numbers = numbers;
        this.dataPlane = dataPlane;
    }

    List<PortStatus> interfaces() {
        return agent.oper().interfaces().values().stream().map(this::status).toList();
    }

    private PortStatus status(VmInterface vmi) {
        return new PortStatus(
                vmi.uuid(),
                vmi.device(),
                vmi.ifIndex(),
                vmi.name(),
                vmi.mac() == null ? "" : vmi.mac().toString(),
                vmi.virtualNetwork(),
                vmi.vrf(),
                vmi.addresses(),
                numbers.labels().find(vmi.uuid().toString()).orElse(0),
                vmi.missing());
    }

    List<ReceivedRoute> routes() {
        var routes = new ArrayList<ReceivedRoute>();
        for (var node : agent.controlNodes().all()) {
            node.forEachRoute((key, entry, stale) -> {
                for (var nextHop : entry.nextHops()) {
                    routes.add(new ReceivedRoute(
                            node.address(),
                            key.vrf(),
                            key.prefix(),
                            nextHop.address(),
                            nextHop.label(),
                            nextHop.encapsulations(),
                            entry.virtualNetwork(),
                            stale));
                }
            });
        }
        return routes;
    }

    AgentStatus status() {
        var controlNodes = agent.controlNodes().all().stream()
                .map(node -> new ControlNodeStatus(
                        node.address(),
                        node.isUp(),
                        agent.controlNodes().isSource(node),
                        node.isSynchronised(),
                        node.routeCount()))
                .toList();
        var oper = agent.oper();
        return new AgentStatus(
                settings.node(),
                settings.underlay().toString(),
                controlNodes,
                agent.converged(),
                oper.interfaces().size(),
                oper.active().size(),
                oper.vrfs().size(),
                agent.configObjects(),
                dataPlane.status());
    }
}
