package net.weftnet.compute.agent.shell;

import java.util.List;
import java.util.Optional;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code port:explain} */
@Service
@Command(
        scope = "port",
        name = "explain",
        description =
                "What a workload interface needs to be active, what of it is there, and what to do about the rest")
public final class PortExplainCommand extends TableCommand {
    @Argument(name = "port", required = true, description = "its device, uuid or name (the last part is enough)")
    private String port = "";

    @Reference
    private VRouterAgent agent;

    @Override
    protected Table table() {
        var found = agent.interfaces().stream().filter(this::isMeant).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("Neither a port " + port
                    + " is plugged here, nor is one configured for this node; weft:agent-ports lists them");
        }
        var table = Table.of("port", "needs", "is there", "what to do");
        found.forEach(status -> needs(status)
                .forEach(need -> table.row(
                        status.id(),
                        need.what(),
                        Optional.of(need.value()).filter(value -> !value.isEmpty()),
                        advice(need))));
        return table;
    }

    private boolean isMeant(PortStatus status) {
        return status.device().equals(port)
                || status.id().toString().equals(port)
                || status.name().equals(port)
                || status.name().endsWith(":" + port);
    }

    /** Something that a port needs; the value is empty while it is missing. */
    private record Need(String what, String value, String otherwise) {}

    private static Optional<String> advice(Need need) {
        return need.value().isEmpty() ? Optional.of(need.otherwise()) : Optional.empty();
    }

    private static List<Need> needs(PortStatus status) {
        return List.of(
                new Need("port", status.device(), "plug it: POST /port, ./weft plug, or the CNI plugin"),
                new Need(
                        "device",
                        status.ifIndex() == 0 ? "" : "interface " + status.ifIndex(),
                        "make the device " + status.device() + " in the network namespace of this node"),
                new Need(
                        "virtual-machine-interface",
                        status.name(),
                        "declare it with this uuid, and its virtual-machine with the instance-id of the port; if it is"
                                + " declared, look at the sessions with control nodes: weft:agent"),
                new Need(
                        "virtual-machine",
                        status.missing().contains("virtual-machine")
                                        || status.name().isEmpty()
                                ? ""
                                : "yes",
                        "declare the virtual-machine of the virtual-machine-interface"),
                new Need("virtual-network", status.virtualNetwork(), "declare its virtual-network"),
                new Need(
                        "routing-instance",
                        status.vrf(),
                        "it follows from the network: look at weft:routing-instances of the controller"),
                new Need("MAC address", status.mac(), "it is given when the virtual-machine-interface is declared"),
                new Need(
                        "instance-ip",
                        status.addresses().isEmpty() ? "" : status.addresses().toString(),
                        "declare an instance-ip for the virtual-machine-interface"),
                new Need(
                        "label",
                        status.active() && status.label() != 0 ? Integer.toString(status.label()) : "",
                        "it comes with all of the above"));
    }
}
