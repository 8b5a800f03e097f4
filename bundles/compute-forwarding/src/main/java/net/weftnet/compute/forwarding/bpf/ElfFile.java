package net.weftnet.compute.forwarding.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of a 64-bit ELF object file (elf(5)) an eBPF loader reads: sections, symbols, relocations. */
final class ElfFile {
    static final int SHT_SYMTAB = 2;
    static final int SHT_REL = 9;
    static final int STT_FUNC = 2;

    private static final int MAGIC = 0x7f454c46;
    private static final int SYMBOL_SIZE = 24;
    private static final int RELOCATION_SIZE = 16;

    private final byte[] octets;
    private final ByteBuffer data;
    private final List<Section> sections;
    private final List<Symbol> symbols;

    /** A section; {@code link} and {@code info} name related sections by index. */
    record Section(int index, String name, int type, int offset, int size, int link, int info) {}

    /** A symbol: {@code size} octets at {@code value} of a section. */
    record Symbol(String name, int type, int section, int value, int size) {
        boolean isFunction() {
            return type == STT_FUNC;
        }
    }

    /** At this octet of a section the address of the symbol goes. */
    record Relocation(int offset, Symbol symbol) {}

    ElfFile(byte[] octets) {
        this.octets = octets.clone();
        data = ByteBuffer.wrap(this.octets);
        if (octets.length < 64 || data.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("Not an ELF file");
        }
        data.order(ByteOrder.nativeOrder());
        sections = readSections();
        symbols = readSymbols();
    }

    private List<Section> readSections() {
        int table = (int) data.getLong(40);
        int entrySize = data.getShort(58);
        int count = data.getShort(60);
        int names = (int) data.getLong(table + data.getShort(62) * entrySize + 24);
        var result = new ArrayList<Section>(count);
        for (int i = 0; i < count; i++) {
            int at = table + i * entrySize;
            result.add(new Section(
                    i,
                    string(names + data.getInt(at)),
                    data.getInt(at + 4),
                    (int) data.getLong(at + 24),
                    (int) data.getLong(at + 32),
                    data.getInt(at + 40),
                    data.getInt(at + 44)));
        }
        return result;
    }

    private List<Symbol> readSymbols() {
        var table = sections.stream().filter(s -> s.type() == SHT_SYMTAB).findFirst();
        var result = new ArrayList<Symbol>();
        if (table.isPresent()) {
            int names = sections.get(table.get().link()).offset();
            for (int at = table.get().offset(); at < end(table.get()); at += SYMBOL_SIZE) {
                result.add(new Symbol(
                        string(names + data.getInt(at)),
                        data.get(at + 4) & 0x0f,
                        Short.toUnsignedInt(data.getShort(at + 6)),
                        (int) data.getLong(at + 8),
                        (int) data.getLong(at + 16)));
            }
        }
        return result;
    }

    private static int end(Section section) {
        return section.offset() + section.size();
    }

    private String string(int offset) {
        int end = offset;
        while (octets[end] != 0) {
            end++;
        }
        return new String(octets, offset, end - offset, StandardCharsets.US_ASCII);
    }

    Optional<Section> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** {@return the section a symbol is in} */
    Section section(Symbol symbol) {
        return sections.get(symbol.section());
    }

    Symbol symbol(String name) {
        return symbols.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The eBPF object has no symbol " + name));
    }

    byte[] content(Section section) {
        return Arrays.copyOfRange(octets, section.offset(), end(section));
    }

    /** {@return the functions of a section} */
    List<Symbol> functions(Section section) {
        return symbols.stream()
                .filter(s -> s.type() == STT_FUNC && s.section() == section.index())
                .toList();
    }

    /** {@return the relocations that apply to a section} */
    List<Relocation> relocations(Section section) {
        var result = new ArrayList<Relocation>();
        for (var table : sections) {
            if (table.type() != SHT_REL || table.info() != section.index()) {
                continue;
            }
            for (int at = table.offset(); at < end(table); at += RELOCATION_SIZE) {
                int symbol = (int) (data.getLong(at + 8) >>> 32);
                result.add(new Relocation((int) data.getLong(at), symbols.get(symbol)));
            }
        }
        return result;
    }
}
