package net.weftnet.common.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import net.weftnet.common.runtime.PrivateFiles;

/**
 * A PKCS #12 file (RFC 7292) with one key. Its mode 0600 is the protection; the format wants a password as well, and
 * gets the file's name.
 */
final class KeyMaterialFile {
    private static final String ENTRY = "weftnet";

    private final Path file;
    private final String password;

    KeyMaterialFile(Path file) {
        this.file = file;
        password = String.valueOf(file.getFileName());
    }

    Path path() {
        return file;
    }

    String password() {
        return password;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Writes the file, unless another process was faster; then {@link #read()} gives what that one wrote. */
    void createOnce(KeyMaterial material) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                ENTRY, material.key(), password.toCharArray(), material.chain().toArray(Certificate[]::new));
        var content = new ByteArrayOutputStream();
        store.store(content, password.toCharArray());
        PrivateFiles.createOnce(file, content.toByteArray());
    }

    KeyMaterial read() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password.toCharArray());
        var chain = store.getCertificateChain(ENTRY);
        if (chain == null || !(store.getKey(ENTRY, password.toCharArray()) instanceof PrivateKey key)) {
            throw new GeneralSecurityException("No key named " + ENTRY + " in " + file);
        }
        return new KeyMaterial(
                key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    }
}
