package net.weftnet.compute.forwarding.tables;

import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.TableEntry;
import net.weftnet.compute.forwarding.api.TableKey;

/** How the entries of one table are written and read. Segments have the size of the map's keys and values. */
interface EntryCodec<K extends TableKey, E extends TableEntry> {

    void writeKey(K key, MemorySegment into) throws ForwardingException;

    void writeValue(E entry, MemorySegment into) throws ForwardingException;

    E read(MemorySegment key, MemorySegment value);
}
