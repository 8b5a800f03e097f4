package net.weftnet.compute.forwarding.shell;

import java.util.Comparator;
import java.util.Optional;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.karaf.shell.api.Table;
import org.jspecify.annotations.Nullable;

/** The bridge tables, for {@code weft:rt --family bridge}. */
final class BridgeRows {
    private BridgeRows() {}

    static Table of(Forwarding forwarding, @Nullable Integer vrf) throws ForwardingException {
        var names = NextHopNames.of(forwarding);
        var table = Table.of("vrf", "mac", "label", "id", "next hop");
        forwarding.dump(TableKind.BRIDGE).stream()
                .map(BridgeEntry.class::cast)
                .filter(entry -> vrf == null || entry.vrf() == vrf)
                .sorted(Comparator.comparingInt(BridgeEntry::vrf).thenComparing(BridgeEntry::mac))
                .forEach(entry -> table.row(
                        entry.vrf(),
                        name(entry.mac()),
                        Optional.of(entry.label()).filter(label -> label != 0),
                        entry.nextHopId(),
                        names.name(entry.nextHopId())));
        return table;
    }

    private static String name(MacAddress mac) {
        return mac.equals(BridgeEntry.UNKNOWN) ? "unknown" : mac.toString();
    }
}
