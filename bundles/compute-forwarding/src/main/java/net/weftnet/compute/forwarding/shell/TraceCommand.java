package net.weftnet.compute.forwarding.shell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.Trace;
import net.weftnet.compute.forwarding.api.Trace.Step;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code forwarding:trace} */
@Service
@Command(
        scope = "forwarding",
        name = "trace",
        description =
                "Runs a packet through the live program and tables, and tells each decision; it leaves no mark there")
public final class TraceCommand extends TableCommand {
    @Argument(name = "device", required = true, description = "the device of the workload that would send it")
    private String device = "";

    @Argument(index = 1, name = "source", required = true, description = "its source address")
    private String source = "";

    @Argument(index = 2, name = "destination", required = true, description = "its destination address")
    private String destination = "";

    @Argument(index = 3, name = "protocol", description = "tcp, udp, icmp (of either version) or a number")
    private String protocol = "icmp";

    @Argument(index = 4, name = "port", description = "its destination port, or the type of ICMP")
    private @Nullable Integer port;

    @Option(name = "-s", aliases = "--source-port", description = "its source port, or the identifier of ICMP")
    private int sourcePort = 49_152;

    @Option(
            name = "-l",
            aliases = "--label",
            description = "it comes from the underlay under this label; the device is the underlay's")
    private int label;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var from = IpAddress.parse(source);
        int number =
                protocol.equals("icmp") && !from.isIpv4() ? PolicyNames.ICMP6 : PolicyNames.protocolNumber(protocol);
        var packet = TracePacket.of(
                from,
                IpAddress.parse(destination),
                number,
                sourcePort,
                port == null ? TracePacket.usualPort(number) : port);
        var entry = interfaceEntry();
        var frame = label == 0
                ? TracePacket.fromWorkload(entry.mac(), packet)
                : TracePacket.fromUnderlay(entry.mac(), label, packet);
        return table(forwarding.trace(entry.ifIndex(), frame));
    }

    private InterfaceEntry interfaceEntry() throws ForwardingException {
        for (var entry : forwarding.dump(TableKind.INTERFACE)) {
            if (entry instanceof InterfaceEntry found && found.device().equals(device)) {
                return found;
            }
        }
        throw new ForwardingException(
                ForwardingException.Kind.NO_DEVICE, "No interface " + device + "; weft:interfaces lists them");
    }

    private Table table(Trace trace) throws ForwardingException {
        var words = new Words();
        var table = Table.of("step", "detail");
        trace.steps().forEach(step -> words.add(step, table));
        table.row("frame", trace.frame());
        return table.row(
                "outcome", trace.outcome().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** Steps in words, with the names of what they mention. */
    private final class Words {
        private final PolicyNames policies = PolicyNames.of(forwarding);
        private final NextHopNames nextHops = NextHopNames.of(forwarding);
        private final Map<Integer, Map<Integer, RuleStatus>> rules = new HashMap<>();

        Words() throws ForwardingException {
            forwarding.rules().forEach(rule -> rules.computeIfAbsent(rule.set(), _ -> new HashMap<>())
                    .put(rule.index(), rule));
        }

        void add(Step step, Table table) {
            switch (step) {
                case Step.Received(int ifIndex, int vrf, int policy) ->
                    table.row("received", policies.device(ifIndex) + ", VRF " + vrf + ", policy " + policy);
                case Step.Label(int number, int nextHop, int vrf) ->
                    table.row("label", number + (vrf == 0 ? " -> next hop " + nextHop : " -> bridge of VRF " + vrf));
                case Step.Vni(int number, int vrf) -> table.row("vni", number + " -> VRF " + vrf);
                case Step.Bridge(int vrf, var mac, int nextHop, int number) ->
                    table.row("bridge", "VRF " + vrf + ", " + mac + to(nextHop, number));
                case Step.Copy(int nextHop, int number) ->
                    table.row("copy", nextHops.name(nextHop) + (number == 0 ? "" : ", label " + number));
                case Step.KnownFlow(int ifIndex, boolean isAllowed, var begun) ->
                    table.row("flow", "known at " + flow(ifIndex, isAllowed, PolicyNames.direction(begun)));
                case Step.Asked(int set, int index, var begun) -> table.row("rule", rule(set, index));
                case Step.Judged(int ifIndex, boolean isAllowed, var begun, int stages) ->
                    table.row("flow", "judged at " + flow(ifIndex, isAllowed, PolicyNames.direction(begun)));
                case Step.Route(int vrf, var address, int nextHop, int number) ->
                    table.row("route", "VRF " + vrf + ", " + address + to(nextHop, number));
                case Step.Hop(int nextHop) -> table.row("next hop", nextHop + ": " + nextHops.name(nextHop));
                case Step.Translated(boolean isSource, var address) ->
                    table.row("translated", (isSource ? "source" : "destination") + " -> " + address);
                case Step.Delivered(int ifIndex) -> table.row("delivered", policies.device(ifIndex));
                case Step.Sent(int ifIndex) -> table.row("sent", policies.device(ifIndex));
                case Step.Answered(int ifIndex) -> table.row("answered", policies.device(ifIndex));
                case Step.Punted(int ifIndex, var reason) ->
                    table.row("punted", policies.device(ifIndex) + ": " + reason);
                case Step.Dropped(var reason) -> table.row("dropped", reason);
            }
        }

        private static String to(int nextHop, int number) {
            return " -> next hop " + nextHop + (number == 0 ? "" : ", label " + number);
        }

        private String flow(int ifIndex, boolean isAllowed, String begun) {
            return policies.device(ifIndex) + ": " + (isAllowed ? "allow" : "drop") + ", begun " + begun;
        }

        private String rule(int set, int index) {
            var ofSet = rules.getOrDefault(set, Map.of());
            var rule = ofSet.get(index);
            if (rule != null) {
                return rule.kind() + " " + rule.name() + " #" + (index + 1) + " "
                        + rule.rule().id() + ": " + rule.rule().action() + " ("
                        + PolicyNames.match(rule.rule().match()) + ")";
            }
            return ofSet.values().stream()
                            .findFirst()
                            .map(any -> any.kind() + " " + any.name())
                            .orElse("rule set " + set)
                    + ": no rule matches, drop";
        }
    }
}
