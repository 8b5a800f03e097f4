package net.weftnet.config.access.shell;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.apache.karaf.shell.api.console.Session;

/** Where a new password comes from: it is made and told once, or asked for. It is never an argument, which is kept. */
final class NewPassword {
    private static final int RANDOM_BYTES = 18;

    private NewPassword() {}

    static String made() {
        var octets = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    static String asked(Session session) throws IOException {
        var password = session.readLine("Password: ", '*');
        if (!password.equals(session.readLine("Again: ", '*'))) {
            throw new IllegalArgumentException("The two are not the same");
        }
        if (password.length() < 10 || password.length() > 256) {
            throw new IllegalArgumentException("A password has 10 to 256 characters");
        }
        return password;
    }

    static String author(Session session) {
        return session.get("USER") instanceof String user ? user : "shell";
    }
}
