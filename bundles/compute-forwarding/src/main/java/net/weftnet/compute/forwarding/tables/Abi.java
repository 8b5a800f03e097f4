package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The layouts of {@code src/main/bpf/abi.h}, member by member. A test compares them with the type information of the
 * compiled object.
 */
public final class Abi {
    /** Raised with every change of a layout; the C side calls it LAYOUT_VERSION. */
    public static final int LAYOUT_VERSION = 1;

    /** An address as on the wire. */
    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    static final int MAC_LENGTH = 6;
    static final int DEVICE_LENGTH = 16;

    public static final StructLayout NODE = structLayout(
            JAVA_INT.withName("layout_version"), JAVA_INT.withName("fabric"), JAVA_INT.withName("fabric_mtu"));

    static final StructLayout INTERFACE = structLayout(
            JAVA_INT.withName("vif"),
            JAVA_INT.withName("vrf"),
            JAVA_INT.withName("kind"),
            JAVA_INT.withName("peer_is_workload"),
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(DEVICE_LENGTH, JAVA_BYTE).withName("device"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));

    static final StructLayout COUNTER = structLayout(JAVA_LONG.withName("packets"), JAVA_LONG.withName("bytes"));

    static final StructLayout INTERFACE_COUNTERS = structLayout(COUNTER.withName("received"), COUNTER.withName("sent"));

    static final StructLayout ROUTE_KEY = structLayout(
            JAVA_INT.withName("prefix_length"), JAVA_INT.withName("vrf"), NETWORK_INT.withName("destination"));

    static final StructLayout ROUTE = structLayout(JAVA_INT.withName("next_hop"), JAVA_INT.withName("label"));

    static final StructLayout LABEL = structLayout(JAVA_INT.withName("next_hop"));

    static final StructLayout NEXT_HOP = structLayout(
            JAVA_INT.withName("kind"),
            JAVA_INT.withName("encapsulation"),
            JAVA_INT.withName("interface"),
            NETWORK_INT.withName("source"),
            NETWORK_INT.withName("destination"),
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));

    /** enum interface_kind. */
    static final int INTERFACE_WORKLOAD = 1;

    static final int INTERFACE_FABRIC = 2;

    /** enum next_hop_kind. */
    static final int NEXT_HOP_DISCARD = 1;

    static final int NEXT_HOP_INTERFACE = 2;
    static final int NEXT_HOP_TUNNEL = 3;

    /** enum encapsulation. */
    static final int MPLS_OVER_UDP = 1;

    static final int MPLS_OVER_GRE = 2;

    /** The VRF's bits in a prefix length. */
    static final int VRF_BITS = 32;

    private Abi() {}

    /** {@return where the member starts in the layout} */
    public static long offset(MemoryLayout layout, String member) {
        return layout.byteOffset(PathElement.groupElement(member));
    }
}
