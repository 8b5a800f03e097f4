package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.ToIntFunction;

/** A program of an object file with the functions it calls: instructions with blanks where the handles of maps go. */
public final class ProgramCode {
    /** struct bpf_insn: opcode 1, registers 1 (source in the high half), offset 2, immediate 4. */
    static final int INSTRUCTION_SIZE = 8;

    private static final int REGISTERS = 1;
    static final int IMMEDIATE = 4;
    static final int FUNCTION_SIZE = 8;
    /** In the source register of a load instruction: the immediate is the descriptor of a map. */
    private static final int MAP_DESCRIPTOR = 1;

    private final String name;
    private final byte[] instructions;
    private final List<MapUse> uses;
    private final KernelTypes types;
    private final List<Function> functions;

    /** A load instruction at this octet refers to a map. */
    record MapUse(int offset, String map) {}

    /** The function that starts at this instruction has this type. */
    record Function(int instruction, int type) {}

    ProgramCode(String name, byte[] instructions, List<MapUse> uses, KernelTypes types, List<Function> functions) {
        this.name = name;
        this.types = types;
        this.functions = List.copyOf(functions);
        this.instructions = instructions.clone();
        this.uses = List.copyOf(uses);
    }

    public String name() {
        return name;
    }

    KernelTypes types() {
        return types;
    }

    int functionCount() {
        return functions.size();
    }

    /** {@return struct bpf_func_info for each function: its first instruction, its type} */
    MemorySegment functions(Arena arena) {
        var info = arena.allocate((long) functions.size() * FUNCTION_SIZE, 4);
        for (int i = 0; i < functions.size(); i++) {
            info.setAtIndex(JAVA_INT, 2L * i, functions.get(i).instruction());
            info.setAtIndex(JAVA_INT, 2L * i + 1, functions.get(i).type());
        }
        return info;
    }

    int instructionCount() {
        return instructions.length / INSTRUCTION_SIZE;
    }

    /** {@return the instructions with the descriptors of the maps filled in} */
    MemorySegment link(Arena arena, ToIntFunction<String> mapDescriptor) {
        var linked = arena.allocate(instructions.length, INSTRUCTION_SIZE);
        MemorySegment.copy(instructions, 0, linked, JAVA_BYTE, 0, instructions.length);
        for (var use : uses) {
            byte destination = (byte) (instructions[use.offset() + REGISTERS] & 0x0f);
            linked.set(JAVA_BYTE, use.offset() + REGISTERS, (byte) (destination | MAP_DESCRIPTOR << 4));
            linked.set(JAVA_INT, use.offset() + IMMEDIATE, mapDescriptor.applyAsInt(use.map()));
        }
        return linked;
    }
}
