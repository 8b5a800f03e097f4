package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static net.weftnet.compute.forwarding.tables.Abi.COUNTER;
import static net.weftnet.compute.forwarding.tables.Abi.FLOW;
import static net.weftnet.compute.forwarding.tables.Abi.FLOW_KEY;
import static net.weftnet.compute.forwarding.tables.Abi.NETWORK_SHORT;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Flow.TcpState;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** The flows. The kernel makes them; here they are read and removed. */
public final class FlowTable {
    private static final int TCP = 6;

    private static final long INTERFACE = offset(FLOW_KEY, "interface");
    private static final long LOCAL = offset(FLOW_KEY, "local");
    private static final long REMOTE = offset(FLOW_KEY, "remote");
    private static final long LOCAL_PORT = offset(FLOW_KEY, "local_port");
    private static final long REMOTE_PORT = offset(FLOW_KEY, "remote_port");
    private static final long PROTOCOL = offset(FLOW_KEY, "protocol");

    private static final long STARTED = offset(FLOW, "started");
    private static final long USED = offset(FLOW, "used");
    private static final long FROM_WORKLOAD = offset(FLOW, "from_workload");
    private static final long TO_WORKLOAD = offset(FLOW, "to_workload");
    private static final long POLICY = offset(FLOW, "policy");
    private static final long REDIRECT = offset(FLOW, "redirect");
    private static final long RULES = offset(FLOW, "rules");
    private static final long ACTION = offset(FLOW, "action");
    private static final long STAGES = offset(FLOW, "stages");
    private static final long DIRECTION = offset(FLOW, "direction");
    private static final long TCP_SEEN = offset(FLOW, "tcp");
    private static final long LOG = offset(FLOW, "log");
    private static final long FLOATS = offset(FLOW, "floats");
    private static final long OUTSIDE = offset(FLOW, "outside");

    private final BpfMap map;

    FlowTable(BpfMap map) {
        this.map = map;
    }

    /** Passes each flow; those that come or go meanwhile may be missed. */
    public void forEach(Consumer<Flow> consumer) throws LinuxException {
        // The clock of the kernel's entries, CLOCK_MONOTONIC, is that of the virtual machine.
        long now = System.nanoTime();
        map.forEach((key, value) -> consumer.accept(read(key, value, now)));
    }

    /** {@return how many there are at most} */
    public int limit() {
        return map.definition().maxEntries();
    }

    /** {@return the flow, if there is one} */
    public Optional<Flow> find(Flow.Key key) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var octets = write(key, arena);
            var value = arena.allocate(FLOW);
            return map.get(octets, value) ? Optional.of(read(octets, value, System.nanoTime())) : Optional.empty();
        }
    }

    public void delete(Flow.Key key) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            map.delete(write(key, arena));
        }
    }

    private static MemorySegment write(Flow.Key key, Arena arena) {
        var octets = arena.allocate(FLOW_KEY);
        octets.set(JAVA_INT, INTERFACE, key.ifIndex());
        AddressBytes.write(key.local(), octets, LOCAL);
        AddressBytes.write(key.remote(), octets, REMOTE);
        octets.set(NETWORK_SHORT, LOCAL_PORT, (short) key.localPort());
        octets.set(NETWORK_SHORT, REMOTE_PORT, (short) key.remotePort());
        octets.set(JAVA_INT, PROTOCOL, key.protocol());
        return octets;
    }

    private static Flow read(MemorySegment key, MemorySegment value, long now) {
        var flowKey = new Flow.Key(
                key.get(JAVA_INT, INTERFACE),
                AddressBytes.read(key, LOCAL),
                AddressBytes.read(key, REMOTE),
                Short.toUnsignedInt(key.get(NETWORK_SHORT, LOCAL_PORT)),
                Short.toUnsignedInt(key.get(NETWORK_SHORT, REMOTE_PORT)),
                key.get(JAVA_INT, PROTOCOL));
        var rules = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(value.get(JAVA_BYTE, STAGES), Abi.MAX_STAGES); i++) {
            rules.add(value.get(JAVA_INT, RULES + 4L * i));
        }
        return new Flow(
                flowKey,
                since(value.get(JAVA_LONG, STARTED), now),
                since(value.get(JAVA_LONG, USED), now),
                counter(value, FROM_WORKLOAD),
                counter(value, TO_WORKLOAD),
                value.get(JAVA_INT, POLICY),
                value.get(JAVA_INT, REDIRECT),
                rules,
                value.get(JAVA_INT, ACTION) == Abi.FLOW_ALLOW,
                Direction.values()[value.get(JAVA_INT, DIRECTION) & 1],
                flowKey.protocol() == TCP ? tcpState(value.get(JAVA_INT, TCP_SEEN)) : TcpState.NONE,
                value.get(JAVA_BYTE, LOG) != 0,
                value.get(JAVA_BYTE, FLOATS) == 0 ? flowKey.local() : AddressBytes.read(value, OUTSIDE));
    }

    private static Duration since(long then, long now) {
        return Duration.ofNanos(Math.max(0, now - then));
    }

    private static Counter counter(MemorySegment value, long at) {
        return new Counter(
                value.get(JAVA_LONG, at + offset(COUNTER, "packets")),
                value.get(JAVA_LONG, at + offset(COUNTER, "bytes")));
    }

    /** A connection that was there before its flow has shown no SYN; ACKs both ways are enough. */
    private static TcpState tcpState(int seen) {
        int ours = seen & 0xf;
        int theirs = seen >> Abi.TCP_TO_WORKLOAD & 0xf;
        int either = ours | theirs;
        if ((either & Abi.TCP_SEEN_RST) != 0 || (ours & theirs & Abi.TCP_SEEN_FIN) != 0) {
            return TcpState.CLOSED;
        }
        if ((either & Abi.TCP_SEEN_FIN) != 0) {
            return TcpState.CLOSING;
        }
        return (ours & theirs & Abi.TCP_SEEN_ACK) != 0 ? TcpState.ESTABLISHED : TcpState.OPENING;
    }
}
