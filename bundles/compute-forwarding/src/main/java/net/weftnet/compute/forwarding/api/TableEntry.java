package net.weftnet.compute.forwarding.api;

/** An entry of a forwarding table. */
public sealed interface TableEntry
        permits InterfaceEntry,
                NextHopEntry,
                RouteEntry,
                LabelEntry,
                VniEntry,
                BridgeEntry,
                NeighbourEntry,
                GroupListEntry,
                RuleSetEntry,
                PolicyEntry,
                FloatingEntry {

    /** {@return what names the entry in its table} */
    TableKey key();
}
