package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import net.weftnet.compute.forwarding.linux.LibC;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** A program attached to what a device receives (tcx ingress, Linux 6.6). Pinned, it stays attached without a process. */
public final class BpfLink implements AutoCloseable {
    private static final int TCX_INGRESS = 46;
    /** struct bpf_link_info: type, link id, program id, padding, then for tcx: interface index, attach type. */
    private static final int INFO_SIZE = 32;

    private static final int INFO_IFINDEX = 16;

    private final int descriptor;

    private BpfLink(int descriptor) {
        this.descriptor = descriptor;
    }

    public static BpfLink attach(BpfProgram program, int ifIndex) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var attributes = new Attributes(arena, 64)
                    .set(0, program.descriptor())
                    .set(4, ifIndex)
                    .set(8, TCX_INGRESS);
            return new BpfLink(Bpf.call(
                    "Attach " + program + " to interface " + ifIndex + " (tcx, Linux 6.6)",
                    Bpf.LINK_CREATE,
                    attributes));
        }
    }

    public static BpfLink openPinned(Path pin) throws LinuxException {
        return new BpfLink(Bpf.openPinned(pin));
    }

    public void pin(Path path) throws LinuxException {
        Bpf.pin(descriptor, path);
    }

    /** Replaces the program; each packet meets the old one or the new one. */
    public void update(BpfProgram program) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            Bpf.call(
                    "Replace the attached program by " + program,
                    Bpf.LINK_UPDATE,
                    new Attributes(arena, 16).set(0, descriptor).set(4, program.descriptor()));
        }
    }

    /** {@return the interface it is attached to, or 0 if that is gone} */
    public int ifIndex() throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(INFO_SIZE, 8);
            Bpf.info("link", descriptor, info);
            return info.get(JAVA_INT, INFO_IFINDEX);
        }
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
