package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import net.weftnet.compute.forwarding.api.FloatingEntry;

/**
 * The layouts of {@code src/main/bpf/abi.h} and {@code abi_flow.h} and {@code abi_trace.h}, member by member. A test
 * compares them with the type information of the compiled object.
 */
public final class Abi {
    /** Raised with every change of a layout; the C side calls it LAYOUT_VERSION. */
    public static final int LAYOUT_VERSION = 3;

    /** An address as on the wire. */
    static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    /** A port as on the wire. */
    static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    static final int MAC_LENGTH = 6;
    static final int DEVICE_LENGTH = 16;

    static final StructLayout ADDRESS =
            structLayout(sequenceLayout(4, NETWORK_INT).withName("words"));

    public static final StructLayout NODE = structLayout(
            JAVA_INT.withName("layout_version"), JAVA_INT.withName("fabric"), JAVA_INT.withName("fabric_mtu"));

    static final StructLayout INTERFACE = structLayout(
            JAVA_INT.withName("vif"),
            JAVA_INT.withName("vrf"),
            JAVA_INT.withName("kind"),
            JAVA_INT.withName("peer_is_workload"),
            JAVA_INT.withName("policy"),
            JAVA_INT.withName("forwarding"),
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(DEVICE_LENGTH, JAVA_BYTE).withName("device"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));

    static final StructLayout COUNTER = structLayout(JAVA_LONG.withName("packets"), JAVA_LONG.withName("bytes"));

    static final StructLayout INTERFACE_COUNTERS = structLayout(COUNTER.withName("received"), COUNTER.withName("sent"));

    static final StructLayout ROUTE_KEY = structLayout(
            JAVA_INT.withName("prefix_length"), JAVA_INT.withName("vrf"), NETWORK_INT.withName("destination"));

    static final StructLayout ROUTE6_KEY =
            structLayout(JAVA_INT.withName("prefix_length"), JAVA_INT.withName("vrf"), ADDRESS.withName("destination"));

    static final StructLayout ROUTE = structLayout(
            JAVA_INT.withName("next_hop"),
            JAVA_INT.withName("label"),
            JAVA_INT.withName("network"),
            JAVA_INT.withName("groups"),
            JAVA_INT.withName("length"));

    static final StructLayout LABEL = structLayout(JAVA_INT.withName("next_hop"), JAVA_INT.withName("bridge"));

