package net.weftnet.common.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.weftnet.common.http.api.Credentials;

/** Reads the header {@code Authorization} (RFC 9110 section 11.6.2). Whatever cannot be read is as good as none. */
final class Authorization {
    /** More than a name and a password of 256 characters each can make. */
    private static final int LONGEST = 4096;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private Authorization() {}

    /** {@return the credentials in a header's value; empty for other schemes and for what cannot be read} */
    static Optional<Credentials> parse(String header) {
        int space = header.indexOf(' ');
        if (space < 0 || header.length() > LONGEST) {
            return Optional.empty();
        }
        var value = header.substring(space).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(value);
            case "bearer" ->
                TOKEN.matcher(value).matches() ? Optional.of(new Credentials.Token(value)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** RFC 7617, in UTF-8 as the challenge asks for. */
    private static Optional<Credentials> basic(String value) {
        try {
            var octets = ByteBuffer.wrap(Base64.getDecoder().decode(value));
            var text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials.Password(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
