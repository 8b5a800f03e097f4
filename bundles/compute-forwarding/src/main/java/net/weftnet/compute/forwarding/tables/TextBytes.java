package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Names inside entries: UTF-8, cut to the length of the member, with a final zero. */
final class TextBytes {
    private TextBytes() {}

    static void write(String text, MemorySegment into, long offset, int length) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        int used = Math.min(octets.length, length - 1);
        // Not in the middle of a character.
        while (used < octets.length && (octets[used] & 0xc0) == 0x80) {
            used--;
        }
        var member = into.asSlice(offset, length);
        member.fill((byte) 0);
        MemorySegment.copy(octets, 0, member, JAVA_BYTE, 0, used);
    }

    static String read(MemorySegment from, long offset, int length) {
        return from.asSlice(offset, length).getString(0);
    }
}
