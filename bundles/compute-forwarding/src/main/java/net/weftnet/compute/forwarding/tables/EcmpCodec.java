package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.compute.forwarding.api.NextHop.Ecmp;
import net.weftnet.compute.forwarding.api.NextHop.Ecmp.Member;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKey.NextHopKey;

/**
 * The members of next hops that fork, and which of them each bucket of flows belongs to. A bucket goes to the member that
 * draws the highest number for it (rendezvous hashing): without one member, only its own buckets have another highest.
 */
final class EcmpCodec implements EntryCodec<NextHopKey, NextHopEntry> {
    private static final long COUNT = Abi.offset(Abi.ECMP, "count");
    private static final long MEMBERS = Abi.offset(Abi.ECMP, "members");
    private static final long BUCKETS = Abi.offset(Abi.ECMP, "buckets");
    private static final long MEMBER_SIZE = Abi.ECMP_MEMBER.byteSize();
    private static final long LABEL = Abi.offset(Abi.ECMP_MEMBER, "label");

    @Override
    public void writeKey(NextHopKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.id());
    }

    @Override
    public void writeValue(NextHopEntry entry, MemorySegment into) {
        if (!(entry.nextHop() instanceof Ecmp(List<Member> members))) {
            throw new IllegalArgumentException("No equal paths: " + entry);
        }
        into.fill((byte) 0);
        into.set(JAVA_INT, COUNT, members.size());
        for (int i = 0; i < members.size(); i++) {
            into.set(JAVA_INT, MEMBERS + i * MEMBER_SIZE, members.get(i).nextHopId());
            into.set(JAVA_INT, MEMBERS + i * MEMBER_SIZE + LABEL, members.get(i).label());
        }
        for (int bucket = 0; bucket < Abi.ECMP_BUCKETS; bucket++) {
            into.set(JAVA_BYTE, BUCKETS + bucket, (byte) owner(bucket, members));
        }
    }

    /** {@return the index of the member that a bucket belongs to} */
    static int owner(int bucket, List<Member> members) {
        int owner = 0;
        for (int i = 1; i < members.size(); i++) {
            if (draw(bucket, members.get(i)) > draw(bucket, members.get(owner))) {
                owner = i;
            }
        }
        return owner;
    }

    /** The finisher of MurmurHash3 over all that tells the draw from others. */
    private static long draw(int bucket, Member member) {
        long h = (long) member.nextHopId() << 32 ^ (long) member.label() << 8 ^ bucket;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    @Override
    public NextHopEntry read(MemorySegment key, MemorySegment value) {
        var members = new ArrayList<Member>();
        for (int i = 0; i < value.get(JAVA_INT, COUNT); i++) {
            members.add(new Member(
                    value.get(JAVA_INT, MEMBERS + i * MEMBER_SIZE),
                    value.get(JAVA_INT, MEMBERS + i * MEMBER_SIZE + LABEL)));
        }
        return new NextHopEntry(key.get(JAVA_INT, 0), new Ecmp(members));
    }
}
