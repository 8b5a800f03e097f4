package net.weftnet.control.bgp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.BgpRouter.Peering;
import net.weftnet.control.config.api.BgpRouter.PrefixLimit;
import org.jspecify.annotations.Nullable;

/** Routers and their sessions as configured; what a test does not say is as if it were left out. */
final class Sessions {
    private final String peer;
    private boolean down;
    private String message = "";
    private int holdSeconds = -1;
    private int delayOpenSeconds;
    private @Nullable String key;
    private int hops;
    private Map<String, PrefixLimit> limits = Map.of();
    private List<Encapsulation> encapsulations = List.of();

    private Sessions(String peer) {
        this.peer = peer;
    }

    /** @param peer last part of its name */
    static Sessions with(String peer) {
        return new Sessions(peer);
    }

    Sessions down(String withMessage) {
        down = true;
        message = withMessage;
        return this;
    }

    Sessions hold(int seconds) {
        holdSeconds = seconds;
        return this;
    }

    Sessions delayOpen(int seconds) {
        delayOpenSeconds = seconds;
        return this;
    }

    Sessions key(String md5Key) {
        key = md5Key;
        return this;
    }

    Sessions hops(int routers) {
        hops = routers;
        return this;
    }

    Sessions limit(String family, int maximum, int idleSeconds) {
        limits = Map.of(family, new PrefixLimit(maximum, idleSeconds));
        return this;
    }

    Sessions encapsulation(Encapsulation encapsulation) {
        encapsulations = List.of(encapsulation);
        return this;
    }

    private Peering peering() {
        return new Peering(
                "d:p:" + peer,
                down,
                message,
                false,
                holdSeconds,
                delayOpenSeconds,
                Set.of(),
                key,
                hops,
                limits,
                encapsulations);
    }

    static BgpRouter router(String name, long as, String address, int port, Sessions... sessions) {
        var ip = IpAddress.parse(address);
        var peerings = List.of(sessions).stream().map(Sessions::peering).toList();
        return new BgpRouter("d:p:" + name, false, as, ip, Optional.empty(), ip, port, 90, Set.of(), peerings);
    }
}
