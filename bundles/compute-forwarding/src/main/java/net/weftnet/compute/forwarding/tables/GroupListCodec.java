package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.TableKey.GroupListKey;

/** Lists of security groups by number. */
final class GroupListCodec implements EntryCodec<GroupListKey, GroupListEntry> {
    private static final long COUNT = Abi.offset(Abi.GROUP_LIST, "count");
    private static final long IDS = Abi.offset(Abi.GROUP_LIST, "ids");

    @Override
    public void writeKey(GroupListKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.number());
    }

    @Override
    public void writeValue(GroupListEntry entry, MemorySegment into) {
        into.fill((byte) 0);
        into.set(JAVA_INT, COUNT, entry.groups().size());
        for (int i = 0; i < entry.groups().size(); i++) {
            into.set(JAVA_INT, IDS + 4L * i, entry.groups().get(i));
        }
    }

    @Override
    public GroupListEntry read(MemorySegment key, MemorySegment value) {
        var groups = new ArrayList<Integer>();
        for (int i = 0; i < value.get(JAVA_INT, COUNT); i++) {
            groups.add(value.get(JAVA_INT, IDS + 4L * i));
        }
        return new GroupListEntry(key.get(JAVA_INT, 0), groups);
    }
}
