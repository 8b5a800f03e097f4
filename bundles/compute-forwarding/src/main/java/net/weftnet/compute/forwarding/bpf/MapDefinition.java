package net.weftnet.compute.forwarding.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a map is, as the object declares it.
 *
 * @param type a BPF_MAP_TYPE of linux/bpf.h
 * @param valueSize octets of a value on one CPU
 */
public record MapDefinition(String name, int type, int keySize, int valueSize, int maxEntries, int flags) {
    private static final int PERCPU_HASH = 5;
    private static final int PERCPU_ARRAY = 6;
    private static final Path POSSIBLE_CPUS = Path.of("/sys/devices/system/cpu/possible");

    /** {@return the same for another number of entries} */
    public MapDefinition withMaxEntries(int entries) {
        return new MapDefinition(name, type, keySize, valueSize, entries, flags);
    }

    /** {@return how many copies of a value there are} */
    int copies() throws IOException {
        return isPerCpu() ? possibleCpus() : 1;
    }

    private boolean isPerCpu() {
        return type == PERCPU_HASH || type == PERCPU_ARRAY;
    }

    /** {@return octets from one copy of a value to the next: the kernel aligns copies to 8} */
    int copySize() {
        return isPerCpu() ? valueSize + 7 & ~7 : valueSize;
    }

    /** The file holds a range, {@code 0-7}, or a single {@code 0}. */
    private static int possibleCpus() throws IOException {
        var range = Files.readString(POSSIBLE_CPUS).strip();
        return Integer.parseInt(range.substring(range.lastIndexOf('-') + 1)) + 1;
    }
}
