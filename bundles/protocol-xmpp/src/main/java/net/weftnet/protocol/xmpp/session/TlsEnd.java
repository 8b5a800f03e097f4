package net.weftnet.protocol.xmpp.session;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** How one end of a connection does TLS. Both ends must show a certificate of the authority. */
sealed interface TlsEnd {
    String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** {@return a handler for a connection whose peer is about to begin the handshake} */
    SslHandler newHandler(Channel channel);

    /** {@return whether the peer's certificate is that of the name it uses} */
    boolean vouches(SSLSession session, String name);

    /** For sessions in clear: never asked for anything. */
    record None() implements TlsEnd {
        @Override
        public SslHandler newHandler(Channel channel) {
            throw new IllegalStateException("TLS begins on " + channel + ", which has no key");
        }

        @Override
        public boolean vouches(SSLSession session, String name) {
            return false;
        }
    }

    /** The client: compares the server's certificate with the address it connected to, if told so. */
    record Client(SSLContext context, InetSocketAddress server, boolean verifyServer) implements TlsEnd {
        @Override
        public SslHandler newHandler(Channel channel) {
            var engine = context.createSSLEngine(server.getHostString(), server.getPort());
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(PROTOCOLS);
            if (verifyServer) {
                var parameters = engine.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                engine.setSSLParameters(parameters);
            }
            return new SslHandler(engine);
        }

        @Override
        public boolean vouches(SSLSession session, String name) {
            return true; // the handshake has compared what there is to compare
        }
    }

    /** The server: requires a certificate, whose common name or a DNS name must be the client's. */
    record Server(SSLContext context) implements TlsEnd {
        private static final int DNS_NAME = 2;

        @Override
        public SslHandler newHandler(Channel channel) {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setNeedClientAuth(true);
            engine.setEnabledProtocols(PROTOCOLS);
            return new SslHandler(engine);
        }

        @Override
        public boolean vouches(SSLSession session, String name) {
            try {
                return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                        && (hasDnsName(certificate, name) || hasCommonName(certificate, name));
            } catch (SSLPeerUnverifiedException | CertificateParsingException | InvalidNameException _) {
                return false;
            }
        }

        private static boolean hasDnsName(X509Certificate certificate, String name) throws CertificateParsingException {
            var names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(n -> n.get(0).equals(DNS_NAME) && name.equalsIgnoreCase((String) n.get(1)));
        }

        private static boolean hasCommonName(X509Certificate certificate, String name) throws InvalidNameException {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            return subject.getRdns().stream()
                    .anyMatch(rdn -> rdn.getType().equalsIgnoreCase("CN")
                            && name.equalsIgnoreCase(rdn.getValue().toString()));
        }
    }
}
