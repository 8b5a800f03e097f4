package net.weftnet.compute.forwarding.bpf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An object file of {@code clang -target bpf}: maps and traffic control programs, nothing created or loaded yet. */
public final class BpfObject {
    private static final String PROGRAM_SECTION = "tc";

    private final ElfFile elf;
    private final Btf btf;

    /** @throws IllegalArgumentException if these octets are no such object */
    public BpfObject(byte[] octets) {
        elf = new ElfFile(octets);
        btf = new Btf(elf.content(section(".BTF")));
    }

    private ElfFile.Section section(String name) {
        return elf.section(name)
                .orElseThrow(() -> new IllegalArgumentException("The eBPF object has no section " + name));
    }

    public List<MapDefinition> maps() {
        return btf.maps();
    }

    /** {@return the license the programs are under, which decides which functions of the kernel they may call} */
    public String license() {
        var octets = elf.content(section("license"));
        return new String(octets, 0, octets.length - 1, StandardCharsets.US_ASCII);
    }

    public List<ProgramCode> programs() {
        var section = section(PROGRAM_SECTION);
        var code = elf.content(section);
        var relocations = elf.relocations(section);
        return elf.functions(section).stream()
                .map(function -> program(function, code, relocations))
                .toList();
    }

    private static ProgramCode program(ElfFile.Symbol function, byte[] code, List<ElfFile.Relocation> relocations) {
        int start = function.value();
        int end = start + function.size();
        var uses = relocations.stream()
                .filter(r -> r.offset() >= start && r.offset() < end)
                .map(r -> new ProgramCode.MapUse(r.offset() - start, r.symbol().name()))
                .toList();
        return new ProgramCode(function.name(), Arrays.copyOfRange(code, start, end), uses);
    }

    Btf btf() {
        return btf;
    }
}
