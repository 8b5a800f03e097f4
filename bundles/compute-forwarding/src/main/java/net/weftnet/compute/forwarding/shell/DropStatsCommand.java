package net.weftnet.compute.forwarding.shell;

import java.util.Map;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:dropstats} */
@Service
@Command(scope = "weft", name = "dropstats", description = "Packets dropped, by reason")
public final class DropStatsCommand extends TableCommand {
    @Option(name = "-a", aliases = "--all", description = "also reasons that never occurred")
    private boolean all;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var table = Table.of("reason", "packets", "bytes");
        forwarding.drops().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(drop -> all || drop.getValue().packets() != 0)
                .forEach(drop -> table.row(
                        drop.getKey(),
                        drop.getValue().packets(),
                        drop.getValue().bytes()));
        return table;
    }
}
