package net.weftnet.config.access.user;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that logins have given: 256 random bits each, of which only a digest is kept, as a row that all nodes share. A
 * token is good for a time, and only as long as its user's password is the one it was given for. What a node knows of a
 * token it asks anew after {@link #FRESH}, so the end of one holds on all nodes soon; while the rows cannot be read, what is
 * known holds, and a new token is good on its node alone. Thread-safe.
 */
public final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final int TOKEN_BYTES = 32;
    private static final int MOST = 10_000;

    /** More logins of one user at one node end its oldest. */
    static final int MOST_OF_ONE = 100;

    /** How long a node goes by what it knows. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** How often rows that are of no use any more are looked for: those of nodes that are gone. */
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Table rows;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Guarded by itself. */
    private final Map<String, Known> known = new HashMap<>();

    /** Guarded by {@link #known}. */
    private Instant nextSweep = Instant.MIN;

    private record Known(Session session, Instant asOf) {}

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

    Tokens(Table rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param isOfNode whether the user is one that the nodes have of their own
     * @param password what the user's password is, in the form that it is kept in
     */
    Token issue(Caller caller, boolean isOfNode, String password, Duration lifetime) {
        var octets = new byte[TOKEN_BYTES];
        random.nextBytes(octets);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        var now = clock.instant();
        var session = new Session(caller, isOfNode, proof(text, password), now, now.plus(lifetime));
        synchronized (known) {
            makeRoom(caller.name(), now);
            known.put(digest(text), new Known(session, now));
        }
        try {
            sweep(now);
            rows.put(digest(text), session.toRow());
        } catch (StorageException e) {
            log.warn("tokens: one of {} is good on this node only: {}", caller.name(), e.getMessage());
        }
        return new Token(text, session.end());
    }

    private void makeRoom(String user, Instant now) {
        known.values().removeIf(one -> !one.session().isGood(now));
        long mine = known.values().stream().filter(one -> isOf(user, one)).count();
        if (mine >= MOST_OF_ONE || known.size() >= MOST) {
            known.entrySet().stream()
                    .filter(entry -> mine < MOST_OF_ONE || isOf(user, entry.getValue()))
                    .min(Comparator.comparing(
                            entry -> entry.getValue().session().begun()))
                    .ifPresent(entry -> end(entry.getKey()));
        }
    }

    private static boolean isOf(String user, Known one) {
        return one.session().caller().name().equals(user);
    }

    private void sweep(Instant now) throws StorageException {
        synchronized (known) {
            if (now.isBefore(nextSweep)) {
                return;
            }
            nextSweep = now.plus(SWEEP);
        }
        for (var row : rows.scan("", MOST)) {
            if (session(row.value()).filter(session -> session.isGood(now)).isEmpty()) {
                rows.delete(row.key());
            }
        }
    }

    private static Optional<Session> session(byte[] row) {
        try {
            return Optional.of(Session.ofRow(row));
        } catch (IOException e) {
            log.warn("tokens: a row is passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** {@return what a token stands for, if it is good} */
    Optional<Session> find(String token) {
        var digest = digest(token);
        var now = clock.instant();
        Known last;
        synchronized (known) {
            last = known.get(digest);
        }
        var session = last == null || !now.isBefore(last.asOf().plus(FRESH))
                ? asked(digest, Optional.ofNullable(last).map(Known::session), now)
                : Optional.of(last.session());
        return session.filter(one -> one.isGood(now));
    }

    private Optional<Session> asked(String digest, Optional<Session> last, Instant now) {
        Optional<Session> found;
        try {
            found = rows.get(digest).flatMap(Tokens::session).filter(one -> one.isGood(now));
        } catch (StorageException _) {
            return last;
        }
        synchronized (known) {
            if (found.isPresent()) {
                known.put(digest, new Known(found.get(), now));
            } else {
                known.remove(digest);
            }
        }
        return found;
    }

    /** Ends a token. {@return whether there was one} */
    boolean revoke(String token) {
        var isGood = find(token).isPresent();
        end(digest(token));
        return isGood;
    }

    private void end(String digest) {
        synchronized (known) {
            known.remove(digest);
        }
        try {
            rows.delete(digest);
        } catch (StorageException e) {
            log.warn("tokens: one that was ended may still be good on other nodes: {}", e.getMessage());
        }
    }

    /** {@return how many tokens of each user are good, of those that this node has given or seen} */
    public Map<String, Integer> count() {
        var now = clock.instant();
        var found = new HashMap<String, Integer>();
        synchronized (known) {
            known.values().stream()
                    .filter(one -> one.session().isGood(now))
                    .forEach(one -> found.merge(one.session().caller().name(), 1, Integer::sum));
        }
        return found;
    }

    /** {@return whether a token was given for this password} */
    static boolean isFor(String token, Session session, String password) {
        return MessageDigest.isEqual(
                session.proof().getBytes(US_ASCII), proof(token, password).getBytes(US_ASCII));
    }

    /** Who sees the rows, but has no token, cannot try passwords with it. */
    private static String proof(String token, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(US_ASCII), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }

    private static String digest(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
