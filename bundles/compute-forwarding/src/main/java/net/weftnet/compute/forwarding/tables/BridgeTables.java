package net.weftnet.compute.forwarding.tables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.VniEntry;
import net.weftnet.compute.forwarding.bpf.PinnedMaps;

/** The tables of bridging: VXLAN networks, MAC addresses, neighbours. */
final class BridgeTables {
    private final Table<TableKey.VniKey, VniEntry> vnis;
    private final Table<TableKey.BridgeKey, BridgeEntry> bridge;
    private final Table<TableKey.NeighbourKey, NeighbourEntry> neighbours;

    BridgeTables(PinnedMaps maps) {
        vnis = new Table<>(maps.get("vnis"), new VniCodec(), VniEntry::key);
        bridge = new Table<>(maps.get("bridge"), new BridgeCodec(), BridgeEntry::key);
        neighbours = new Table<>(maps.get("neighbours"), new NeighbourCodec(), NeighbourEntry::key);
    }

    /** Puts those of the entries that belong here. */
    void putAll(Collection<? extends TableEntry> entries) throws ForwardingException {
        bridge.putAll(Tables.only(BridgeEntry.class, entries));
        vnis.putAll(Tables.only(VniEntry.class, entries));
        neighbours.putAll(Tables.only(NeighbourEntry.class, entries));
    }

    void delete(TableKey.VniKey key) throws ForwardingException {
        vnis.delete(key);
    }

    void delete(TableKey.BridgeKey key) throws ForwardingException {
        bridge.delete(key);
    }

    void delete(TableKey.NeighbourKey key) throws ForwardingException {
        neighbours.delete(key);
    }

    /** {@return the entries of one of these tables} */
    List<TableEntry> dump(TableKind table) throws ForwardingException {
        return switch (table) {
            case VNI -> new ArrayList<TableEntry>(vnis.dump());
            case BRIDGE -> new ArrayList<TableEntry>(bridge.dump());
            case NEIGHBOUR -> new ArrayList<TableEntry>(neighbours.dump());
            default -> throw new IllegalArgumentException("Not a table of bridging: " + table);
        };
    }
}
