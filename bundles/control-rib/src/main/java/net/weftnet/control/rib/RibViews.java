package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.Decision;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PathView;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RouteView;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.control.rib.api.TableView;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** What there is to know about the tables. Owner: that of the {@link RibTables}. */
final class RibViews {
    /** Prefixes by address, then length; all others by their text. */
    private static final Comparator<Nlri> ORDER =
            Comparator.comparing(RibViews::isPrefix).thenComparing(RibViews::compareDestinations);

    private final RibTables tables;

    RibViews(RibTables tables) {
        this.tables = tables;
    }

    private static boolean isPrefix(Nlri destination) {
        return !(destination instanceof PrefixNlri);
    }

    private static int compareDestinations(Nlri one, Nlri other) {
        if (one instanceof PrefixNlri first && other instanceof PrefixNlri second) {
            int byPrefix = first.prefix().compareTo(second.prefix());
            return byPrefix != 0 ? byPrefix : Long.compareUnsigned(first.distinguisher(), second.distinguisher());
        }
        return one.toString().compareTo(other.toString());
    }

    List<InstanceView> instances() {
        return tables.replication().instances().values().stream()
                .map(instance -> new InstanceView(
                        instance.config(),
                        instance.tables().stream().mapToInt(Table::routes).sum(),
                        instance.tables().stream().mapToInt(Table::paths).sum(),
                        tables.agents().subscribers(instance.name()).stream()
                                .map(AgentState::name)
                                .sorted()
                                .toList()))
                .toList();
    }

    List<TableView> all() {
        return Stream.concat(
                        tables.replication().vpnTables().stream(),
                        tables.replication().instances().values().stream()
                                .flatMap(instance -> instance.tables().stream()))
                .map(table -> new TableView(table.name(), table.routes(), table.paths()))
                .sorted(Comparator.comparing(TableView::name))
                .toList();
    }

    List<RouteView> routes(TableName name) {
        return tables.table(name).stream()
                .flatMap(table -> table.destinations().stream())
                .filter(destination -> destination.best() != null)
                .sorted(Comparator.comparing(Destination::key, ORDER))
                .map(RibViews::view)
                .toList();
    }

    private static RouteView view(Destination destination) {
        var paths = destination.paths().stream()
                .map(path -> view(destination, path))
                .toList();
        return new RouteView(destination.key(), paths, destination.equal());
    }

    private static PathView view(Destination destination, Path path) {
        var reason = path == destination.best()
                ? ""
                : BestPath.decision(destination.paths(), path).toString();
        return new PathView(
                path.source().name(),
                path.origin(),
                path.route(),
                path.underlay(),
                VpnNaming.label(path),
                path.attributes(),
                path.protocol(),
                path.stale(),
                reason);
    }

    /** {@return how each path to a destination compares with the best one, in all tables that have it} */
    List<Decision> explain(IpPrefix prefix) {
        var decisions = new ArrayList<Decision>();
        for (var view : all()) {
            tables.table(view.name()).stream()
                    .flatMap(table -> table.destinations().stream())
                    .filter(destination -> destination.key() instanceof PrefixNlri key
                            && key.prefix().equals(prefix))
                    .sorted(Comparator.comparing(Destination::key, ORDER))
                    .forEach(destination -> explain(view.name(), destination, decisions));
        }
        return decisions;
    }

    private static void explain(TableName table, Destination destination, List<Decision> decisions) {
        int rank = 0;
        for (var path : destination.paths()) {
            rank++;
            decisions.add(new Decision(
                    table,
                    view(destination, path),
                    rank,
                    rank <= destination.equal(),
                    rank == 1 ? List.of() : steps(destination.paths(), path)));
        }
    }

    private static List<Decision.Step> steps(List<Path> ranked, Path path) {
        var best = ranked.getFirst();
        var decisive = BestPath.decision(ranked, path);
        return Stream.of(Rule.values())
                .filter(rule -> rule.compareTo(decisive) <= 0)
                .map(rule -> new Decision.Step(rule.toString(), rule.value(best), rule.value(path), rule == decisive))
                .toList();
    }

    List<PeerView> peers() {
        return Stream.concat(
                        tables.agents().agents().values().stream().map(AgentState::view),
                        tables.routers().views().stream())
                .sorted(Comparator.comparing(PeerView::name))
                .toList();
    }
}
