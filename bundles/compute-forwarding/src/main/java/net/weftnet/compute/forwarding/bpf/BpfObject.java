package net.weftnet.compute.forwarding.bpf;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An object file of {@code clang -target bpf}: maps and traffic control programs, nothing created or loaded yet. */
public final class BpfObject {
    private static final String PROGRAM_SECTION = "tc";

    private final ElfFile elf;
    private final KernelTypes types;

    /** @throws IllegalArgumentException if these octets are no such object */
    public BpfObject(byte[] octets) {
        elf = new ElfFile(octets);
        types = new KernelTypes(elf, elf.content(section(".BTF")));
    }

    private ElfFile.Section section(String name) {
        return elf.section(name)
                .orElseThrow(() -> new IllegalArgumentException("The eBPF object has no section " + name));
    }

    public List<MapDefinition> maps() {
        return types.btf().maps();
    }

    /** {@return the license the programs are under, which decides which functions of the kernel they may call} */
    public String license() {
        var octets = elf.content(section("license"));
        return new String(octets, 0, octets.length - 1, StandardCharsets.US_ASCII);
    }

    public List<ProgramCode> programs() {
        return elf.functions(section(PROGRAM_SECTION)).stream()
                .map(program -> ProgramLinker.link(elf, types, program))
                .toList();
    }

    Btf btf() {
        return types.btf();
    }
}
