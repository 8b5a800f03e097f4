package net.weftnet.common.http.server;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import net.weftnet.common.http.api.Credentials;

/** Who the other end of a connection is, by the certificate that it has shown in the handshake. */
final class PeerCertificate {

    private PeerCertificate() {}

    /** {@return the common name of the certificate's subject; empty when none was shown, or it has not exactly one} */
    static Optional<Credentials.Certificate> of(Channel channel) {
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            var chain = tls.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? commonName(certificate.getSubjectX500Principal().getName())
                            .map(Credentials.Certificate::new)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /** {@return the common name in a distinguished name (RFC 2253)} */
    static Optional<String> commonName(String distinguishedName) {
        try {
            var names = new LdapName(distinguishedName)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .toList();
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
