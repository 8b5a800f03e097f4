package net.weftnet.compute.agent.table;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.VniEntry;

/** Which of the installed entries may be deleted when they are not desired. */
@FunctionalInterface
public interface DeletionRule {

    /** Every one: what is desired is all there is to know. */
    DeletionRule ANY = _ -> _ -> true;

    /** {@return what may be deleted of these entries} */
    Predicate<TableEntry> of(Collection<TableEntry> installed);

    /** {@return a rule that spares everything but interfaces known to be gone, and what leads to them} */
    static DeletionRule onlyWhatLeadsTo(Predicate<InterfaceEntry> gone) {
        return installed -> {
            var interfaces = installed.stream()
                    .filter(entry -> entry instanceof InterfaceEntry i && gone.test(i))
                    .map(entry -> ((InterfaceEntry) entry).ifIndex())
                    .collect(Collectors.toSet());
            var nextHops = installed.stream()
                    .filter(entry -> entry instanceof NextHopEntry n
                            && (n.nextHop() instanceof NextHop.Interface(int ifIndex, var _)
                                            && interfaces.contains(ifIndex)
                                    || n.nextHop() instanceof NextHop.Floating(int index, var _)
                                            && interfaces.contains(index)))
                    .map(entry -> ((NextHopEntry) entry).id())
                    .collect(Collectors.toSet());
            return entry -> switch (entry) {
                case InterfaceEntry i -> interfaces.contains(i.ifIndex());
                case FloatingEntry f -> interfaces.contains(f.ifIndex());
                case NextHopEntry n -> nextHops.contains(n.id());
                case LabelEntry l -> nextHops.contains(l.nextHopId());
                case RouteEntry r -> nextHops.contains(r.nextHopId());
                case BridgeEntry b -> nextHops.contains(b.nextHopId());
                case VniEntry _, NeighbourEntry _, RuleSetEntry _, PolicyEntry _, GroupListEntry _ -> false;
            };
        };
    }
}
