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
    /** RFC 9494 section 4.3: before everything else. */
    LONG_STALENESS("not stale for long", first(p -> !p.isStaleForLong())),
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

    /**
     * What a rule looks at.
     *
     * @param order the better one first
     * @param value what a path has, for operators
     */
    private record Property(Comparator<Path> order, Function<Path, Object> value) {}

    private final String reason;
    private final Property property;

    Rule(String reason, Property property) {
        this.reason = reason;
        this.property = property;
    }

    private static Property most(ToLongFunction<Path> property) {
        return new Property(Comparator.comparingLong(path -> -property.applyAsLong(path)), property::applyAsLong);
    }

    private static Property least(ToLongFunction<Path> property) {
        return new Property(Comparator.comparingLong(property), property::applyAsLong);
    }

    private static Property first(Function<Path, Boolean> property) {
        return new Property(Comparator.comparing(property).reversed(), property::apply);
    }

    private static <T extends Comparable<T>> Property by(Function<Path, T> property) {
        return new Property(Comparator.comparing(property), property::apply);
    }

    /** {@return negative if the first path is better by this rule, 0 if it does not decide} */
    int compare(Path one, Path other) {
        return this == MED && one.neighbourAs() != other.neighbourAs() ? 0 : property.order.compare(one, other);
    }

    /** {@return what a path has that this rule looks at, for operators} */
    String value(Path path) {
        return String.valueOf(property.value.apply(path));
    }

    /** {@return why a path that this rule prefers is better, in words} */
    @Override
    public String toString() {
        return reason;
    }
}
