package net.weftnet.control.rib;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.control.rib.api.ExportSink;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PathView;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RibPeer;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.control.rib.api.RouteView;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The routing information base on one owner thread, {@code rib}. What peers are to be told is worked out after the
 * changes that wait in the thread's queue, so that under load many changes of a route become one.
 */
@Component(service = Rib.class)
public final class SingleThreadRib implements Rib {
    private final OwnerThread owner = OwnerThread.named("rib");
    private final RibTables tables = new RibTables();

    /** Whether a flush is queued; of the owner thread. */
    private boolean flushing;

    @Activate
    public SingleThreadRib() {}

    @Deactivate
    public void close() {
        owner.close();
    }

    private void change(Runnable change) {
        owner.execute(() -> {
            change.run();
            if (!flushing) {
                flushing = true;
                owner.execute(this::flush);
            }
        });
    }

    private void flush() {
        flushing = false;
        tables.flush();
    }

    @Override
    public void configure(List<InstanceChange> changes) {
        var copy = List.copyOf(changes);
        change(() -> tables.configure(copy));
    }

    @Override
    public RibPeer addPeer(PeerProtocol protocol, String name) {
        var peer = new PeerState(protocol, name);
        change(() -> tables.add(peer));
        return new Handle(peer);
    }

    @Override
    public AutoCloseable exportTo(ExportSink sink) {
        change(() -> tables.exports().add(sink, tables.instances().values()));
        return () -> owner.execute(() -> tables.exports().remove(sink));
    }

    @Override
    public List<InstanceView> instances() {
        return owner.call(() -> tables.instances().values().stream()
                .map(instance -> new InstanceView(
                        instance.config(),
                        instance.table().size(),
                        instance.paths(),
                        tables.subscribers(instance.name()).stream()
                                .map(PeerState::name)
                                .sorted()
                                .toList()))
                .toList());
    }

    @Override
    public List<RouteView> routes(String name) {
        return owner.call(() -> {
            var instance = tables.instances().get(name);
            return instance == null
                    ? List.<RouteView>of()
                    : instance.table().entrySet().stream()
                            .map(entry -> view(entry.getKey(), entry.getValue()))
                            .toList();
        });
    }

    private static RouteView view(IpPrefix prefix, Destination destination) {
        var paths = destination.paths().stream()
                .map(path -> new PathView(path.key().peer(), path.key().origin(), path.stale(), path.attributes()))
                .toList();
        return new RouteView(prefix, paths, destination.equal());
    }

    @Override
    public List<PeerView> peers() {
        return owner.call(
                () -> tables.peers().values().stream().map(PeerState::view).toList());
    }

    /** A peer for the outside: hands everything over to the owner thread. */
    private final class Handle implements RibPeer {
        private final PeerState peer;

        Handle(PeerState peer) {
            this.peer = peer;
        }

        @Override
        public void connect(IpAddress routerId, RibSink sink) {
            change(() -> tables.connect(peer, routerId, sink));
        }

        @Override
        public void disconnect() {
            change(() -> tables.disconnect(peer));
        }

        @Override
        public void subscribe(String instance, int instanceId, boolean wantsRoutes) {
            change(() -> tables.subscribe(peer, instance, new PeerState.Subscription(instanceId, wantsRoutes, false)));
        }

        @Override
        public void unsubscribe(String instance) {
            change(() -> tables.unsubscribe(peer, instance));
        }

        @Override
        public void advertise(String instance, IpPrefix prefix, RouteAttributes attributes) {
            change(() -> tables.advertise(peer, instance, prefix, attributes));
        }

        @Override
        public void withdraw(String instance, IpPrefix prefix) {
            change(() -> tables.withdraw(peer, instance, prefix));
        }

        @Override
        public void sweepStale() {
            change(() -> tables.sweepStale(peer));
        }

        @Override
        public void requestEndOfRib() {
            change(() -> tables.requestEndOfRib(peer));
        }

        @Override
        public void resume() {
            change(() -> tables.resume(peer));
        }

        @Override
        public void remove() {
            change(() -> tables.remove(peer));
        }
    }
}
