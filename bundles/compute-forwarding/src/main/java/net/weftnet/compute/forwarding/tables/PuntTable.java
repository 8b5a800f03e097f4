package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntCounter;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** What interfaces punt, and how much they did. Thread-safe. */
public final class PuntTable {
    private static final long REASONS = Abi.offset(PuntAbi.PORT, "reasons");
    private static final long COUNT = Abi.offset(PuntAbi.PORT, "count");
    private static final long ADDRESSES = Abi.offset(PuntAbi.PORT, "addresses");
    private static final long PUNTED = Abi.offset(PuntAbi.COUNTER, "punted");
    private static final long LIMITED = Abi.offset(PuntAbi.COUNTER, "limited");
    private static final long LOST = Abi.offset(PuntAbi.COUNTER, "lost");

    private final BpfMap ports;
    private final BpfMap counters;

    PuntTable(BpfMap ports, BpfMap counters) {
        this.ports = ports;
        this.counters = counters;
    }

    public void put(PuntPort port) throws ForwardingException {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(PuntAbi.PORT);
            int reasons = 0;
            for (var reason : port.reasons()) {
                reasons |= 1 << code(reason);
            }
            value.set(JAVA_INT, REASONS, reasons);
            value.set(JAVA_INT, COUNT, port.addresses().size());
            for (int i = 0; i < port.addresses().size(); i++) {
                writeAddress(port.addresses().get(i), value.asSlice(ADDRESSES + (long) i * PuntAbi.ADDRESS_LENGTH));
            }
            ports.put(arena.allocateFrom(JAVA_INT, port.ifIndex()), value);
        } catch (LinuxException e) {
            throw Table.failure(e, ports.definition());
        }
    }

    /** Punts nothing of the interface any more. */
    public void delete(int ifIndex) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            ports.delete(arena.allocateFrom(JAVA_INT, ifIndex));
        }
    }

    /** Forgets all about an interface that is gone. */
    public void forget(int ifIndex) throws LinuxException {
        delete(ifIndex);
        try (var arena = Arena.ofConfined()) {
            for (var reason : PuntReason.values()) {
                counters.delete(arena.allocateFrom(JAVA_INT, ifIndex, code(reason)));
            }
        }
    }

    public List<PuntPort> dump() throws LinuxException {
        var all = new ArrayList<PuntPort>();
        ports.forEach((key, value) -> all.add(read(key, value)));
        return all;
    }

    public List<PuntCounter> counters() throws LinuxException {
        var all = new ArrayList<PuntCounter>();
        counters.forEach((key, value) -> all.add(new PuntCounter(
                key.get(JAVA_INT, 0),
                reason(key.get(JAVA_INT, 4)),
                value.get(JAVA_LONG, PUNTED),
                value.get(JAVA_LONG, LIMITED),
                value.get(JAVA_LONG, LOST))));
        return all;
    }

    private static PuntPort read(MemorySegment key, MemorySegment value) {
        var reasons = EnumSet.noneOf(PuntReason.class);
        for (var reason : PuntReason.values()) {
            if ((value.get(JAVA_INT, REASONS) >> code(reason) & 1) != 0) {
                reasons.add(reason);
            }
        }
        var addresses = new ArrayList<IpAddress>();
        for (int i = 0; i < value.get(JAVA_INT, COUNT); i++) {
            long at = ADDRESSES + (long) i * PuntAbi.ADDRESS_LENGTH;
            addresses.add(readAddress(value.asSlice(at, PuntAbi.ADDRESS_LENGTH).toArray(JAVA_BYTE)));
        }
        return new PuntPort(key.get(JAVA_INT, 0), reasons, addresses);
    }

    /** IPv4 addresses are written as ::ffff:a.b.c.d. */
    private static void writeAddress(IpAddress address, MemorySegment into) {
        var octets = address.toBytes();
        if (address.isIpv4()) {
            into.set(JAVA_BYTE, 10, (byte) 0xff);
            into.set(JAVA_BYTE, 11, (byte) 0xff);
        }
        MemorySegment.copy(octets, 0, into, JAVA_BYTE, PuntAbi.ADDRESS_LENGTH - octets.length, octets.length);
    }

    private static IpAddress readAddress(byte[] octets) {
        boolean isIpv4 = octets[10] == -1 && octets[11] == -1;
        for (int i = 0; i < 10; i++) {
            isIpv4 &= octets[i] == 0;
        }
        return IpAddress.ofBytes(isIpv4 ? Arrays.copyOfRange(octets, 12, 16) : octets);
    }

    static int code(PuntReason reason) {
        return reason.ordinal() + 1;
    }

    static PuntReason reason(int code) {
        return PuntReason.values()[code - 1];
    }
}
