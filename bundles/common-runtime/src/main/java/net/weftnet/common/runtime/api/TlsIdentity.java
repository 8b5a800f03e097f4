package net.weftnet.common.runtime.api;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;

/** Service: the key and certificate with which this node shows who it is, and the one authority it trusts. */
public interface TlsIdentity {

    /**
     * {@return a context for both ends of a connection: it presents this node's certificate and trusts only what the
     * authority signed}. HTTPS clients of the JDK also compare the server's name with the certificate.
     */
    SSLContext sslContext();

    /** {@return this node's certificate} */
    X509Certificate certificate();

    /** {@return the certificate of the authority} */
    X509Certificate authority();

    /** {@return where the same is on disk, for libraries of others that read it themselves} */
    Files files();

    /**
     * Files that only the owner of the process may read.
     *
     * @param keys the key and certificate, PKCS #12
     * @param password of that file; it protects nothing, the file's mode does
     * @param authority the certificate of the authority, PEM
     */
    record Files(Path keys, String password, Path authority) {}
}
