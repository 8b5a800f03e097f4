package net.weftnet.protocol.bgp.attribute;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the octets of attributes meant: peers send the same ones again and again. The same octets give the same
 * object, without reading them anew and without allocation.
 *
 * <p>Each slot holds the last attributes whose hash led to it, so memory is bounded whatever a peer sends. Octets mean
 * the same only under the same {@link SessionOptions}: one cache a session, owned by the session's thread.
 */
public final class AttributeCache {
    /** What the octets of an UPDATE's attributes, without MP_REACH_NLRI and MP_UNREACH_NLRI, meant. */
    record Meaning(byte[] octets, PathAttributes attributes, @Nullable IpAddress nextHop) {}

    private final @Nullable Meaning[] slots;
    private final CRC32C hash = new CRC32C();
    private byte[] gathered = new byte[SessionOptions.MAX_MESSAGE];
    private int length;

    /**
     * @param slots how many sets of attributes are remembered, a power of two
     */
    public AttributeCache(int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("Not a power of two: " + slots);
        }
        this.slots = new @Nullable Meaning[slots];
    }

    /** Begins the octets of the next UPDATE. */
    void clear() {
        length = 0;
    }

    /** Adds octets of the UPDATE. */
    void gather(ByteBuf block, int from, int to) {
        int more = to - from;
        if (length + more > gathered.length) {
            gathered = Arrays.copyOf(gathered, SessionOptions.MAX_EXTENDED_MESSAGE);
        }
        block.getBytes(from, gathered, length, more);
        length += more;
    }

    /** {@return what the gathered octets meant the last time, or null if that is not known} */
    @Nullable
    Meaning find() {
        var found = slots[slot()];
        return found != null
                        && found.octets.length == length
                        && Arrays.equals(found.octets, 0, length, gathered, 0, length)
                ? found
                : null;
    }

    /** Remembers what the gathered octets mean. */
    void put(PathAttributes attributes, @Nullable IpAddress nextHop) {
        slots[slot()] = new Meaning(Arrays.copyOf(gathered, length), attributes, nextHop);
    }

    private int slot() {
        hash.reset();
        hash.update(gathered, 0, length);
        return (int) hash.getValue() & slots.length - 1;
    }
}
