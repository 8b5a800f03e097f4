package net.weftnet.control.bgp;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.attribute.UpdateFault;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.session.Agreement;
import net.weftnet.protocol.bgp.session.PeerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a peer, both ways, and how they outlive its sessions. Owner: the event loop. */
final class PeerRoutes {
    private static final Logger log = LoggerFactory.getLogger(PeerRoutes.class);

    private final String name;
    private final PeerSettings settings;
    private final EventLoop loop;
    private final AdjRibIn in;
    private final Exports exports;

    /** Families in which the peer cannot be understood, until its next session. */
    private final Set<AddressFamily> disabled = EnumSet.noneOf(AddressFamily.class);

    private final Set<AddressFamily> endOfRibMissing = EnumSet.noneOf(AddressFamily.class);
    private @Nullable AdjRibOut out;
    private @Nullable ScheduledFuture<?> sweep;
    private int restartSeconds;
    private long faults;

    PeerRoutes(String name, PeerSettings settings, EventLoop loop, AdjRibIn in, Exports exports) {
        this.name = name;
        this.settings = settings;
        this.loop = loop;
        this.in = in;
        this.exports = exports;
    }

    int received() {
        return in.size();
    }

    int sent() {
        return out == null ? 0 : out.size();
    }

    long faults() {
        return faults;
    }

    List<VpnRoute> routes() {
        return in.routes();
    }

    /** {@return a family that has more routes than it may} */
    Optional<AddressFamily> overLimit(int limit) {
        return in.counts().entrySet().stream()
                .filter(count -> count.getValue() > limit)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void up(Agreement agreement) {
        disabled.clear();
        endOfRibMissing.clear();
        endOfRibMissing.addAll(agreement.options().families());
        restartSeconds = agreement
                .theirs()
                .capability(GracefulRestart.class)
                .map(GracefulRestart::seconds)
                .orElse(0);
        in.connect(agreement.theirs().identifier());
        // A peer that never says that it is done has had its time.
        sweepAfter(settings.holdSeconds() == 0 ? restartSeconds : Math.max(restartSeconds, settings.holdSeconds()));
        out = new AdjRibOut(agreement.options(), settings.localAs());
        exports.routes().forEach(route -> change(new Exports.Change.Reach(route)));
    }

    void down(boolean keepRoutes) {
        out = null;
        in.disconnect();
        if (keepRoutes) {
            sweepAfter(restartSeconds);
        } else {
            in.sweepStale();
        }
    }

    private void sweepAfter(int seconds) {
        if (sweep != null) {
            sweep.cancel(false);
        }
        sweep = loop.schedule(in::sweepStale, seconds, TimeUnit.SECONDS);
    }

    void received(BgpMessage message) {
        switch (message) {
            case Update update -> received(update);
            case RouteRefresh refresh -> received(refresh);
            default -> throw new IllegalArgumentException("Not about routes: " + message);
        }
    }

    private void received(Update update) {
        update.faults().forEach(this::fault);
        for (var family : update.disabledFamilies()) {
            disabled.add(family);
            in.drop(family);
        }
        for (var unreach : update.unreach()) {
            unreach.routes().forEach(this::withdraw);
        }
        boolean loops = isLoop(update.attributes());
        for (var reach : update.reach()) {
            if (loops) {
                reach.routes().forEach(this::withdraw);
            } else if (!disabled.contains(reach.family())) {
                in.reach(reach, update);
            }
        }
        update.endOfRib().ifPresent(this::endOfRib);
    }

    private void withdraw(Nlri route) {
        if (route instanceof PrefixNlri prefix) {
            in.withdraw(prefix.withoutLabel());
        }
    }

    /** RFC 4271 section 9.1.2, RFC 4456 section 8: a route that has been here before. */
    private boolean isLoop(PathAttributes attributes) {
        return attributes
                        .find(AsPath.class)
                        .filter(path -> path.contains(settings.localAs()))
                        .isPresent()
                || attributes
                        .find(OriginatorId.class)
                        .filter(originator -> originator.router().equals(settings.identifier()))
                        .isPresent()
                || attributes
                        .find(ClusterList.class)
                        .filter(list -> list.clusters().contains(settings.identifier()))
                        .isPresent();
    }

    private void fault(UpdateFault fault) {
        faults++;
        if (Long.bitCount(faults) == 1) { // the 1st, 2nd, 4th, 8th …: a peer must not fill the log
            log.warn("{}: malformed UPDATE {}: {}, {}", name, faults, fault.detail(), fault.action());
        }
    }

    private void endOfRib(AddressFamily family) {
        if (endOfRibMissing.remove(family) && endOfRibMissing.isEmpty()) {
            sweepAfter(0);
        }
    }

    private void received(RouteRefresh refresh) {
        var family = refresh.family().orElse(null);
        if (out != null && family != null && refresh.subtype() == RouteRefresh.REQUEST) {
            out.refresh(family, exports.routes());
        }
    }

    void translateAgain() {
        in.translateAgain();
    }

    void change(Exports.Change change) {
        if (out != null) {
            out.change(change);
        }
    }

    /** Sends what there is to tell, until the connection can take no more. */
    void flush(Channel channel) {
        while (out != null && !out.isIdle() && channel.isWritable()) {
            var buffer = channel.alloc().buffer();
            out.encode(buffer);
            channel.writeAndFlush(buffer, channel.voidPromise());
        }
    }

    /** Takes all that the peer brought in out of the RIB. */
    void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        out = null;
        in.remove();
    }
}
