package net.weftnet.config.access.user;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guessing slow: after a few wrong passwords for a user from one address, further ones from there are not looked at
 * for a time, which doubles each time up to a bound. Others are not held up, and no user is ever locked out. Thread-safe.
 */
public final class SlowDown {
    /** Wrong passwords that cost nothing: people mistype. */
    static final int FREE = 3;

    static final Duration LONGEST = Duration.ofSeconds(60);

    /** After this time without a wrong password, those before are forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(15);

    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Guesser, Failures> failures = new BoundedMap<>(MOST);

    /** Who guesses. */
    private record Guesser(String user, String address) {}

    private record Failures(int count, Instant last, Instant until) {}

    /**
     * Somebody who gave wrong passwords.
     *
     * @param user for which user
     * @param address from where
     * @param count how many
     * @param last when the last one was
     * @param until until when no more are looked at
     */
    public record Guessing(String user, String address, int count, Instant last, Instant until) {}

    SlowDown(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return how long a password of this user from there is not looked at; empty when it is} */
    Optional<Duration> pause(String user, SocketAddress peer) {
        var now = clock.instant();
        synchronized (failures) {
            var before = failures.get(new Guesser(user, address(peer)));
            return before == null || !now.isBefore(before.until())
                    ? Optional.empty()
                    : Optional.of(Duration.between(now, before.until()));
        }
    }

    void failed(String user, SocketAddress peer) {
        var now = clock.instant();
        var guesser = new Guesser(user, address(peer));
        synchronized (failures) {
            var before = failures.get(guesser);
            int count = before == null || isOver(before, now) ? 1 : before.count() + 1;
            failures.put(guesser, new Failures(count, now, now.plus(pauseAfter(count))));
        }
    }

    /** 0 for the first few, then 1, 2, 4 seconds, up to the longest. */
    static Duration pauseAfter(int count) {
        if (count <= FREE) {
            return Duration.ZERO;
        }
        var pause = Duration.ofSeconds(1L << Math.min(count - FREE - 1, 30));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    void succeeded(String user, SocketAddress peer) {
        synchronized (failures) {
            failures.remove(new Guesser(user, address(peer)));
        }
    }

    /** {@return who has given wrong passwords lately} */
    public List<Guessing> guessing() {
        var now = clock.instant();
        synchronized (failures) {
            var found = new ArrayList<Guessing>();
            failures.forEach((who, what) -> {
                if (!isOver(what, now)) {
                    found.add(new Guessing(who.user(), who.address(), what.count(), what.last(), what.until()));
                }
            });
            return found;
        }
    }

    private static boolean isOver(Failures failures, Instant now) {
        return now.isAfter(failures.last().plus(MEMORY));
    }

    private static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : peer.toString();
    }
}
