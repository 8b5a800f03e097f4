package net.weftnet.common.runtime.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of its own for one Weftnet system: it signs the nodes' certificates and nothing else. All
 * keys are EC P-256, all certificates X.509 version 3 (RFC 5280), signed with SHA-256.
 */
public final class Authority {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Certificates count from an hour ago, so that a node whose clock is slow accepts them. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final KeyMaterial material;

    private Authority(KeyMaterial material) {
        this.material = material;
    }

    /** {@return a new authority, kept nowhere yet} */
    public static Authority create() throws GeneralSecurityException {
        var keys = newKeys();
        // The random part tells the authorities of two systems apart, where both names end up in one log.
        var name = new X500Principal(
                "CN=Weftnet authority " + Long.toHexString(new SecureRandom().nextLong()) + ", O=Weftnet");
        try {
            var builder = certificate(name, keys, name)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            var certificate = sign(builder, keys.getPrivate());
            return new Authority(new KeyMaterial(keys.getPrivate(), List.of(certificate)));
        } catch (IOException e) {
            throw new GeneralSecurityException("Cannot make an authority", e);
        }
    }

    /** {@return the authority kept in this directory, made there if there is none} */
    public static Authority openOrCreate(Path directory) throws IOException, GeneralSecurityException {
        var store = new KeyMaterialFile(directory.resolve("authority.p12"));
        if (!store.exists()) {
            store.createOnce(create().material);
        }
        return new Authority(store.read());
    }

    /** {@return the certificate that whoever trusts this authority needs} */
    public X509Certificate certificate() {
        return material.certificate();
    }

    /**
     * Makes a key for a node and signs its certificate, good for both ends of a TLS connection.
     *
     * @param node the node's name, its common name and one of its alternative names
     * @param alternativeNames further DNS names and addresses it is reached by; localhost and 127.0.0.1 always are
     */
    KeyMaterial issue(String node, Collection<String> alternativeNames) throws GeneralSecurityException {
        var keys = newKeys();
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = certificate(material.certificate().getSubjectX500Principal(), keys, subject(node))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(
                                    material.certificate().getPublicKey()))
                    .addExtension(Extension.subjectAlternativeName, false, names(node, alternativeNames));
            var certificate = sign(builder, material.key());
            return new KeyMaterial(keys.getPrivate(), List.of(certificate, material.certificate()));
        } catch (IOException e) {
            throw new GeneralSecurityException("Cannot make a certificate for " + node, e);
        }
    }

    private static X500Principal subject(String node) {
        if (!node.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("Not a node name: '" + node + "'");
        }
        return new X500Principal("CN=" + node + ", O=Weftnet");
    }

    private static GeneralNames names(String node, Collection<String> alternativeNames) {
        var names = new LinkedHashSet<>(List.of(node, "localhost", "127.0.0.1", "::1"));
        names.addAll(alternativeNames);
        return new GeneralNames(names.stream().map(Authority::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String text) {
        boolean address = text.indexOf(':') >= 0 || text.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder certificate(X500Principal issuer, KeyPair keys, X500Principal subject) {
        var now = Instant.now();
        // RFC 5280 section 4.1.2.2: positive, at most 20 octets, and not to be guessed.
        var serial = new BigInteger(127, new SecureRandom()).setBit(126);
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(VALIDITY)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(org.bouncycastle.cert.X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
