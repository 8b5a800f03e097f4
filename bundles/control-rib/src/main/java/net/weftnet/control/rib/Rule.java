package net.weftnet.control.rib;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import net.weftnet.control.rib.Source.Kind;

/**
 * The decision process, in order: the first rule in which two paths differ decides. Paths that are the same up to
 * {@link #MED} are used side by side; what follows decides which of them is named first, and told to BGP.
 */
enum Rule {
    LOCAL_PREFERENCE("higher local preference", most(p -> p.attributes().localPreference())),
    STICKY("must not move", first(Path::isSticky)),
    MOBILITY("moved here later", most(Path::mobilitySequence)),
    FRESHNESS("not stale", first(p -> !p.stale())),
    AS_PATH("shorter AS path", least(p -> p.attributes().asPath().length())),
    ORIGIN("lower origin", least(p -> p.attributes().origin().ordinal())),
    /** Only between paths that come in from the same AS, so no order of its own; {@link BestPath} makes it one. */
    MED("lower MED", least(p -> p.attributes().multiExitDiscriminator())),
    LOCAL("of this node", first(p -> p.source().kind() == Kind.LOCAL)),
    AGENT("XMPP over BGP", first(p -> p.source().kind() == Kind.AGENT)),
    EXTERNAL("eBGP over iBGP", first(p -> p.source().kind() != Kind.INTERNAL)),
    PATH_ID("lower path identifier", least(p -> Integer.toUnsignedLong(p.pathId()))),
    ROUTER_ID("lower router id", by(Path::originator)),
    CLUSTER_LIST("shorter cluster list", least(Path::clusters)),
    PEER_ADDRESS("lower peer address", by(p -> p.source().address())),
    PEER_NAME("name of the peer", by(p -> p.source().name())),
    ORIGIN_INSTANCE("name of the instance", by(Path::origin)),
    DISTINGUISHER("lower distinguisher", least(p -> p.distinguisher() ^ Long.MIN_VALUE));

    private final String reason;
    private final Comparator<Path> order;

    Rule(String reason, Comparator<Path> order) {
        this.reason = reason;
        this.order = order;
    }

    private static Comparator<Path> most(ToLongFunction<Path> property) {
        return least(path -> -property.applyAsLong(path));
    }

    private static Comparator<Path> least(ToLongFunction<Path> property) {
        return Comparator.comparingLong(property);
    }

    private static Comparator<Path> first(Function<Path, Boolean> property) {
        return Comparator.comparing(property).reversed();
    }

    private static <T extends Comparable<T>> Comparator<Path> by(Function<Path, T> property) {
        return Comparator.comparing(property);
    }

    /** {@return negative if the first path is better by this rule, 0 if it does not decide} */
    int compare(Path one, Path other) {
        return this == MED && one.neighbourAs() != other.neighbourAs() ? 0 : order.compare(one, other);
    }

    /** {@return why a path that this rule prefers is better, in words} */
    @Override
    public String toString() {
        return reason;
    }
}
