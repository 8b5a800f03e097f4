package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import java.util.Locale;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceCounters;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:interfaces} */
@Service
@Command(
        scope = "weft",
        name = "interfaces",
        description = "Interfaces of the forwarding plane, with their traffic seen from the node")
public final class InterfacesCommand extends TableCommand {
    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var none = new InterfaceCounters(Counter.ZERO, Counter.ZERO);
        var counters = forwarding.interfaceCounters();
        var table = Table.of(
                "vif",
                "device",
                "kind",
                "vrf",
                "mode",
                "mac",
                "index",
                "rx packets",
                "rx bytes",
                "tx packets",
                "tx bytes");
        forwarding.dump(TableKind.INTERFACE).stream()
                .map(InterfaceEntry.class::cast)
                .sorted(Comparator.comparingInt(InterfaceEntry::vif))
                .forEach(entry -> {
                    var traffic = counters.getOrDefault(entry.ifIndex(), none);
                    table.row(
                            entry.vif(),
                            entry.device(),
                            entry.kind(),
                            entry.vrf(),
                            entry.mode().toString().toLowerCase(Locale.ROOT),
                            entry.mac(),
                            entry.ifIndex(),
                            traffic.received().packets(),
                            traffic.received().bytes(),
                            traffic.sent().packets(),
                            traffic.sent().bytes());
                });
        return table;
    }
}
