package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.compute.forwarding.api.NextHop.Multicast;
import net.weftnet.compute.forwarding.api.NextHop.Multicast.Copy;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKey.NextHopKey;

/** The receivers of next hops that give a copy to each. */
final class MulticastCodec implements EntryCodec<NextHopKey, NextHopEntry> {
    private static final long COUNT = Abi.offset(Abi.MULTICAST, "count");
    private static final long COPIES = Abi.offset(Abi.MULTICAST, "copies");
    private static final long COPY_SIZE = Abi.COPY.byteSize();
    private static final long LABEL = Abi.offset(Abi.COPY, "label");

    @Override
    public void writeKey(NextHopKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.id());
    }

    @Override
    public void writeValue(NextHopEntry entry, MemorySegment into) {
        if (!(entry.nextHop() instanceof Multicast(List<Copy> copies))) {
            throw new IllegalArgumentException("No list of receivers: " + entry);
        }
        into.fill((byte) 0);
        into.set(JAVA_INT, COUNT, copies.size());
        for (int i = 0; i < copies.size(); i++) {
            into.set(JAVA_INT, COPIES + i * COPY_SIZE, copies.get(i).nextHopId());
            into.set(JAVA_INT, COPIES + i * COPY_SIZE + LABEL, copies.get(i).label());
        }
    }

    @Override
    public NextHopEntry read(MemorySegment key, MemorySegment value) {
        var copies = new ArrayList<Copy>();
        for (int i = 0; i < value.get(JAVA_INT, COUNT); i++) {
            copies.add(new Copy(
                    value.get(JAVA_INT, COPIES + i * COPY_SIZE), value.get(JAVA_INT, COPIES + i * COPY_SIZE + LABEL)));
        }
        return new NextHopEntry(key.get(JAVA_INT, 0), new Multicast(copies));
    }
}
