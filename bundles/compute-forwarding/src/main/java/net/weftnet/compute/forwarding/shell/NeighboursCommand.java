package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code weft:neighbours} */
@Service
@Command(
        scope = "weft",
        name = "neighbours",
        description = "IP addresses that workloads are told the MAC address of, where the network bridges")
public final class NeighboursCommand extends TableCommand {
    @Argument(name = "vrf", description = "number of a VRF")
    private @Nullable Integer vrf;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var table = Table.of("vrf", "address", "mac");
        forwarding.dump(TableKind.NEIGHBOUR).stream()
                .map(NeighbourEntry.class::cast)
                .filter(entry -> vrf == null || entry.vrf() == vrf)
                .sorted(Comparator.comparingInt(NeighbourEntry::vrf).thenComparing(NeighbourEntry::address))
                .forEach(entry -> table.row(entry.vrf(), entry.address(), entry.mac()));
        return table;
    }
}
