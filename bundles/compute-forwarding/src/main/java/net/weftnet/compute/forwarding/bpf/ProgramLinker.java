package net.weftnet.compute.forwarding.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a program together as the kernel wants it: the program itself, then the functions it calls, each once, with calls
 * that lead there. Functions may be in another section than the program.
 */
final class ProgramLinker {
    private final ElfFile elf;
    private final KernelTypes types;
    /** Where each function starts in the program, in the order in which calls to them were found. */
    private final Map<ElfFile.Symbol, Integer> starts = new LinkedHashMap<>();

    private final List<ElfFile.Symbol> pending = new ArrayList<>();
    private int size;

    private ProgramLinker(ElfFile elf, KernelTypes types) {
        this.elf = elf;
        this.types = types;
    }

    static ProgramCode link(ElfFile elf, KernelTypes types, ElfFile.Symbol program) {
        return new ProgramLinker(elf, types).link(program);
    }

    private ProgramCode link(ElfFile.Symbol program) {
        place(program);
        for (int i = 0; i < pending.size(); i++) {
            relocations(pending.get(i)).stream()
                    .map(ElfFile.Relocation::symbol)
                    .filter(ElfFile.Symbol::isFunction)
                    .forEach(this::place);
        }
        var code = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        var uses = new ArrayList<ProgramCode.MapUse>();
        for (var function : pending) {
            code.put(octets(function));
            for (var relocation : relocations(function)) {
                int at = start(function) + relocation.offset() - function.value();
                if (relocation.symbol().isFunction()) {
                    code.putInt(at + ProgramCode.IMMEDIATE, distance(at, start(relocation.symbol())));
                } else {
                    uses.add(new ProgramCode.MapUse(at, relocation.symbol().name()));
                }
            }
        }
        return new ProgramCode(program.name(), code.array(), uses, types, functions());
    }

    private int start(ElfFile.Symbol function) {
        return starts.getOrDefault(function, 0);
    }

    private void place(ElfFile.Symbol function) {
        if (starts.putIfAbsent(function, size) == null) {
            pending.add(function);
            size += function.size();
        }
    }

    private List<ElfFile.Relocation> relocations(ElfFile.Symbol function) {
        return elf.relocations(elf.section(function)).stream()
                .filter(r -> r.offset() >= function.value() && r.offset() < function.value() + function.size())
                .toList();
    }

    private byte[] octets(ElfFile.Symbol function) {
        var section = ByteBuffer.wrap(elf.content(elf.section(function)));
        var octets = new byte[function.size()];
        section.get(function.value(), octets);
        return octets;
    }

    /** A call names its target in instructions after its own. */
    private static int distance(int call, int target) {
        return (target - call) / ProgramCode.INSTRUCTION_SIZE - 1;
    }

    private List<ProgramCode.Function> functions() {
        return pending.stream()
                .map(f -> new ProgramCode.Function(
                        start(f) / ProgramCode.INSTRUCTION_SIZE, types.btf().function(f.name())))
                .toList();
    }
}
