package net.weftnet.config.access.user;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;

/**
 * The tokens that logins have given: 256 random bits each, of which only a digest is kept, in the memory of this node. A
 * token is good for a time, and only as long as its user's password is the one it was given for. Thread-safe.
 */
public final class Tokens {
    private static final int TOKEN_BYTES = 32;
    private static final int MOST = 10_000;

    /** More logins of one user end its oldest. */
    static final int MOST_OF_ONE = 100;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();

    /** What a token stands for. */
    private record Session(Holder holder, Instant begun, Instant end) {
        String user() {
            return holder.caller().name();
        }
    }

    /**
     * A token, as the user gets it.
     *
     * @param end until when it is good
     */
    public record Token(String text, Instant end) {
        @Override
        public String toString() {
            return "token until " + end;
        }
    }

    /**
     * Whom a token stands for.
     *
     * @param caller the user as it was at the login
     * @param password what the password was at the login, in the form that it is kept in
     */
    record Holder(Caller caller, String password) {
        @Override
        public String toString() {
            return caller.name();
        }
    }

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes a token. */
    Token issue(Holder holder, Duration lifetime) {
        var octets = new byte[TOKEN_BYTES];
        random.nextBytes(octets);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        var now = clock.instant();
        synchronized (sessions) {
            makeRoom(holder.caller().name(), now);
            sessions.put(digest(text), new Session(holder, now, now.plus(lifetime)));
        }
        return new Token(text, now.plus(lifetime));
    }

    private void makeRoom(String user, Instant now) {
        sessions.values().removeIf(session -> !now.isBefore(session.end()));
        long mine = sessions.values().stream()
                .filter(session -> session.user().equals(user))
                .count();
        var oldest = Comparator.comparing(
                (Map.Entry<String, Session> entry) -> entry.getValue().begun());
        if (mine >= MOST_OF_ONE || sessions.size() >= MOST) {
            sessions.entrySet().stream()
                    .filter(entry ->
                            mine < MOST_OF_ONE || entry.getValue().user().equals(user))
                    .min(oldest)
                    .ifPresent(entry -> sessions.remove(entry.getKey()));
        }
    }

    /** {@return whom a token stands for, if it is good} */
    Optional<Holder> find(String token) {
        synchronized (sessions) {
            return Optional.ofNullable(sessions.get(digest(token)))
                    .filter(session -> clock.instant().isBefore(session.end()))
                    .map(Session::holder);
        }
    }

    /** Ends a token. {@return whether there was one} */
    boolean revoke(String token) {
        synchronized (sessions) {
            return sessions.remove(digest(token)) != null;
        }
    }

    /** {@return how many tokens of each user are good} */
    public Map<String, Integer> count() {
        var now = clock.instant();
        var found = new HashMap<String, Integer>();
        synchronized (sessions) {
            sessions.values().stream()
                    .filter(session -> now.isBefore(session.end()))
                    .forEach(session -> found.merge(session.user(), 1, Integer::sum));
        }
        return found;
    }

    private static String digest(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
