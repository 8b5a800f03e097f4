package net.weftnet.control.rib;

import java.util.List;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.control.rib.api.Decision;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RibAgent;
import net.weftnet.control.rib.api.RibRouter;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.control.rib.api.RouteView;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.control.rib.api.TableView;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.Nlri;
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
    private final RibViews views = new RibViews(tables);

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
            flushLater();
        });
    }

    private void flushLater() {
        if (!flushing) {
            flushing = true;
            owner.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (tables.flush()) {
            flushLater();
        }
    }

    @Override
    public void configure(List<InstanceChange> changes) {
        var copy = List.copyOf(changes);
        change(() -> tables.configure(copy));
    }

    @Override
    public void identify(long as, IpAddress identifier) {
        change(() -> tables.identify(as, identifier));
    }

    @Override
    public void holdBack(boolean held) {
        change(() -> tables.holdBack(held));
    }

    @Override
    public RibAgent addAgent(String name) {
        var agent = new AgentState(name);
        change(() -> tables.agents().add(agent));
        return new Agent(agent);
    }

    @Override
    public RibRouter addRouter(String name) {
        var router = new RouterState(name);
        change(() -> tables.routers().add(router));
        return new Router(router);
    }

    @Override
    public List<InstanceView> instances() {
        return owner.call(views::instances);
    }

    @Override
    public List<TableView> tables() {
        return owner.call(views::all);
    }

    @Override
    public List<RouteView> routes(TableName table) {
        return owner.call(() -> views.routes(table));
    }

    @Override
    public List<Decision> explain(IpPrefix prefix) {
        return owner.call(() -> views.explain(prefix));
    }

    @Override
    public List<PeerView> peers() {
        return owner.call(views::peers);
    }

    /** An agent for the outside: hands everything over to the owner thread. */
    private final class Agent implements RibAgent {
        private final AgentState agent;

        Agent(AgentState agent) {
            this.agent = agent;
        }

        @Override
        public void connect(IpAddress address, RibSink sink) {
            change(() -> tables.agents().connect(agent, address, sink));
        }

        @Override
        public void disconnect() {
            change(() -> tables.agents().disconnect(agent));
        }

        @Override
        public void subscribe(String instance, int instanceId, boolean wantsRoutes) {
            var subscription = new AgentState.Subscription(instanceId, wantsRoutes, false);
            change(() -> tables.agents().subscribe(agent, instance, subscription));
        }

        @Override
        public void unsubscribe(String instance) {
            change(() -> tables.agents().unsubscribe(agent, instance));
        }

        @Override
        public void advertise(String instance, Nlri destination, List<RoutePath> paths) {
            if (paths.isEmpty()) {
                throw new IllegalArgumentException(destination + " without a path to it");
            }
            change(() -> tables.agents().advertise(agent, instance, destination, paths));
        }

        @Override
        public void withdraw(String instance, Nlri destination) {
            change(() -> tables.agents().withdraw(agent, instance, destination));
        }

        @Override
        public void sweepStale() {
            change(() -> tables.agents().sweepStale(agent));
        }

        @Override
        public void requestEndOfRib() {
            change(() -> tables.agents().requestEndOfRib(agent));
        }

        @Override
        public void resume() {
            change(() -> tables.agents().resume(agent));
        }

        @Override
        public void remove() {
            change(() -> tables.agents().remove(agent));
        }
    }

    /** A router for the outside. */
    private final class Router implements RibRouter {
        private final RouterState router;

        Router(RouterState router) {
            this.router = router;
        }

        @Override
        public void connect(RouterSession session, RouterSink sink) {
            change(() -> tables.routers().connect(router, session, sink));
        }

        @Override
        public void disconnect() {
            change(() -> tables.routers().disconnect(router));
        }

        @Override
        public void update(Update update, Runnable taken) {
            change(() -> {
                try {
                    tables.routers().update(router, update);
                } finally {
                    taken.run();
                }
            });
        }

        @Override
        public void refresh(AddressFamily family) {
            change(() -> tables.routers().refresh(router, family));
        }

        @Override
        public void keepForLong(Set<AddressFamily> families) {
            var copy = Set.copyOf(families);
            change(() -> tables.routers().keepForLong(router, copy));
        }

        @Override
        public void sweepStale(Set<AddressFamily> families) {
            var copy = Set.copyOf(families);
            change(() -> tables.routers().sweepStale(router, copy));
        }

        @Override
        public void resume() {
            change(() -> tables.routers().resume(router));
        }

        @Override
        public void remove() {
            change(() -> tables.routers().remove(router));
        }
    }
}
