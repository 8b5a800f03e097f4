package net.weftnet.control.rib;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.message.MessageCodec;
import net.weftnet.protocol.bgp.message.Update;

/** Control nodes of one AS that are all peers of each other, without sockets. */
final class RibMesh {
    private static final long AS = 64512;
    private static final SessionOptions OPTIONS = new SessionOptions(
            true,
            true,
            false,
            Set.of(AddressFamily.INET_VPN, AddressFamily.ERM_VPN, AddressFamily.ROUTE_TARGET),
            Set.of(),
            Set.of());

    private final List<RibTables> nodes = new ArrayList<>();
    private final Queue<Runnable> network = new ArrayDeque<>();

    RibMesh(int size) {
        for (int i = 0; i < size; i++) {
            var node = new RibTables();
            node.identify(AS, address(i));
            nodes.add(node);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                connect(i, j);
            }
        }
    }

    static IpAddress address(int node) {
        return IpAddress.parse("203.0.113." + (1 + node));
    }

    RibTables node(int index) {
        return nodes.get(index);
    }

    void put(InstanceConfig config) {
        nodes.forEach(node -> node.configure(List.of(new InstanceChange.Put(config))));
    }

    private void connect(int one, int other) {
        var there = new RouterState("node" + one);
        var here = new RouterState("node" + other);
        nodes.get(other).routers().add(there);
        nodes.get(one).routers().add(here);
        nodes.get(one).routers().connect(here, session(one, other), new Wire(nodes.get(other), there));
        nodes.get(other).routers().connect(there, session(other, one), new Wire(nodes.get(one), here));
    }

    private static RouterSession session(int local, int peer) {
        return new RouterSession(
                OPTIONS,
                AS,
                address(local),
                address(peer),
                address(peer),
                Optional.empty(),
                false,
                true,
                Map.of(),
                List.of());
    }

    /** What one node tells another one arrives later, in order. */
    private final class Wire implements RouterSink {
        private final RibTables to;
        private final RouterState from;

        Wire(RibTables to, RouterState from) {
            this.to = to;
            this.from = from;
        }

        @Override
        public boolean send(ByteBuf messages) {
            try {
                while (messages.isReadable()) {
                    int length = MessageCodec.length(messages, OPTIONS);
                    var update =
                            (Update) MessageCodec.decode(messages.readSlice(length), OPTIONS, new AttributeCache(1));
                    network.add(() -> to.routers().update(from, update));
                }
            } catch (BgpException e) {
                throw new AssertionError(e);
            } finally {
                messages.release();
            }
            return true;
        }

        @Override
        public void tooManyRoutes(AddressFamily family) {
            throw new AssertionError("Too many of " + family);
        }
    }

    /** Until nobody has anything to tell. */
    void settle() {
        do {
            while (!network.isEmpty()) {
                network.remove().run();
            }
            nodes.forEach(node -> {
                while (node.flush()) {}
            });
        } while (!network.isEmpty());
    }
}
