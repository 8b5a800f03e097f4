package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * The type information of an object as the kernel takes it. With it the verifier checks each global function once, by its
 * parameters, instead of at each call, and names them in its log.
 */
final class KernelTypes {
    private static final int BTF_LOAD = 18;

    private final byte[] octets;
    private final Btf btf;

    KernelTypes(ElfFile elf, byte[] octets) {
        btf = new Btf(octets);
        this.octets = octets.clone();
        complete(elf);
    }

    Btf btf() {
        return btf;
    }

    /** The compiler leaves blank how long sections are and where variables are in them: the linker knows. */
    private void complete(ElfFile elf) {
        var data = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        for (var section : btf.sections()) {
            data.putInt(
                    section.offset() + 8,
                    elf.section(section.name()).orElseThrow().size());
            // In the order of their addresses, as the kernel insists.
            var variables = section.members().stream()
                    .map(variable -> new Variable(
                            data.getInt(variable.at()),
                            elf.symbol(variable.name()).value(),
                            data.getInt(variable.at() + 8)))
                    .sorted(Comparator.comparingInt(Variable::address))
                    .toList();
            int at = section.offset() + 12;
            for (var variable : variables) {
                data.putInt(at, variable.type())
                        .putInt(at + 4, variable.address())
                        .putInt(at + 8, variable.size());
                at += 12;
            }
        }
    }

    private record Variable(int type, int address, int size) {}

    /** {@return a descriptor of the types in the kernel; programs keep them} */
    int load() throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var copy = arena.allocate(octets.length, 8);
            MemorySegment.copy(octets, 0, copy, JAVA_BYTE, 0, octets.length);
            return Bpf.call(
                    "Load the types of the eBPF object",
                    BTF_LOAD,
                    new Attributes(arena, 32).set(0, copy).set(16, octets.length));
        }
    }
}
