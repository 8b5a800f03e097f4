package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntCounter;
import net.weftnet.compute.forwarding.api.PuntPath;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:punts} */
@Service
@Command(scope = "weft", name = "punts", description = "Packets of workloads that were given to Java, by reason")
public final class PuntsCommand extends TableCommand {
    @Reference
    private PuntPath puntPath;

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var names = PolicyNames.of(forwarding);
        var table = Table.of("device", "reason", "punted", "limited", "lost");
        puntPath.counters().stream()
                .sorted(Comparator.comparing(PuntCounter::ifIndex).thenComparing(PuntCounter::reason))
                .forEach(counter -> table.row(
                        names.device(counter.ifIndex()),
                        counter.reason(),
                        counter.punted(),
                        counter.limited(),
                        counter.lost()));
        return table;
    }
}
