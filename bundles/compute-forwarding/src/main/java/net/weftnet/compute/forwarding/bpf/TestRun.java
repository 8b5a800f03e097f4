package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * What a program made of a frame, by BPF_PROG_TEST_RUN: the program as loaded runs once in the kernel, on the real
 * tables; what it redirects goes nowhere.
 *
 * @param action the TC_ACT code
 * @param frame the frame as the program left it
 * @param nanoseconds how long the program ran
 */
public record TestRun(int action, byte[] frame, int nanoseconds) {
    public static final int LEFT_TO_KERNEL = -1;
    public static final int DROPPED = 2;
    public static final int REDIRECTED = 7;

    private static final int BPF_PROG_TEST_RUN = 10;
    private static final int LONGEST_FRAME = 4096;
    /** struct __sk_buff. */
    private static final int CONTEXT_SIZE = 192;

    private static final int MARK = 8;
    private static final int INTERFACE = 40;

    /** Runs a program on a frame that an interface of this network namespace received. */
    public static TestRun run(BpfProgram program, byte[] frame, int ifIndex) throws LinuxException {
        return run(program, frame, ifIndex, 0);
    }

    /** @param mark of the packet, which real ones do not have when they come */
    public static TestRun run(BpfProgram program, byte[] frame, int ifIndex, int mark) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var in = arena.allocate(Math.max(1, frame.length), 8);
            MemorySegment.copy(frame, 0, in, JAVA_BYTE, 0, frame.length);
            var out = arena.allocate(LONGEST_FRAME, 8);
            var context = arena.allocate(CONTEXT_SIZE, 8);
            context.set(JAVA_INT, INTERFACE, ifIndex);
            context.set(JAVA_INT, MARK, mark);
            var attributes = new Attributes(arena, 80)
                    .set(0, program.descriptor())
                    .set(8, frame.length)
                    .set(12, LONGEST_FRAME)
                    .set(16, in)
                    .set(24, out)
                    .set(32, 1)
                    .set(40, CONTEXT_SIZE)
                    .set(48, context);
            Bpf.call("Run " + program, BPF_PROG_TEST_RUN, attributes);
            return new TestRun(
                    attributes.get(4), out.asSlice(0, attributes.get(12)).toArray(JAVA_BYTE), attributes.get(36));
        }
    }
}