    static final StructLayout VNI = structLayout(JAVA_INT.withName("vrf"));
    static final StructLayout BRIDGE_KEY = structLayout(
            JAVA_INT.withName("vrf"),
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));
    static final StructLayout BRIDGE_ROUTE = structLayout(JAVA_INT.withName("next_hop"), JAVA_INT.withName("label"));

    static final StructLayout NEIGHBOUR_KEY = structLayout(JAVA_INT.withName("vrf"), ADDRESS.withName("address"));
    static final StructLayout NEIGHBOUR = structLayout(
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));

    static final StructLayout NEXT_HOP = structLayout(
            JAVA_INT.withName("kind"),
            JAVA_INT.withName("encapsulation"),
            JAVA_INT.withName("interface"),
            NETWORK_INT.withName("source"),
            NETWORK_INT.withName("destination"),
            sequenceLayout(MAC_LENGTH, JAVA_BYTE).withName("mac"),
            sequenceLayout(2, JAVA_BYTE).withName("reserved"));

    static final int ECMP_MEMBERS = 16;
    static final int ECMP_BUCKETS = 64;
    static final StructLayout ECMP_MEMBER = structLayout(JAVA_INT.withName("next_hop"), JAVA_INT.withName("label"));
    static final StructLayout ECMP = structLayout(
            JAVA_INT.withName("count"),
            sequenceLayout(ECMP_MEMBERS, ECMP_MEMBER).withName("members"),
            sequenceLayout(ECMP_BUCKETS, JAVA_BYTE).withName("buckets"));

    static final int MAX_COPIES = 256;
    static final StructLayout COPY = structLayout(JAVA_INT.withName("next_hop"), JAVA_INT.withName("label"));
    static final StructLayout MULTICAST = structLayout(
            JAVA_INT.withName("count"), sequenceLayout(MAX_COPIES, COPY).withName("copies"));

    static final int MAX_GROUPS = 16;
    static final StructLayout GROUP_LIST = structLayout(
            JAVA_INT.withName("count"), sequenceLayout(MAX_GROUPS, JAVA_INT).withName("ids"));

    static final StructLayout FLOATING_ADDRESS = structLayout(
            ADDRESS.withName("fixed"),
            ADDRESS.withName("outside"),
            JAVA_INT.withName("vrf"),
            JAVA_INT.withName("policy"));
    static final StructLayout FLOATING = structLayout(
            JAVA_INT.withName("count"),
            sequenceLayout(FloatingEntry.MOST_ADDRESSES, FLOATING_ADDRESS).withName("addresses"));

    static final int MAX_STAGES = 4;
    static final StructLayout POLICY = structLayout(
            sequenceLayout(MAX_STAGES, JAVA_INT).withName("from_workload"),
            sequenceLayout(MAX_STAGES, JAVA_INT).withName("to_workload"),
            JAVA_INT.withName("check_source"));

    static final int NAME_LENGTH = 112;
    static final StructLayout RULE_SET = structLayout(
            JAVA_INT.withName("kind"),
            JAVA_INT.withName("direction"),
            JAVA_INT.withName("rules"),
            JAVA_INT.withName("dimensions"),
            sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("name"));

    static final StructLayout RULE_CLASS_KEY = structLayout(
            JAVA_INT.withName("prefix_length"),
            JAVA_INT.withName("set"),
            JAVA_INT.withName("dimension"),
            NETWORK_INT.withName("value"));
    static final StructLayout RULE_CLASS6_KEY = structLayout(
            JAVA_INT.withName("prefix_length"),
            JAVA_INT.withName("set"),
            JAVA_INT.withName("dimension"),
            ADDRESS.withName("value"));
    static final StructLayout RULE_CLASS =
            structLayout(JAVA_INT.withName("number"), JAVA_INT.withName("reserved"), JAVA_LONG.withName("chunks"));

    static final int RULES_PER_CHUNK = 256;
    static final int CHUNKS_PER_SET = 64;
    static final StructLayout RULE_CHUNK_KEY =
            structLayout(JAVA_INT.withName("set"), JAVA_INT.withName("rule_class"), JAVA_INT.withName("chunk"));
    static final StructLayout RULE_CHUNK =
            structLayout(sequenceLayout(RULES_PER_CHUNK / 64, JAVA_LONG).withName("words"));

    static final int ID_LENGTH = 40;
    static final StructLayout RULE_KEY = structLayout(JAVA_INT.withName("set"), JAVA_INT.withName("index"));
    static final StructLayout RULE = structLayout(
            JAVA_INT.withName("action"),
            JAVA_INT.withName("number"),
            JAVA_INT.withName("redirect"),
            JAVA_INT.withName("log"),
            JAVA_INT.withName("family"),
            ADDRESS.withName("local"),
            ADDRESS.withName("remote"),
            JAVA_INT.withName("local_length"),
            JAVA_INT.withName("remote_length"),
            JAVA_INT.withName("network"),
            JAVA_INT.withName("group"),
            JAVA_INT.withName("protocol"),
            JAVA_INT.withName("local_ports"),
            JAVA_INT.withName("remote_ports"),
            JAVA_INT.withName("icmp_type"),
            sequenceLayout(ID_LENGTH, JAVA_BYTE).withName("id"));

    static final StructLayout FLOW_KEY = structLayout(
            JAVA_INT.withName("interface"),
            ADDRESS.withName("local"),
            ADDRESS.withName("remote"),
            NETWORK_SHORT.withName("local_port"),
            NETWORK_SHORT.withName("remote_port"),
            JAVA_INT.withName("protocol"));
    static final StructLayout FLOW = structLayout(
            JAVA_LONG.withName("started"),
            JAVA_LONG.withName("used"),
            COUNTER.withName("from_workload"),
            COUNTER.withName("to_workload"),
            JAVA_INT.withName("policy"),
            JAVA_INT.withName("redirect"),
            sequenceLayout(MAX_STAGES, JAVA_INT).withName("rules"),
            JAVA_INT.withName("action"),
            JAVA_INT.withName("direction"),
            JAVA_INT.withName("tcp"),
            JAVA_BYTE.withName("stages"),
            JAVA_BYTE.withName("refused"),
            JAVA_BYTE.withName("log"),
            JAVA_BYTE.withName("floats"),
            ADDRESS.withName("outside"));

    static final int TRACE_STEPS = 32;
    static final int TRACE_ARGUMENTS = 7;
    static final StructLayout TRACE_STEP = structLayout(
            JAVA_INT.withName("kind"), sequenceLayout(TRACE_ARGUMENTS, JAVA_INT).withName("arguments"));
    static final StructLayout TRACE = structLayout(
            JAVA_INT.withName("count"), sequenceLayout(TRACE_STEPS, TRACE_STEP).withName("steps"));
    /** The mark of a test run that is traced. */
    public static final int TRACE_MARK = 0x77656674;

    /** enum dimension. */
    enum Dimension {
        REMOTE_ADDRESS,
        LOCAL_ADDRESS,
        PROTOCOL,
        REMOTE_PORT,
        LOCAL_PORT,
        ICMP_TYPE,
        REMOTE_NETWORK,
        REMOTE_GROUP
    }

    /** enum trace_kind, from 1. */
    enum TraceKind {
        RECEIVED,
        LABEL,
        KNOWN_FLOW,
        RULE,
        JUDGED,
        ROUTE,
        NEXT_HOP,
        DELIVERED,
        SENT,
        ANSWERED,
        DROPPED,
        PUNTED,
        TRANSLATED,
        VNI,
        BRIDGE,
        COPY
    }

    /** enum rule_action. */
    static final int RULE_ALLOW = 1;

    static final int RULE_DENY = 2;
    /** enum flow_action. */
    static final int FLOW_ALLOW = 1;

    static final int FLOW_DROP = 2;
    /** enum tcp_seen; those to the workload are shifted by TCP_TO_WORKLOAD. */
    static final int TCP_SEEN_SYN = 1;

    static final int TCP_SEEN_ACK = 2;
    static final int TCP_SEEN_FIN = 4;
    static final int TCP_SEEN_RST = 8;
    static final int TCP_TO_WORKLOAD = 4;

    /** enum interface_kind. */
    static final int INTERFACE_WORKLOAD = 1;

    static final int INTERFACE_FABRIC = 2;

    /** enum next_hop_kind. */
    static final int NEXT_HOP_DISCARD = 1;

    static final int NEXT_HOP_INTERFACE = 2;
    static final int NEXT_HOP_TUNNEL = 3;
    static final int NEXT_HOP_ECMP = 4;
    static final int NEXT_HOP_FLOATING = 6;
    static final int NEXT_HOP_MULTICAST = 5;

    /** enum forwarding_mode. */
    static final int FORWARDING_ROUTE = 1;

    static final int FORWARDING_BRIDGE = 2;

    /** enum encapsulation. */
    static final int MPLS_OVER_UDP = 1;

    static final int MPLS_OVER_GRE = 2;
    static final int VXLAN = 3;

    /** The VRF's bits in a prefix length. */
    static final int VRF_BITS = 32;

    private Abi() {}

    /** {@return where the member starts in the layout} */
    public static long offset(MemoryLayout layout, String member) {
        return layout.byteOffset(PathElement.groupElement(member));
    }
}
