package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.StructLayout;
import net.weftnet.compute.forwarding.api.PuntPort;

/** The layouts of {@code src/main/bpf/punt.h}, as {@link Abi} has those of the other tables. */
final class PuntAbi {
    static final int ADDRESS_LENGTH = 16;
    static final int LONGEST_FRAME = 2048;
    static final int RING_SIZE = 4 << 20;

    static final StructLayout PORT = structLayout(
            JAVA_INT.withName("reasons"),
            JAVA_INT.withName("count"),
            sequenceLayout(PuntPort.MOST_ADDRESSES, sequenceLayout(ADDRESS_LENGTH, JAVA_BYTE))
                    .withName("addresses"));

    static final StructLayout COUNTER_KEY = structLayout(JAVA_INT.withName("interface"), JAVA_INT.withName("reason"));

    static final StructLayout COUNTER = structLayout(
            JAVA_LONG.withName("due"),
            JAVA_LONG.withName("punted"),
            JAVA_LONG.withName("limited"),
            JAVA_LONG.withName("lost"));

    static final StructLayout PUNT = structLayout(
            JAVA_LONG.withName("time"),
            JAVA_INT.withName("interface"),
            JAVA_INT.withName("vrf"),
            JAVA_INT.withName("reason"),
            JAVA_INT.withName("length"),
            sequenceLayout(LONGEST_FRAME, JAVA_BYTE).withName("frame"));

    private PuntAbi() {}
}
