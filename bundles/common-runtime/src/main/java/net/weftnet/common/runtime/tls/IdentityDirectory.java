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
import net.weftnet.common.runtime.api.TlsIdentity;

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
        PrivateFiles.createOnce(
                authorityFile,
                pem("CERTIFICATE", authority.certificate().getEncoded()).getBytes(StandardCharsets.US_ASCII));
        if (!nodeFile.exists()) {
            nodeFile.createOnce(authority.issue(node, names));
        }
    }

    /** Writes the node's key and certificates as one PEM file (RFC 7468), unless there is one. */
    void exportOnce(Path file) throws IOException, GeneralSecurityException {
        var material = node();
        var text = new StringBuilder(pem("PRIVATE KEY", material.key().getEncoded()));
        for (var certificate : material.chain()) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        PrivateFiles.createOnce(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    TlsIdentity.Files files() {
        return new TlsIdentity.Files(nodeFile.path(), nodeFile.password(), authorityFile);
    }

    KeyMaterial node() throws IOException, GeneralSecurityException {
        return nodeFile.read();
    }

    X509Certificate authority() throws IOException, GeneralSecurityException {
        var certificates = CertificateFactory.getInstance("X.509");
        return (X509Certificate)
                certificates.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authorityFile)));
    }

    private static String pem(String label, byte[] content) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
