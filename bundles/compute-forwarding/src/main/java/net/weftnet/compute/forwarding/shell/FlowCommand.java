package net.weftnet.compute.forwarding.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code weft:flow} */
@Service
@Command(
        scope = "weft",
        name = "flow",
        description = "Flows at the ports of this node: what was decided, and by which rules")
public final class FlowCommand extends TableCommand {
    @Option(name = "-d", aliases = "--device", description = "only at this device")
    private @Nullable String device;

    @Option(name = "-a", aliases = "--address", description = "only with this address at either end")
    private @Nullable String address;

    @Option(name = "-p", aliases = "--port", description = "only with this port at either end")
    private @Nullable Integer port;

    @Option(name = "--protocol", description = "only of this protocol: tcp, udp, icmp or a number")
    private @Nullable String protocol;

    @Option(name = "-r", aliases = "--rule", description = "only if a rule of this id decided")
    private @Nullable String rule;

    @Option(name = "--dropped", description = "only those that are dropped")
    private boolean dropped;

    @Option(name = "-n", aliases = "--limit", description = "at most so many, the latest first")
    private int limit = 1000;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var names = PolicyNames.of(forwarding);
        List<Flow> flows = new ArrayList<>();
        forwarding.forEachFlow(flow -> {
            if (isWanted(flow, names)) {
                flows.add(flow);
            }
        });
        var table = Table.of(
                "device", "proto", "local", "outside", "remote", "begun", "action", "rules", "state", "from", "to",
                "age", "idle");
        flows.stream().sorted(Comparator.comparing(Flow::idle)).limit(limit).forEach(flow -> add(flow, names, table));
        return table;
    }

    private boolean isWanted(Flow flow, PolicyNames names) {
        var key = flow.key();
        return (device == null || device.equals(names.device(key.ifIndex())))
                && (address == null
                        || address.equals(key.local().toString())
                        || address.equals(flow.outside().toString())
                        || address.equals(key.remote().toString()))
                && (port == null || port == key.localPort() || port == key.remotePort())
                && (protocol == null || protocol.equals(PolicyNames.protocol(key.protocol())))
                && (rule == null || flow.rules().stream().anyMatch(number -> names.isRule(number, rule)))
                && !(dropped && flow.isAllowed());
    }

    private static void add(Flow flow, PolicyNames names, Table table) {
        var key = flow.key();
        table.row(
                names.device(key.ifIndex()),
                PolicyNames.protocol(key.protocol()),
                PolicyNames.end(key.protocol(), key.local(), key.localPort(), true),
                flow.outside().equals(key.local()) ? "" : flow.outside(),
                PolicyNames.end(key.protocol(), key.remote(), key.remotePort(), false),
                PolicyNames.direction(flow.begun()),
                flow.isAllowed() ? flow.redirect() == 0 ? "allow" : "VRF " + flow.redirect() : "drop",
                names.rules(flow.rules()),
                flow.tcp() == Flow.TcpState.NONE ? "" : flow.tcp().toString().toLowerCase(Locale.ROOT),
                flow.fromWorkload().packets(),
                flow.toWorkload().packets(),
                flow.age().toSeconds(),
                flow.idle().toSeconds());
    }
}
