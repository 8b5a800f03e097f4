package net.weftnet.config.access.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were found to be right, so that Basic authentication does not cost a hash for each call. Kept is a digest
 * under a key that this process has made for itself; an entry is good for the hash that it was compared with, and for a
 * time. Thread-safe.
 */
final class VerifiedPasswords {
    private static final int MOST = 1024;
    private static final String DIGEST = "HmacSHA256";

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new BoundedMap<>(MOST);

    /** What a password was compared with, and until when that holds. */
    private record Entry(String hash, Instant end) {}

    VerifiedPasswords(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, DIGEST);
    }

    /** {@return whether a password was found to be that of a hash} */
    boolean contains(String user, String password, String hash) {
        var digest = digest(user, password);
        synchronized (entries) {
            var entry = entries.get(digest);
            return entry != null && entry.hash().equals(hash) && clock.instant().isBefore(entry.end());
        }
    }

    void add(String user, String password, String hash) {
        var digest = digest(user, password);
        synchronized (entries) {
            entries.put(digest, new Entry(hash, clock.instant().plus(lifetime)));
        }
    }

    private String digest(String user, String password) {
        try {
            var mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update(user.getBytes(UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + DIGEST, e);
        }
    }
}
