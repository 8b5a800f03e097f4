package net.weftnet.control.rib;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Up to 64 routers with equal {@link ExportRules}: what they are told is decided and encoded once. A member that does not
 * read, or has joined late, falls behind: it gets what it has missed in messages of its own, until it is in step again.
 * A member costs one bit a route, and at most one entry a route while it is behind. Owner: that of the {@link RibTables}.
 */
final class RouterGroup {
    static final int MAX_MEMBERS = Long.SIZE;

    /** Routes that are told in one go, so that others get their turn. */
    private static final int BATCH = 4096;

    /** Sets of attributes whose exported form is remembered. */
    private static final int MAX_REMEMBERED = 100_000;

    private final ExportRules rules;
    private final Replication replication;
    private final Map<Long, RouterState> members = new HashMap<>();
    private final Queue<Told> queue = new ArrayDeque<>();
    private final Map<Source, Map<PathAttributes, Export>> exports = new IdentityHashMap<>();
    private int remembered;
    private long bits;

    /**
     * What becomes of attributes.
     *
     * @param attributes as they are told
     * @param members who may be told of paths with them
     * @param asking those of them that want to be, by target
     */
    private record Export(PathAttributes attributes, long members, long asking) {}

    private static final Export NOTHING = new Export(PathAttributes.EMPTY, 0, 0);

    RouterGroup(ExportRules rules, Replication replication) {
        this.rules = rules;
        this.replication = replication;
    }

    ExportRules rules() {
        return rules;
    }

    boolean isFull() {
        return bits == -1;
    }

    boolean isEmpty() {
        return bits == 0;
    }

    /** {@return a bit that no member has} */
    long freeBit() {
        return Long.lowestOneBit(~bits);
    }

    void add(RouterState member, long bit) {
        members.put(bit, member);
        bits |= bit;
        forgetExports();
    }

    void remove(long bit) {
        members.remove(bit);
        bits &= ~bit;
        forgetExports();
    }

    /** Who wants which routes has changed. */
    void forgetExports() {
        exports.clear();
        remembered = 0;
    }

    boolean has(AddressFamily family) {
        return rules.options().families().contains(family);
    }

    /** Something has changed that members may have to be told. */
    void change(Told told) {
        if (!told.queued) {
            told.queued = true;
            queue.add(told);
        }
    }

    /**
     * Tells members the next things there are to tell.
     *
     * @return whether there is more that can be told now
     */
    boolean flush() {
        long inStep = 0;
        for (var member : members.entrySet()) {
            inStep |= member.getValue().isInStep() ? member.getKey() : 0;
        }
        if (!queue.isEmpty()) {
            var batch = new UpdateBatch(rules.options());
            for (int i = 0; i < BATCH && !queue.isEmpty(); i++) {
                var told = queue.remove();
                told.queued = false;
                leaveBehind(told, bits & ~inStep);
                decide(told, inStep, batch);
            }
            batch.send(members);
        }
        boolean more = !queue.isEmpty();
        for (var member : List.copyOf(members.entrySet())) {
            more |= catchUp(member.getValue(), member.getKey());
        }
        return more;
    }

    private void leaveBehind(Told told, long who) {
        for (long left = who; left != 0; left &= left - 1) {
            var member = members.get(Long.lowestOneBit(left));
            if (member != null) {
                member.behind().add(told);
            }
        }
    }

    private boolean catchUp(RouterState member, long bit) {
        if (!member.isReady()) {
            return false;
        }
        if (!member.hasCaughtUp()) {
            var batch = new UpdateBatch(rules.options());
            for (int i = 0; i < BATCH && !member.hasCaughtUp(); i++) {
                decide(next(member), bit, batch);
            }
            batch.send(members);
        }
        if (member.hasCaughtUp() && !member.endOfRibDue().isEmpty()) {
            UpdateBatch.endOfRib(member);
        }
        return member.isReady() && !member.hasCaughtUp();
    }

    private Told next(RouterState member) {
        var destination = member.backlog().poll();
        return destination == null
                ? member.behind().removeFirst()
                : Told.of(replication.vpnTable(destination), destination, this);
    }

    /** Works out what some members are to be told of a destination. */
    private void decide(Told told, long who, UpdateBatch batch) {
        var best = told.destination.best();
        if (told.destination.key().family() == AddressFamily.ROUTE_TARGET) {
            decideMembership(told, who, batch);
        } else {
            var export = best == null ? NOTHING : export(best);
            boolean isSame = best != null && told.path != null && isSame(best, told.path);
            if (!isSame) {
                told.current = 0;
                told.path = best;
            }
            tell(told, best, export, export.asking & who, who, batch);
        }
        told.removeIfUnused();
    }

    /** RFC 4684 section 3.2: who wants a target itself is told of the others that do. */
    private void decideMembership(Told told, long who, UpdateBatch batch) {
        told.current = 0;
        long left = who;
        for (var path : told.destination.paths()) {
            var export = export(path);
            long now = left & export.members;
            if (now != 0) {
                tell(told, path, export, now, now, batch);
                left &= ~now;
            }
        }
        tell(told, null, NOTHING, 0, left, batch);
    }

    /**
     * Tells some members of a path.
     *
     * @param wanted those that are to have the path; the others are to have none
     */
    private static void tell(Told told, @Nullable Path path, Export export, long wanted, long who, UpdateBatch batch) {
        long reach = wanted & ~told.current;
        long withdraw = who & told.all & ~wanted;
        if (reach != 0 && path != null) {
            batch.reach(path.route(), path.nextHop(), export.attributes, reach);
        }
        if (withdraw != 0) {
            batch.withdraw(told.destination.key(), withdraw);
        }
        told.current = (told.current | reach) & ~withdraw;
        told.all = (told.all | reach) & ~withdraw;
    }

    private boolean isSame(Path one, Path other) {
        return one == other
                || one.route().equals(other.route())
                        && one.nextHop().equals(other.nextHop())
                        && export(one).attributes.equals(export(other).attributes);
    }

    private Export export(Path path) {
        if (remembered > MAX_REMEMBERED) {
            forgetExports();
        }
        return exports.computeIfAbsent(path.source(), _ -> new HashMap<>())
                .computeIfAbsent(path.attributes(), attributes -> export(path.source(), attributes));
    }

    private Export export(Source source, PathAttributes attributes) {
        remembered++;
        var told = rules.export(source, attributes);
        if (told.isEmpty()) {
            return NOTHING;
        }
        var originator = attributes.find(OriginatorId.class).map(OriginatorId::router);
        var targets = attributes.routeTargets();
        long may = 0;
        long ask = 0;
        for (var member : members.entrySet()) {
            var router = member.getValue();
            var identifier = Objects.requireNonNull(router.session()).agreed().peerIdentifier();
            if (!source.name().equals(router.name())
                    && originator.filter(identifier::equals).isEmpty()) {
                may |= member.getKey();
                ask |= router.wants(targets) ? member.getKey() : 0;
            }
        }
        return new Export(replication.intern(told.get()), may, ask);
    }
}
