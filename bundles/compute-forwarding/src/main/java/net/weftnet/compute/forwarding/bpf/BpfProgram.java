package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import net.weftnet.compute.forwarding.linux.LibC;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** A program the kernel has verified and compiled. */
public final class BpfProgram implements AutoCloseable {
    private static final int SCHED_CLS = 3;
    private static final int ATTRIBUTES_SIZE = 96;
    private static final int LOG_SIZE = 1 << 24;
    private static final int LOG_TAIL = 2000;

    private final String name;
    private final int descriptor;

    private BpfProgram(String name, int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Loads a traffic control program.
     *
     * @param maps the maps of the object, by name
     * @throws LinuxException with the end of the verifier's log if it refuses the program
     */
    public static BpfProgram load(ProgramCode code, String license, Map<String, BpfMap> maps) throws LinuxException {
        int types = code.types().load();
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, ATTRIBUTES_SIZE)
                    .set(0, SCHED_CLS)
                    .set(4, code.instructionCount())
                    .set(8, code.link(arena, name -> mapDescriptor(maps, name)))
                    .set(16, arena.allocateFrom(license))
                    .name(48, code.name())
                    .set(72, types)
                    .set(76, ProgramCode.FUNCTION_SIZE)
                    .set(80, code.functions(arena))
                    .set(88, code.functionCount());
            try {
                return new BpfProgram(code.name(), Bpf.call("Load " + code.name(), Bpf.PROGRAM_LOAD, attributes));
            } catch (LinuxException e) {
                throw explained(e, code.name(), arena, attributes);
            }
        } finally {
            LibC.close(types);
        }
    }

    private static int mapDescriptor(Map<String, BpfMap> maps, String name) {
        var map = maps.get(name);
        if (map == null) {
            throw new IllegalArgumentException("The program uses a map that is not open: " + name);
        }
        return map.descriptor();
    }

    /** Loads once more with a log, as a log costs time and memory that a good program does not need. */
    private static LinuxException explained(LinuxException first, String name, Arena arena, Attributes attributes) {
        var log = arena.allocate(LOG_SIZE);
        attributes.set(24, 1).set(28, LOG_SIZE).set(32, log);
        try {
            LibC.close(Bpf.call("Load " + name, Bpf.PROGRAM_LOAD, attributes));
        } catch (LinuxException second) {
            var text = text(log);
            if (!text.isEmpty()) {
                return new LinuxException(
                        "Load " + name + ", verifier says: ..." + text.substring(Math.max(0, text.length() - LOG_TAIL)),
                        second.errno(),
                        "refused");
            }
        }
        return first;
    }

    private static String text(MemorySegment log) {
        // A log that was cut is not terminated.
        log.set(JAVA_BYTE, LOG_SIZE - 1, (byte) 0);
        return log.getString(0).strip();
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
