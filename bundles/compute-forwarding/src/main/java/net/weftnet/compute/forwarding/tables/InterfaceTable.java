package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** The interfaces and, with the same life, their counters. */
public final class InterfaceTable {
    private final BpfMap map;
    private final Counters counters;
    private final InterfaceCodec codec = new InterfaceCodec();

    InterfaceTable(BpfMap map, Counters counters) {
        this.map = map;
        this.counters = counters;
    }

    /** @param peerIsWorkload whether packets can go to the other end of the device at once */
    public void put(InterfaceEntry entry, boolean peerIsWorkload) throws LinuxException {
        counters.open(entry.ifIndex());
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(Abi.INTERFACE);
            codec.writeValue(entry, value);
            if (peerIsWorkload) {
                InterfaceCodec.markPeerAsWorkload(value);
            }
            map.put(arena.allocateFrom(JAVA_INT, entry.ifIndex()), value);
        }
    }

    public void delete(int ifIndex) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            map.delete(arena.allocateFrom(JAVA_INT, ifIndex));
        }
        counters.close(ifIndex);
    }

    public List<InterfaceEntry> dump() throws LinuxException {
        var entries = new ArrayList<InterfaceEntry>();
        map.forEach((key, value) -> entries.add(codec.read(key, value)));
        return entries;
    }
}
