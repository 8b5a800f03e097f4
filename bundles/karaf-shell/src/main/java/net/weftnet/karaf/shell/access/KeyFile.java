package net.weftnet.karaf.shell.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Set;

/** A private key in a PEM file (PKCS #8, RFC 5958) of mode 0600. RSA, since Karaf's login module knows no better kind. */
final class KeyFile {
    private static final int BITS = 3072;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    private KeyFile() {}

    /** {@return the public key that goes with the private key in this file}, which is made if there is none. */
    static RSAPublicKey openOrCreate(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            create(file);
        }
        var text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        var keys = KeyFactory.getInstance("RSA");
        var key = (RSAPrivateCrtKey)
                keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        return (RSAPublicKey) keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var encoded = generator.generateKeyPair().getPrivate().getEncoded();
        var pem = BEGIN + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + END;
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            channel.write(StandardCharsets.US_ASCII.encode(pem));
        } catch (FileAlreadyExistsException _) {
            // Another process of this node was faster; its key is as good.
        }
    }
}
