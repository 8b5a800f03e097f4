package net.weftnet.control.rib;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.message.UpdateEncoder;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things to tell to members of a group: those that go to the same members and have the same attributes share messages,
 * and each message is encoded once. No destination is in it twice for one member, so the order is free.
 */
final class UpdateBatch {
    private static final Logger log = LoggerFactory.getLogger(UpdateBatch.class);

    private final SessionOptions options;
    private final Map<Long, Messages> byMembers = new LinkedHashMap<>();

    /** Routes that share messages. */
    private record Shared(AddressFamily family, BgpNextHop nextHop, PathAttributes attributes) {}

    /** What the same members are told. */
    private static final class Messages {
        final Map<AddressFamily, List<Nlri>> withdrawn = new LinkedHashMap<>();
        final Map<Shared, List<Nlri>> reached = new LinkedHashMap<>();

        /** The last ones: mostly the next route goes there too. */
        @Nullable
        Shared last;

        List<Nlri> lastRoutes = List.of();

        void reach(Nlri route, BgpNextHop nextHop, PathAttributes attributes) {
            if (last == null
                    || last.attributes != attributes
                    || last.family != route.family()
                    || !last.nextHop.equals(nextHop)) {
                last = new Shared(route.family(), nextHop, attributes);
                lastRoutes = reached.computeIfAbsent(last, _ -> new ArrayList<>());
            }
            lastRoutes.add(route);
        }
    }

    UpdateBatch(SessionOptions options) {
        this.options = options;
    }

    void reach(Nlri route, BgpNextHop nextHop, PathAttributes attributes, long members) {
        messages(members).reach(route, nextHop, attributes);
    }

    void withdraw(Nlri route, long members) {
        messages(members)
                .withdrawn
                .computeIfAbsent(route.family(), _ -> new ArrayList<>())
                .add(route);
    }

    private Messages messages(long members) {
        return byMembers.computeIfAbsent(members, _ -> new Messages());
    }

    /** Encodes all and sends it. */
    void send(Map<Long, RouterState> members) {
        byMembers.forEach((who, messages) -> {
            var encoded = ByteBufAllocator.DEFAULT.buffer();
            messages.withdrawn.forEach((family, routes) -> UpdateEncoder.unreach(family, routes, options, encoded));
            messages.reached.forEach((shared, routes) -> reach(shared, routes, encoded));
            for (long left = who; left != 0; left &= left - 1) {
                var member = Objects.requireNonNull(members.get(Long.lowestOneBit(left)));
                send(member, encoded.retainedDuplicate());
            }
            encoded.release();
        });
    }

    private void reach(Shared shared, List<Nlri> routes, ByteBuf out) {
        try {
            UpdateEncoder.reach(shared.family, shared.nextHop, shared.attributes, routes, options, out);
        } catch (IllegalArgumentException e) {
            log.warn("{} routes are not told: {}", routes.size(), e.getMessage());
        }
    }

    private static void send(RouterState member, ByteBuf messages) {
        var session = member.session();
        if (session == null) {
            messages.release();
        } else {
            member.mayTakeMore(session.sink().send(messages));
        }
    }

    /** Tells a member that it has been told all there was when it connected. */
    static void endOfRib(RouterState member) {
        var encoded = ByteBufAllocator.DEFAULT.buffer();
        member.endOfRibDue().forEach(family -> UpdateEncoder.endOfRib(family, encoded));
        member.endOfRibDue().clear();
        send(member, encoded);
    }
}
