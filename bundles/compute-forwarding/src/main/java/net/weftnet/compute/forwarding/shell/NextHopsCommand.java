package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:next-hops} */
@Service
@Command(scope = "weft", name = "next-hops", description = "Next hops of the forwarding plane")
public final class NextHopsCommand extends TableCommand {
    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var names = NextHopNames.of(forwarding);
        var table = Table.of("id", "next hop");
        forwarding.dump(TableKind.NEXT_HOP).stream()
                .map(NextHopEntry.class::cast)
                .sorted(Comparator.comparingInt(NextHopEntry::id))
                .forEach(entry -> table.row(entry.id(), names.name(entry.id())));
        return table;
    }
}
