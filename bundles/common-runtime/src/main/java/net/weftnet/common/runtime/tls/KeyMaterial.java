package net.weftnet.common.runtime.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that go with it.
 *
 * @param key the private key
 * @param chain the certificate of the key first, that of the authority last
 */
record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
    KeyMaterial {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A key without certificate");
        }
    }

    /** {@return the certificate of the key} */
    X509Certificate certificate() {
        return chain.getFirst();
    }
}
