package net.weftnet.common.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import net.weftnet.common.runtime.PrivateFiles;

/** The directory of a node's identity: {@code node.p12} with its key, {@code authority.pem} with what it trusts. */
final class IdentityDirectory {
    private final Path authorityFile;
    private final KeyMaterialFile nodeFile;

    IdentityDirectory(Path directory) {
        authorityFile = directory.resolve("authority.pem");
        nodeFile = new KeyMaterialFile(directory.resolve("node.p12"));
    }

    boolean isComplete() {
        return nodeFile.exists() && Files.exists(authorityFile);
    }

    /** Has the authority issue an identity into this directory, unless there is one. */
    void issueOnce(Authority authority, String node, Collection<String> names)
            throws IOException, GeneralSecurityException {
        PrivateFiles.createOnce(authorityFile, pem(authority.certificate()));
        if (!nodeFile.exists()) {
            nodeFile.createOnce(authority.issue(node, names));
        }
    }

    KeyMaterial node() throws IOException, GeneralSecurityException {
        return nodeFile.read();
    }

    X509Certificate authority() throws IOException, GeneralSecurityException {
        var certificates = CertificateFactory.getInstance("X.509");
        return (X509Certificate)
                certificates.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authorityFile)));
    }

    /** RFC 7468 section 5. */
    private static byte[] pem(X509Certificate certificate) throws GeneralSecurityException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
