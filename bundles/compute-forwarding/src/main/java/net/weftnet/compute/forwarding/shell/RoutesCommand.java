package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import java.util.Optional;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code weft:rt} */
@Service
@Command(scope = "weft", name = "rt", description = "Routes of the forwarding plane, of all VRFs or one")
public final class RoutesCommand extends TableCommand {
    @Argument(name = "vrf", description = "number of a VRF")
    private @Nullable Integer vrf;

    @Option(name = "-f", aliases = "--family", description = "inet: by IP address; bridge: by MAC address")
    private String family = "inet";

    @Reference
    private Forwarding forwarding;

    @Override
    protected Table table() throws ForwardingException {
        return switch (family) {
            case "inet" -> routes();
            case "bridge" -> BridgeRows.of(forwarding, vrf);
            default -> throw new IllegalArgumentException("There is no family '" + family + "': inet or bridge");
        };
    }

    private Table routes() throws ForwardingException {
        var names = NextHopNames.of(forwarding);
        var table = Table.of("vrf", "prefix", "label", "id", "next hop");
        forwarding.dump(TableKind.ROUTE).stream()
                .map(RouteEntry.class::cast)
                .filter(route -> vrf == null || route.vrf() == vrf)
                .sorted(Comparator.comparingInt(RouteEntry::vrf).thenComparing(RouteEntry::prefix))
                .forEach(route -> table.row(
                        route.vrf(),
                        route.prefix(),
                        Optional.of(route.label()).filter(label -> label != 0),
                        route.nextHopId(),
                        names.name(route.nextHopId())));
        return table;
    }
}
