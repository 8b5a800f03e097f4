package net.weftnet.common.http.server;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.weftnet.common.http.api.HttpRoute;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The routes there are, and who waits for the first one of a listener. Thread-safe. */
@Component(service = RouteTable.class)
public final class RouteTable {
    private static final Comparator<HttpRoute> LONGEST_FIRST = Comparator.comparingInt(
                    (HttpRoute route) -> route.path().length())
            .reversed()
            .thenComparing(HttpRoute::isStandIn);

    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
    private volatile List<HttpRoute> routes = List.of();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRoute(HttpRoute route) {
        synchronized (this) {
            routes = java.util.stream.Stream.concat(routes.stream(), java.util.stream.Stream.of(route))
                    .sorted(LONGEST_FIRST)
                    .toList();
        }
        waiters.stream()
                .filter(waiter -> waiter.listener.equals(route.listener()))
                .forEach(this::tell);
    }

    void removeRoute(HttpRoute route) {
        synchronized (this) {
            routes = routes.stream().filter(other -> other != route).toList();
        }
    }

    /** {@return the route with the longest path that fits; a stand-in if there is no other} */
    Optional<HttpRoute> find(String listener, String path) {
        return routes.stream()
                .filter(route -> route.listener().equals(listener) && fits(route.path(), path))
                .findFirst();
    }

    private static boolean fits(String prefix, String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || prefix.endsWith("/") || path.charAt(prefix.length()) == '/');
    }

    /** Runs the action once, as soon as the listener has a route. Closing what is returned gives up waiting. */
    AutoCloseable whenNamed(String listener, Runnable action) {
        var waiter = new Waiter(listener, action);
        waiters.add(waiter);
        if (routes.stream().anyMatch(route -> route.listener().equals(listener))) {
            tell(waiter);
        }
        return () -> waiters.remove(waiter);
    }

    private void tell(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.action.run();
        }
    }

    /** A class, not a record: two listeners of one name wait each for itself. */
    private static final class Waiter {
        private final String listener;
        private final Runnable action;

        Waiter(String listener, Runnable action) {
            this.listener = listener;
            this.action = action;
        }
    }
}
