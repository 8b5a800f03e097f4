package net.weftnet.compute.forwarding.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * BPF type information (docs.kernel.org/bpf/btf.html): the C types of an object, numbered from 1. Only what map
 * definitions and layouts are made of is kept apart; other kinds are skipped by their length.
 */
final class Btf {
    private static final int MAGIC = 0xeb9f;

    private static final int KIND_INT = 1;
    private static final int KIND_POINTER = 2;
    private static final int KIND_ARRAY = 3;
    private static final int KIND_STRUCT = 4;
    private static final int KIND_UNION = 5;
    private static final int KIND_ENUM = 6;
    private static final int KIND_FUNC = 12;
    private static final int KIND_FUNC_PROTO = 13;
    private static final int KIND_VAR = 14;
    private static final int KIND_DATASEC = 15;
    private static final int KIND_DECL_TAG = 17;
    private static final int KIND_ENUM64 = 19;

    private static final int POINTER_SIZE = 8;

    private final ByteBuffer data;
    private final int strings;
    private final List<@Nullable Type> types = new ArrayList<>();

    /** One type: {@code detail} is its size or the type it refers to, {@code members} those of a struct or section. */
    record Type(int offset, String name, int kind, int detail, List<Member> members) {}

    /**
     * A member of a struct at an octet, a constant of an enum with its value, or a variable of a section.
     *
     * @param at where it is described
     */
    record Member(String name, int type, int offset, int at) {}

    Btf(byte[] octets) {
        data = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        if (Short.toUnsignedInt(data.getShort(0)) != MAGIC) {
            throw new IllegalArgumentException("Not BTF of this machine's byte order");
        }
        int header = data.getInt(4);
        int first = header + data.getInt(8);
        strings = header + data.getInt(16);
        types.add(null);
        int at = first;
        while (at < first + data.getInt(12)) {
            at = readType(at);
        }
    }

    private int readType(int at) {
        int info = data.getInt(at + 4);
        int kind = info >>> 24 & 0x1f;
        int count = info & 0xffff;
        int members = at + 12;
        int size =
                switch (kind) {
                    case KIND_INT, KIND_VAR, KIND_DECL_TAG -> 4;
                    case KIND_ARRAY -> 12;
                    case KIND_STRUCT, KIND_UNION, KIND_DATASEC, KIND_ENUM64 -> 12 * count;
                    case KIND_ENUM, KIND_FUNC_PROTO -> 8 * count;
                    default -> 0;
                };
        var list = new ArrayList<Member>();
        for (int i = 0; i < count; i++) {
            switch (kind) {
                case KIND_STRUCT, KIND_UNION -> {
                    int m = members + 12 * i;
                    list.add(new Member(string(data.getInt(m)), data.getInt(m + 4), data.getInt(m + 8) / 8, m));
                }
                case KIND_ENUM -> {
                    int m = members + 8 * i;
                    list.add(new Member(string(data.getInt(m)), 0, data.getInt(m + 4), m));
                }
                case KIND_DATASEC -> {
                    int m = members + 12 * i;
                    int variable = data.getInt(m);
                    list.add(new Member(type(variable).name(), type(variable).detail(), data.getInt(m + 4), m));
                }
                default -> {}
            }
        }
        types.add(new Type(at, string(data.getInt(at)), kind, data.getInt(at + 8), list));
        return members + size;
    }

    private String string(int offset) {
        int end = strings + offset;
        while (data.get(end) != 0) {
            end++;
        }
        var octets = new byte[end - strings - offset];
        data.get(strings + offset, octets);
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private Type type(int id) {
        var type = types.get(id);
        if (type == null) {
            throw new IllegalArgumentException("BTF refers to type void as an object");
        }
        return type;
    }

    private Type named(int kind, String name) {
        for (var type : types) {
            if (type != null && type.kind() == kind && type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No " + name + " in the type information");
    }

    /** {@return octets of a value of the type} */
    private int sizeOf(int id) {
        var type = type(id);
        return switch (type.kind()) {
            case KIND_INT, KIND_STRUCT, KIND_UNION, KIND_ENUM, KIND_ENUM64 -> type.detail();
            case KIND_POINTER -> POINTER_SIZE;
            case KIND_ARRAY -> sizeOf(data.getInt(type.offset() + 12)) * data.getInt(type.offset() + 20);
            // Typedef, const, volatile: as what they refer to.
            default -> sizeOf(type.detail());
        };
    }

    /** {@return the sections that variables are in} */
    List<Type> sections() {
        return types.stream()
                .flatMap(Stream::ofNullable)
                .filter(type -> type.kind() == KIND_DATASEC)
                .toList();
    }

    /** {@return the number of the function's type} */
    int function(String name) {
        return types.indexOf(named(KIND_FUNC, name));
    }

    /** {@return octets of the struct} */
    int structSize(String name) {
        return named(KIND_STRUCT, name).detail();
    }

    /** {@return where each member of the struct starts, in order} */
    Map<String, Integer> structOffsets(String name) {
        return members(named(KIND_STRUCT, name));
    }

    /** {@return the constants of the enum, in order} */
    Map<String, Integer> enumConstants(String name) {
        return members(named(KIND_ENUM, name));
    }

    private static Map<String, Integer> members(Type type) {
        var result = new LinkedHashMap<String, Integer>();
        type.members().forEach(member -> result.put(member.name(), member.offset()));
        return result;
    }

    /**
     * {@return the maps of section {@code .maps}} Each is a variable of a struct whose members say what it is: by
     * {@code __uint(x, n)} a pointer to an array of n elements, by {@code __type(x, t)} a pointer to t.
     */
    List<MapDefinition> maps() {
        return named(KIND_DATASEC, ".maps").members().stream().map(this::map).toList();
    }

    private MapDefinition map(Member variable) {
        var numbers = new LinkedHashMap<String, Integer>();
        for (var member : type(variable.type()).members()) {
            int target = type(member.type()).detail();
            boolean isType = member.name().equals("key") || member.name().equals("value");
            numbers.put(
                    member.name(),
                    isType ? sizeOf(target) : data.getInt(type(target).offset() + 20));
        }
        return new MapDefinition(
                variable.name(),
                numbers.getOrDefault("type", 0),
                numbers.getOrDefault("key", 0),
                numbers.getOrDefault("value", 0),
                numbers.getOrDefault("max_entries", 0),
                numbers.getOrDefault("map_flags", 0));
    }
}
