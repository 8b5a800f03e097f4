package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:labels} */
@Service
@Command(scope = "weft", name = "labels", description = "MPLS labels this node gave to others, and where they lead")
public final class LabelsCommand extends TableCommand {
    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var names = NextHopNames.of(forwarding);
        var table = Table.of("label", "id", "next hop");
        forwarding.dump(TableKind.LABEL).stream()
                .map(LabelEntry.class::cast)
                .sorted(Comparator.comparingInt(LabelEntry::label))
                .forEach(entry -> table.row(
                        entry.label(),
                        entry.nextHopId(),
                        entry.bridgeVrf() == 0 ? names.name(entry.nextHopId()) : "bridge of VRF " + entry.bridgeVrf()));
        return table;
    }
}
