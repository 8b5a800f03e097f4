package net.weftnet.common.runtime.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import net.weftnet.common.runtime.RuntimeConfiguration;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The identity in the node's TLS directory. Where there is none, the node is on its own: it makes an authority for
 * itself. Nodes that shall trust each other get their identities from one authority before they start, with
 * {@link IssueIdentity}.
 */
@Component(configurationPid = RuntimeConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class NodeTlsIdentity implements TlsIdentity {
    private final KeyMaterial node;
    private final X509Certificate authority;
    private final SSLContext sslContext;
    private final Files files;

    @Activate
    public NodeTlsIdentity(@Reference NodeContext context, RuntimeConfiguration configuration)
            throws IOException, GeneralSecurityException {
        this(
                configuration.tlsDirectory().isBlank()
                        ? context.stateDirectory().resolve("tls")
                        : Path.of(configuration.tlsDirectory()),
                context.nodeName(),
                configuration.underlayAddress().isBlank() ? List.of() : List.of(configuration.underlayAddress()));
    }

    /** The identity in this directory, made with an authority of its own if there is none. */
    public NodeTlsIdentity(Path directory, String nodeName, Collection<String> alternativeNames)
            throws IOException, GeneralSecurityException {
        var files = new IdentityDirectory(directory.toAbsolutePath());
        if (!files.isComplete()) {
            files.issueOnce(Authority.openOrCreate(directory.toAbsolutePath()), nodeName, alternativeNames);
        }
        node = files.node();
        authority = files.authority();
        sslContext = newContext(node, authority);
        this.files = files.files();
    }

    private static SSLContext newContext(KeyMaterial node, X509Certificate authority)
            throws IOException, GeneralSecurityException {
        // Both stores live in memory only, so their password protects nothing.
        var password = new char[0];
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("node", node.key(), password, node.chain().toArray(Certificate[]::new));
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, password);

        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        var trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);

        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    @Override
    public SSLContext sslContext() {
        return sslContext;
    }

    @Override
    public X509Certificate certificate() {
        return node.certificate();
    }

    @Override
    public X509Certificate authority() {
        return authority;
    }

    @Override
    public Files files() {
        return files;
    }
}
