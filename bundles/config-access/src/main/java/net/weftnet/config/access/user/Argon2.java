package net.weftnet.config.access.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords: Argon2id (RFC 9106), written as {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. A hash says its
 * own cost, so the cost of new ones can be raised while old ones stay good.
 */
public final class Argon2 {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getEncoder().withoutPadding();

    private final Cost cost;
    private final SecureRandom random = new SecureRandom();

    /**
     * What a hash takes.
     *
     * @param kibibytes memory
     * @param passes over it
     * @param lanes parts of it
     */
    public record Cost(int kibibytes, int passes, int lanes) {
        /** What OWASP recommends at least: 19 MiB, some tens of milliseconds. */
        public static final Cost RECOMMENDED = new Cost(19 * 1024, 2, 1);
    }

    /** Makes hashes of this cost. */
    public Argon2(Cost cost) {
        this.cost = cost;
    }

    /** {@return the hash of a password, with a salt of its own} */
    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = hash(password, salt, HASH_BYTES, cost);
        return "$argon2id$v=19$m=" + cost.kibibytes() + ",t=" + cost.passes() + ",p=" + cost.lanes() + '$'
                + TEXT.encodeToString(salt) + '$' + TEXT.encodeToString(hash);
    }

    /** {@return whether a hash is that of a password} */
    public static boolean matches(String hash, String password) {
        var parts = FORM.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        var cost = new Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        var expected = Base64.getDecoder().decode(parts.group(5));
        var actual = hash(password, Base64.getDecoder().decode(parts.group(4)), expected.length, cost);
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] hash(String password, byte[] salt, int length, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.kibibytes())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        generator.generateBytes(password.getBytes(UTF_8), hash);
        return hash;
    }
}
