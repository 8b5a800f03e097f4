package net.weftnet.control.bgp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.message.UpdateEncoder;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session has been told, and of which routes it has to be told. A peer that does not read costs one entry a
 * route, not one a change. Owner: the event loop.
 */
final class AdjRibOut {
    private static final Logger log = LoggerFactory.getLogger(AdjRibOut.class);

    /** Routes that are encoded in one go, so that other peers get their turn. */
    private static final int BATCH = 4096;

    /** Routes that share messages. */
    private record Group(AddressFamily family, BgpNextHop nextHop, PathAttributes attributes) {}

    private final SessionOptions options;
    private final long localAs;
    private final Map<PrefixNlri, Optional<VpnRoute>> pending = new LinkedHashMap<>();
    private final Set<PrefixNlri> told = new HashSet<>();
    private final Set<AddressFamily> endOfRibDue;

    /** @param localAs what we put before the path towards another AS */
    AdjRibOut(SessionOptions options, long localAs) {
        this.options = options;
        this.localAs = localAs;
        endOfRibDue = new HashSet<>(options.families());
    }

    int size() {
        return told.size();
    }

    boolean isIdle() {
        return pending.isEmpty() && endOfRibDue.isEmpty();
    }

    void change(Exports.Change change) {
        switch (change) {
            case Exports.Change.Reach(var route) -> {
                if (options.families().contains(route.nlri().family())) {
                    pending.put(route.key(), Optional.of(route));
                }
            }
            case Exports.Change.Withdraw(var key) -> {
                pending.remove(key);
                if (told.contains(key)) {
                    pending.put(key, Optional.empty());
                }
            }
        }
    }

    /** All routes of a family are due again (RFC 2918). */
    void refresh(AddressFamily family, Collection<VpnRoute> routes) {
        routes.stream()
                .filter(route -> route.nlri().family() == family)
                .forEach(route -> change(new Exports.Change.Reach(route)));
    }

    /** Encodes what comes next: at most one batch. */
    void encode(ByteBuf out) {
        var groups = new LinkedHashMap<Group, List<PrefixNlri>>();
        var withdrawn = new LinkedHashMap<AddressFamily, List<PrefixNlri>>();
        var next = pending.entrySet().iterator();
        for (int i = 0; i < BATCH && next.hasNext(); i++) {
            var entry = next.next();
            next.remove();
            var route = entry.getValue().orElse(null);
            if (route == null) {
                told.remove(entry.getKey());
                withdrawn
                        .computeIfAbsent(entry.getKey().family(), _ -> new ArrayList<>())
                        .add(entry.getKey());
            } else {
                told.add(entry.getKey());
                groups.computeIfAbsent(
                                new Group(route.nlri().family(), route.nextHop(), route.attributes()),
                                _ -> new ArrayList<>())
                        .add(route.nlri());
            }
        }
        withdrawn.forEach((family, routes) -> UpdateEncoder.unreach(family, routes, options, out));
        groups.forEach((group, routes) -> reach(group, routes, out));
        if (pending.isEmpty()) {
            endOfRibDue.forEach(family -> UpdateEncoder.endOfRib(family, out));
            endOfRibDue.clear();
        }
    }

    private void reach(Group group, List<PrefixNlri> routes, ByteBuf out) {
        try {
            UpdateEncoder.reach(group.family(), group.nextHop(), forPeer(group.attributes()), routes, options, out);
        } catch (IllegalArgumentException e) {
            routes.forEach(route -> told.remove(route.withoutLabel()));
            log.warn("{} routes are not told: {}", routes.size(), e.getMessage());
        }
    }

    private PathAttributes forPeer(PathAttributes attributes) {
        return options.internal()
                ? attributes
                : attributes
                        .without(LocalPreference.class)
                        .with(attributes.find(AsPath.class).orElse(AsPath.EMPTY).prepend(localAs));
    }
}
