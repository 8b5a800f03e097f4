package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * The argument of a bpf(2) command: the part of {@code union bpf_attr} (linux/bpf.h) the command reads. Fields not set
 * are zero, which the kernel takes for absent.
 */
final class Attributes {
    /** Names of maps and programs: 16 octets with the final zero. */
    private static final int LONGEST_NAME = 15;

    private final MemorySegment segment;

    Attributes(Arena arena, int size) {
        segment = arena.allocate(size, 8);
    }

    Attributes set(int offset, int value) {
        segment.set(JAVA_INT, offset, value);
        return this;
    }

    Attributes set(int offset, long value) {
        segment.set(JAVA_LONG, offset, value);
        return this;
    }

    Attributes set(int offset, MemorySegment pointer) {
        return set(offset, pointer.address());
    }

    Attributes name(int offset, String name) {
        var octets = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(octets, 0, segment, JAVA_BYTE, offset, Math.min(octets.length, LONGEST_NAME));
        return this;
    }

    int get(int offset) {
        return segment.get(JAVA_INT, offset);
    }

    MemorySegment segment() {
        return segment;
    }
}
