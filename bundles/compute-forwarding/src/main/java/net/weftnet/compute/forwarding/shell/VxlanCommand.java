package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.VniEntry;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:vxlan} */
@Service
@Command(
        scope = "weft",
        name = "vxlan",
        description = "VXLAN networks this node receives, and whose bridge they are for")
public final class VxlanCommand extends TableCommand {
    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        var table = Table.of("vni", "vrf");
        forwarding.dump(TableKind.VNI).stream()
                .map(VniEntry.class::cast)
                .sorted(Comparator.comparingInt(VniEntry::vni))
                .forEach(entry -> table.row(entry.vni(), entry.vrf()));
        return table;
    }
}
