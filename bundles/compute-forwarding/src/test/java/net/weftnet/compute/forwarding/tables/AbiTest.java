package net.weftnet.compute.forwarding.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.StructLayout;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import net.weftnet.compute.forwarding.PinnedForwarding;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.ObjectTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Java and the compiled programs have the same layouts and numbers. */
class AbiTest {
    private ObjectTypes types;

    @BeforeEach
    void read() throws IOException {
        try (var resource = PinnedForwarding.class.getResourceAsStream("forwarding.bpf.o")) {
            types = new ObjectTypes(new BpfObject(resource.readAllBytes()));
        }
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of("node", Abi.NODE),
                Arguments.of("interface", Abi.INTERFACE),
                Arguments.of("counter", Abi.COUNTER),
                Arguments.of("interface_counters", Abi.INTERFACE_COUNTERS),
                Arguments.of("address", Abi.ADDRESS),
                Arguments.of("route_key", Abi.ROUTE_KEY),
                Arguments.of("route6_key", Abi.ROUTE6_KEY),
                Arguments.of("route", Abi.ROUTE),
                Arguments.of("label", Abi.LABEL),
                Arguments.of("next_hop", Abi.NEXT_HOP),
                Arguments.of("ecmp_member", Abi.ECMP_MEMBER),
                Arguments.of("ecmp", Abi.ECMP),
                Arguments.of("vni", Abi.VNI),
                Arguments.of("bridge_key", Abi.BRIDGE_KEY),
                Arguments.of("bridge_route", Abi.BRIDGE_ROUTE),
                Arguments.of("neighbour_key", Abi.NEIGHBOUR_KEY),
                Arguments.of("neighbour", Abi.NEIGHBOUR),
                Arguments.of("copy", Abi.COPY),
                Arguments.of("multicast", Abi.MULTICAST),
                Arguments.of("group_list", Abi.GROUP_LIST),
                Arguments.of("floating_address", Abi.FLOATING_ADDRESS),
                Arguments.of("floating", Abi.FLOATING),
                Arguments.of("policy", Abi.POLICY),
                Arguments.of("rule_set", Abi.RULE_SET),
                Arguments.of("rule_class_key", Abi.RULE_CLASS_KEY),
                Arguments.of("rule_class6_key", Abi.RULE_CLASS6_KEY),
                Arguments.of("rule_class", Abi.RULE_CLASS),
                Arguments.of("rule_chunk_key", Abi.RULE_CHUNK_KEY),
                Arguments.of("rule_chunk", Abi.RULE_CHUNK),
                Arguments.of("rule_key", Abi.RULE_KEY),
                Arguments.of("rule", Abi.RULE),
                Arguments.of("flow_key", Abi.FLOW_KEY),
                Arguments.of("flow", Abi.FLOW),
                Arguments.of("trace_step", Abi.TRACE_STEP),
                Arguments.of("trace", Abi.TRACE));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void layoutIsThatOfTheObject(String struct, StructLayout layout) {
        var offsets = new LinkedHashMap<String, Integer>();
        for (var member : layout.memberLayouts()) {
            var name = member.name().orElseThrow();
            offsets.put(name, (int) Abi.offset(layout, name));
        }
        assertEquals(types.structOffsets(struct), offsets);
        assertEquals(types.structSize(struct), layout.byteSize());
    }

    @Test
    void dropReasonsHaveTheCodesOfTheObject() {
        var constants = types.enumConstants("drop_reason");
        for (var reason : DropReason.values()) {
            assertEquals(reason.ordinal(), constants.remove("DROP_" + reason.name()), reason.name());
        }
        assertEquals(DropReason.values().length, constants.remove("DROP_REASONS"));
        assertEquals(0, constants.size(), constants.toString());
    }

    @Test
    void kindsHaveTheCodesOfTheObject() {
        var nextHops = types.enumConstants("next_hop_kind");
        assertEquals(Abi.NEXT_HOP_DISCARD, nextHops.get("NEXT_HOP_DISCARD"));
        assertEquals(Abi.NEXT_HOP_INTERFACE, nextHops.get("NEXT_HOP_INTERFACE"));
        assertEquals(Abi.NEXT_HOP_FLOATING, nextHops.get("NEXT_HOP_FLOATING"));
        assertEquals(Abi.NEXT_HOP_ECMP, nextHops.get("NEXT_HOP_ECMP"));
        assertEquals(Abi.NEXT_HOP_MULTICAST, nextHops.get("NEXT_HOP_MULTICAST"));
        assertEquals(Abi.NEXT_HOP_TUNNEL, nextHops.get("NEXT_HOP_TUNNEL"));
        var encapsulations = types.enumConstants("encapsulation");
        assertEquals(Abi.MPLS_OVER_UDP, encapsulations.get("MPLS_OVER_UDP"));
        assertEquals(Abi.MPLS_OVER_GRE, encapsulations.get("MPLS_OVER_GRE"));
        assertEquals(Abi.VXLAN, encapsulations.get("VXLAN"));
        var modes = types.enumConstants("forwarding_mode");
        assertEquals(Abi.FORWARDING_ROUTE, modes.get("FORWARDING_ROUTE"));
        assertEquals(Abi.FORWARDING_BRIDGE, modes.get("FORWARDING_BRIDGE"));
        var interfaces = types.enumConstants("interface_kind");
        assertEquals(Abi.INTERFACE_WORKLOAD, interfaces.get("INTERFACE_WORKLOAD"));
        assertEquals(Abi.INTERFACE_FABRIC, interfaces.get("INTERFACE_FABRIC"));
    }

    @Test
    void flowCodesAreThoseOfTheObject() {
        var dimensions = types.enumConstants("dimension");
        for (var dimension : Abi.Dimension.values()) {
            assertEquals(dimension.ordinal(), dimensions.get(dimension.name()), dimension.name());
        }
        assertEquals(Abi.Dimension.values().length, dimensions.get("DIMENSIONS"));
        var steps = types.enumConstants("trace_kind");
        for (var kind : Abi.TraceKind.values()) {
            assertEquals(kind.ordinal() + 1, steps.remove("TRACE_" + kind.name()), kind.name());
        }
        assertEquals(0, steps.size());
        var directions = types.enumConstants("direction");
        for (var direction : Direction.values()) {
            assertEquals(direction.ordinal(), directions.get(direction.name()));
        }
        assertEquals(Abi.RULE_ALLOW, types.enumConstants("rule_action").get("RULE_ALLOW"));
        assertEquals(Abi.RULE_DENY, types.enumConstants("rule_action").get("RULE_DENY"));
        assertEquals(Abi.FLOW_ALLOW, types.enumConstants("flow_action").get("FLOW_ALLOW"));
        assertEquals(Abi.FLOW_DROP, types.enumConstants("flow_action").get("FLOW_DROP"));
        var tcp = types.enumConstants("tcp_seen");
        assertEquals(Abi.TCP_SEEN_SYN, tcp.get("TCP_SEEN_SYN"));
        assertEquals(Abi.TCP_SEEN_ACK, tcp.get("TCP_SEEN_ACK"));
        assertEquals(Abi.TCP_SEEN_FIN, tcp.get("TCP_SEEN_FIN"));
        assertEquals(Abi.TCP_SEEN_RST, tcp.get("TCP_SEEN_RST"));
    }
}
