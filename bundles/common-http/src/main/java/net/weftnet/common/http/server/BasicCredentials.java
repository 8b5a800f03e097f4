package net.weftnet.common.http.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User and password of an {@code Authorization: Basic} header (RFC 7617), in UTF-8.
 *
 * @param user the user
 * @param password the password
 */
record BasicCredentials(String user, String password) {
    private static final String SCHEME = "Basic ";

    /** {@return what the header says; empty for another scheme and for one that cannot be read} */
    static Optional<BasicCredentials> parse(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            var octets =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            var text = new String(octets, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
