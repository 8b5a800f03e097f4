package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.INTERFACE;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Mode;
import net.weftnet.compute.forwarding.api.TableKey.InterfaceKey;

/** Interfaces by index. */
final class InterfaceCodec implements EntryCodec<InterfaceKey, InterfaceEntry> {
    private static final long VIF = offset(INTERFACE, "vif");
    private static final long VRF = offset(INTERFACE, "vrf");
    private static final long KIND = offset(INTERFACE, "kind");
    private static final long PEER_IS_WORKLOAD = offset(INTERFACE, "peer_is_workload");
    private static final long POLICY = offset(INTERFACE, "policy");
    private static final long MAC = offset(INTERFACE, "mac");
    private static final long DEVICE = offset(INTERFACE, "device");

    private static final long FORWARDING = offset(INTERFACE, "forwarding");

    @Override
    public void writeKey(InterfaceKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.ifIndex());
    }

    @Override
    public void writeValue(InterfaceEntry entry, MemorySegment into) {
        into.fill((byte) 0);
        into.set(JAVA_INT, VIF, entry.vif());
        into.set(JAVA_INT, VRF, entry.vrf());
        into.set(JAVA_INT, POLICY, entry.policy());
        into.set(
                JAVA_INT,
                KIND,
                switch (entry.kind()) {
                    case WORKLOAD -> Abi.INTERFACE_WORKLOAD;
                    case FABRIC -> Abi.INTERFACE_FABRIC;
                });
        into.set(JAVA_INT, FORWARDING, forwarding(entry.mode()));
        MacBytes.write(entry.mac(), into, MAC);
        var name = entry.device().getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(name, 0, into, JAVA_BYTE, DEVICE, Math.min(name.length, Abi.DEVICE_LENGTH - 1));
    }

    private static int forwarding(Mode mode) {
        return switch (mode) {
            case L2 -> Abi.FORWARDING_BRIDGE;
            case L3 -> Abi.FORWARDING_ROUTE;
            case L2_L3 -> Abi.FORWARDING_BRIDGE | Abi.FORWARDING_ROUTE;
        };
    }

    private static Mode mode(int forwarding) {
        return switch (forwarding) {
            case Abi.FORWARDING_BRIDGE -> Mode.L2;
            case Abi.FORWARDING_BRIDGE | Abi.FORWARDING_ROUTE -> Mode.L2_L3;
            default -> Mode.L3;
        };
    }

    /** Marks an interface whose packets can go to the other end of its veth at once. */
    static void markPeerAsWorkload(MemorySegment value) {
        value.set(JAVA_INT, PEER_IS_WORKLOAD, 1);
    }

    @Override
    public InterfaceEntry read(MemorySegment key, MemorySegment value) {
        return new InterfaceEntry(
                key.get(JAVA_INT, 0),
                value.get(JAVA_INT, VIF),
                value.asSlice(DEVICE, Abi.DEVICE_LENGTH).getString(0),
                value.get(JAVA_INT, KIND) == Abi.INTERFACE_FABRIC
                        ? InterfaceEntry.Kind.FABRIC
                        : InterfaceEntry.Kind.WORKLOAD,
                value.get(JAVA_INT, VRF),
                MacBytes.read(value, MAC),
                value.get(JAVA_INT, POLICY),
                mode(value.get(JAVA_INT, FORWARDING)));
    }
}
