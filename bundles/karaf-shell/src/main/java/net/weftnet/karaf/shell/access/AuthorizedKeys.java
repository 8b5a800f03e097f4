package net.weftnet.karaf.shell.access;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Karaf's {@code etc/keys.properties}: {@code user = key,_g_:group}, read by its login module at each login. */
final class AuthorizedKeys {
    private final Path file;

    AuthorizedKeys(Path file) {
        this.file = file;
    }

    /** Gives the user this key and the rights of an administrator; the lines of others stay as they are. */
    void put(String user, RSAPublicKey key) throws IOException {
        var line = user + " = " + encode(key) + ",_g_:admingroup";
        List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        if (!lines.contains(line)) {
            lines.removeIf(other -> other.matches("\\s*" + user + "\\s*=.*"));
            lines.add(line);
            Files.write(file, lines);
        }
    }

    /** The key as in an OpenSSH public key file (RFC 4253 section 6.6). */
    private static String encode(RSAPublicKey key) throws IOException {
        var octets = new ByteArrayOutputStream();
        var out = new DataOutputStream(octets);
        for (var part : List.of(
                "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
                key.getPublicExponent().toByteArray(),
                key.getModulus().toByteArray())) {
            out.writeInt(part.length);
            out.write(part);
        }
        return Base64.getEncoder().encodeToString(octets.toByteArray());
    }
}
