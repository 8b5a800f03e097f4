package net.weftnet.compute.forwarding.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import net.weftnet.compute.forwarding.linux.LibC;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** Commands of bpf(2) that maps, programs and links share. Numbers and offsets are those of linux/bpf.h. */
final class Bpf {
    static final int MAP_CREATE = 0;
    static final int MAP_LOOKUP = 1;
    static final int MAP_UPDATE = 2;
    static final int MAP_DELETE = 3;
    static final int PROGRAM_LOAD = 5;
    static final int OBJECT_PIN = 6;
    static final int OBJECT_GET = 7;
    static final int OBJECT_INFO = 15;
    static final int MAP_LOOKUP_BATCH = 24;
    static final int MAP_UPDATE_BATCH = 26;
    static final int LINK_CREATE = 28;
    static final int LINK_UPDATE = 29;

    private Bpf() {}

    static int call(String what, int command, Attributes attributes) throws LinuxException {
        return LibC.bpf(what, command, attributes.segment());
    }

    /** Gives the object a name in a bpffs, so that it lives on without a process. */
    static void pin(int descriptor, Path path) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, 16)
                    .set(0, arena.allocateFrom(path.toString()))
                    .set(8, descriptor);
            call("Pin " + path, OBJECT_PIN, attributes);
        }
    }

    /** {@return a descriptor of the object pinned there} */
    static int openPinned(Path path) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            return call(
                    "Open pin " + path,
                    OBJECT_GET,
                    new Attributes(arena, 16).set(0, arena.allocateFrom(path.toString())));
        }
    }

    /** Fills {@code info} with what the kernel says about the object. */
    static void info(String what, int descriptor, MemorySegment info) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, 16)
                    .set(0, descriptor)
                    .set(4, (int) info.byteSize())
                    .set(8, info);
            call("Inspect " + what, OBJECT_INFO, attributes);
        }
    }
}
